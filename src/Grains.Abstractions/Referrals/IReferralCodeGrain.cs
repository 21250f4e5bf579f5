using Orleans.Concurrency;

namespace XelaConnect.Referrals;

/// <summary>One referral code, keyed by the code: whose it is and who came with it (contract, "Referral").</summary>
[Alias("referrals.code")]
public interface IReferralCodeGrain : IGrainWithStringKey
{
    /// <summary>Makes the code someone's; <see cref="ReferralFaults.Taken"/> when it is someone else's already.</summary>
    [Alias("Claim")]
    Task<Outcome<Done>> ClaimAsync(ClaimCode command);

    /// <summary>Whose code it is; null when it is nobody's.</summary>
    [Alias("Owner"), ReadOnly]
    Task<string?> OwnerAsync();

    /// <summary>Someone signed up with the code: pending until they first take part. Owed by the new account.</summary>
    [Alias("NoteSignup")]
    Task<Outcome<Done>> RecordSignupAsync(RecordReferredSignup command);

    /// <summary>Someone who came with the code took part for the first time: both are rewarded, once. Owed by that person.</summary>
    [Alias("Convert")]
    Task<Outcome<Done>> ConvertAsync(ConvertReferral command);

    /// <summary>Someone who came with the code was removed as fraud: what their coming brought is taken back. Owed by that person.</summary>
    [Alias("Revoke")]
    Task<Outcome<Done>> RevokeAsync(RevokeReferral command);

    /// <summary>How the code has done.</summary>
    [Alias("Get"), ReadOnly]
    Task<ReferralView> GetAsync();
}

/// <summary>Claims a code.</summary>
[GenerateSerializer, Immutable, Alias("referrals.claim.v1")]
public sealed record ClaimCode([property: Id(0)] string OperationId, [property: Id(1)] string UserId) : ICommand;

/// <summary>A new user came with the code.</summary>
[GenerateSerializer, Immutable, Alias("referrals.note-signup.v1")]
public sealed record RecordReferredSignup([property: Id(0)] string OperationId, [property: Id(1)] string NewUserId) : ICommand;

/// <summary>A new user took part. <paramref name="ReferrerIsMember"/> is false for a guest, who earns nothing and whose friends earn nothing.</summary>
[GenerateSerializer, Immutable, Alias("referrals.convert.v1")]
public sealed record ConvertReferral(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string NewUserId,
    [property: Id(2)] bool ReferrerIsMember) : ICommand;

/// <summary>A new user turned out to be fraud.</summary>
[GenerateSerializer, Immutable, Alias("referrals.revoke.v1")]
public sealed record RevokeReferral([property: Id(0)] string OperationId, [property: Id(1)] string NewUserId) : ICommand;

/// <summary>How a code has done (contract endpoint 8).</summary>
[GenerateSerializer, Immutable, Alias("referrals.view.v1")]
public sealed record ReferralView(
    [property: Id(0)] int Referrals,
    [property: Id(1)] int Conversions,
    [property: Id(2)] int Pending,
    [property: Id(3)] int CreditsEarned);

/// <summary>Form and refusals of referral codes.</summary>
public static class ReferralFaults
{
    /// <summary>The code belongs to someone else.</summary>
    public static readonly Fault Taken = new(FaultKind.Conflict, "referral_code_taken", "This referral code is taken.");
    /// <summary>Nobody has this code.</summary>
    public static readonly Fault Unknown = new(FaultKind.Invalid, "unknown_referral_code", "The field referral_code is not a known code.", "referral_code");

    /// <summary>True for <c>XC</c> followed by 8 of A-Z0-9.</summary>
    public static bool IsCode(string? text) =>
        text is { Length: 10 } && text.StartsWith("XC", StringComparison.Ordinal) && text.AsSpan(2).IndexOfAnyExcept(Letters) < 0;

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
}
