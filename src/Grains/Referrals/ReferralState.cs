using System.Collections.Immutable;
using XelaConnect.EventSourcing;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Referrals;

/// <summary>
/// One referral code and everyone who came with it. Each of them is <i>pending</i> until they take part, then <i>converted</i> and rewarded, or <i>void</i>
/// when the code was a guest's; someone removed as fraud is <i>revoked</i>, whichever they were, and stays so.
/// </summary>
internal sealed record ReferralState(string Code)
{
    public string? OwnerId { get; init; }

    /// <summary>Who came with the code.</summary>
    public ImmutableHashSet<string> SignedUp { get; init; } = [];

    // From here on: what an older snapshot does not have comes out of it as null, whatever the initializer says.

    /// <summary>Who took part since, with what each of the two was paid, in credits.</summary>
    public ImmutableDictionary<string, int> Converted { get; init => field = value ?? ImmutableDictionary<string, int>.Empty; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Whose coming brings nobody anything any more.</summary>
    public ImmutableHashSet<string> Closed { get; init => field = value ?? []; } = [];

    /// <summary>The tiers that the owner has been given for their conversions and not lost since: one of a kind at most.</summary>
    public ImmutableList<TierReward> Gifts { get; init => field = value ?? []; } = [];

    public static ReferralState Apply(ReferralState referral, EventEnvelope<ReferralEvent> recorded) => recorded.Event switch
    {
        CodeClaimed e => referral with { OwnerId = e.OwnerId },
        ReferredSignedUp e => referral with { SignedUp = referral.SignedUp.Add(e.UserId) },
        ReferralConverted e => referral with { SignedUp = referral.SignedUp.Add(e.UserId), Converted = referral.Converted.SetItem(e.UserId, e.Credits) },
        ReferralVoided e => referral with { SignedUp = referral.SignedUp.Add(e.UserId), Closed = referral.Closed.Add(e.UserId) },
        ReferralRevoked e => referral with { Converted = referral.Converted.Remove(e.UserId), Closed = referral.Closed.Add(e.UserId) },
        RewardEarned e => referral with { Gifts = referral.Gifts.Add(new TierReward(e.GrantId, e.Kind, e.Conversions)) },
        RewardLost e => referral with { Gifts = referral.Gifts.RemoveAll(gift => gift.GrantId == e.GrantId) },
        _ => throw new InvalidDataException($"A referral code does not know the event {recorded.Event.GetType().Name}."),
    };

    public static ReferralView ViewOf(ReferralState referral) => new(
        referral.SignedUp.Count, referral.Converted.Count,
        Pending: referral.SignedUp.Count(user => !referral.Converted.ContainsKey(user) && !referral.Closed.Contains(user)),
        CreditsEarned: referral.Converted.Values.Sum());
}

/// <summary>A tier given for conversions.</summary>
/// <param name="GrantId">Names it at the owner's subscription; of its own each time, so that one taken back and one given later are never mixed up.</param>
/// <param name="Kind">Which of the two.</param>
/// <param name="Conversions">How many it was given for: with fewer it is lost, whatever the settings say by then.</param>
internal sealed record TierReward(string GrantId, string Kind, int Conversions)
{
    public const string Elite = "elite";
    public const string Lifetime = "lifetime";
}
