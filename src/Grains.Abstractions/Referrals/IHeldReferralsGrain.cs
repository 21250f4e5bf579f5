namespace XelaConnect.Referrals;

/// <summary>Referrals that were held for staff (one grain, <see cref="Key"/>).</summary>
[Alias("referrals.held")]
public interface IHeldReferralsGrain : IGrainWithStringKey
{
    /// <summary>The key of the only grain.</summary>
    const string Key = "0";
    /// <summary>Adds a referral to the list. Outbox message of its code.</summary>
    [Alias("Add")] Task<Outcome<Done>> AddAsync(ListHeldReferral command);
    /// <summary>Returns one page, newest first, with what staff decided since.</summary>
    [Alias("List"), AlwaysInterleave] Task<Outcome<Page<HeldReferralView>>> ListAsync(string? cursor, int limit);
}

/// <summary>Lists a held referral.</summary>
[GenerateSerializer, Immutable, Alias("referrals.list-held.v1")]
public sealed record ListHeldReferral(
    [property: Id(0)] string OperationId, [property: Id(1)] string Code, [property: Id(2)] string OwnerId,
    [property: Id(3)] string NewUserId, [property: Id(4)] string Reason) : ICommand;

/// <summary>A referral that was held. <paramref name="IsOpen"/>: nobody has decided it.</summary>
[GenerateSerializer, Immutable, Alias("referrals.held-view.v1")]
public sealed record HeldReferralView(
    [property: Id(0)] string Code, [property: Id(1)] string OwnerId, [property: Id(2)] string NewUserId,
    [property: Id(3)] string Reason, [property: Id(4)] DateTimeOffset At, [property: Id(5)] bool IsOpen);

/// <summary>Why a referral is held.</summary>
public static class HeldReasons
{
    /// <summary>The referrer has as many conversions today as a day admits.</summary>
    public const string DailyLimit = "daily_limit";
    /// <summary>Many people signed up with the code within an hour, a few days ago at most.</summary>
    public const string Series = "series";
}

/// <summary>Limits of referral rewards (<c>Xela:Referrals</c>).</summary>
public sealed record ReferralLimits(bool RequireVerifiedEmail, int ConversionsPerDay)
{
    /// <summary>The limits without settings, outside Development.</summary>
    public static readonly ReferralLimits Default = new(RequireVerifiedEmail: true, ConversionsPerDay: 5);
}
