using System.Buffers;

namespace XelaConnect.Referrals;

/// <summary>A referral code, keyed by itself: owner and sign-ups (<c>docs/api/http.md</c>, "referrals").</summary>
[Alias("referrals.code")]
public interface IReferralCodeGrain : IGrainWithStringKey
{
    /// <summary>Gives the code to a user; <see cref="ReferralFaults.Taken"/> when another user has it.</summary>
    [Alias("Claim")] Task<Outcome<Done>> ClaimAsync(ClaimCode command);
    /// <summary>Returns the owner's user id, or null.</summary>
    [Alias("Owner"), ReadOnly] Task<string?> OwnerAsync();
    /// <summary>Records a sign-up, pending until the new user participates. Sent by the new account.</summary>
    [Alias("NoteSignup")] Task<Outcome<Done>> RecordSignupAsync(RecordReferredSignup command);
    /// <summary>Rewards both users at the first participation, once. Sent by the new user.</summary>
    [Alias("Convert")] Task<Outcome<Done>> ConvertAsync(ConvertReferral command);
    /// <summary>Converts or closes a referral that was held for staff.</summary>
    [Alias("DecideHeld")] Task<Outcome<Done>> DecideHeldAsync(DecideHeldReferral command);
    /// <summary>Whether a referral is held for staff now.</summary>
    [Alias("IsHeld"), ReadOnly] Task<bool> IsHeldAsync(string newUserId);
    /// <summary>Takes the rewards for a user who was removed as fraud back. Sent by that user.</summary>
    [Alias("Revoke")] Task<Outcome<Done>> RevokeAsync(RevokeReferral command);
    /// <summary>Returns the figures of the code.</summary>
    [Alias("Get"), ReadOnly] Task<ReferralView> GetAsync();
}

/// <summary>Claims a code.</summary>
[GenerateSerializer, Immutable, Alias("referrals.claim.v1")]
public sealed record ClaimCode([property: Id(0)] string OperationId, [property: Id(1)] string UserId) : ICommand;

/// <summary>Records a sign-up.</summary>
[GenerateSerializer, Immutable, Alias("referrals.note-signup.v1")]
public sealed record RecordReferredSignup(
    [property: Id(0)] string OperationId, [property: Id(1)] string NewUserId) : ICommand;

/// <summary>Converts a referral. If the referrer is a guest and no member, neither user is rewarded.</summary>
[GenerateSerializer, Immutable, Alias("referrals.convert.v1")]
public sealed record ConvertReferral([property: Id(0)] string OperationId,
    [property: Id(1)] string NewUserId, [property: Id(2)] bool ReferrerIsMember,
    [property: Id(3)] bool? IsVerified = null) : ICommand;

/// <summary>Decides a held referral, as staff.</summary>
[GenerateSerializer, Immutable, Alias("referrals.decide-held.v1")]
public sealed record DecideHeldReferral(
    [property: Id(0)] string OperationId, [property: Id(1)] string NewUserId, [property: Id(2)] bool IsConverted,
    [property: Id(3)] string AdminId, [property: Id(4)] string Reason) : ICommand;

/// <summary>Revokes a referral.</summary>
[GenerateSerializer, Immutable, Alias("referrals.revoke.v1")]
public sealed record RevokeReferral(
    [property: Id(0)] string OperationId, [property: Id(1)] string NewUserId) : ICommand;

/// <summary>The figures of a code (<c>docs/api/http.md</c>, endpoint 8).</summary>
[GenerateSerializer, Immutable, Alias("referrals.view.v1")]
public sealed record ReferralView(
    [property: Id(0)] int Referrals, [property: Id(1)] int Conversions,
    [property: Id(2)] int Pending, [property: Id(3)] int CreditsEarned);

/// <summary>Form and refusals of referral codes.</summary>
public static class ReferralFaults
{
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    /// <summary>Another user has the code.</summary>
    public static readonly Fault Taken = new(FaultKind.Conflict, "referral_code_taken", "This referral code is taken.");
    /// <summary>The referral is not held for staff, or no longer.</summary>
    public static readonly Fault NotHeld = new(
        FaultKind.NotFound, "referral_not_held", "No referral of this person is held with this code.");
    /// <summary>The code does not exist.</summary>
    public static readonly Fault Unknown = new(
        FaultKind.Invalid, "unknown_referral_code", "The field referral_code is not a known code.", "referral_code");

    /// <summary>True for <c>XC</c> followed by 8 of A-Z0-9.</summary>
    public static bool IsCode(string? text) =>
        text is ['X', 'C', .. { Length: 8 } rest] && !rest.AsSpan().ContainsAnyExcept(Letters);
}
