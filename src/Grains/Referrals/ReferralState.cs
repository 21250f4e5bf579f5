namespace XelaConnect.Grains.Referrals;

/// <summary>
/// State of a referral code. A user who signs up with it is <i>pending</i> until the first participation, then
/// <i>converted</i> and rewarded, or <i>rejected</i> if the owner is a guest. A user who is removed as fraud is
/// <i>revoked</i> for good.
/// </summary>
internal sealed record ReferralState(string Code)
{
    public string? OwnerId { get; init; }

    /// <summary>Users who signed up with the code.</summary>
    public ImmutableHashSet<string> SignedUp { get; init; } = [];

    // A property that an older snapshot lacks is deserialized as null, in spite of its initializer.

    /// <summary>Converted users, with the credits that each of the two was paid.</summary>
    public ImmutableDictionary<string, int> Converted { get; init => field = value ?? ImmutableDictionary<string, int>.Empty; } =
        ImmutableDictionary<string, int>.Empty;

    /// <summary>Users whose referral is rejected or revoked.</summary>
    public ImmutableHashSet<string> Closed { get; init => field = value ?? []; } = [];

    /// <summary>Tiers that the owner has for conversions: at most one of each kind.</summary>
    [JsonPropertyName("gifts")]
    public ImmutableList<TierReward> Rewards { get; init => field = value ?? []; } = [];

    public static ReferralState Apply(ReferralState referral, EventEnvelope<ReferralEvent> recorded) => recorded.Event switch
    {
        CodeClaimed e => referral with { OwnerId = e.OwnerId },
        ReferredSignedUp e => referral with { SignedUp = referral.SignedUp.Add(e.UserId) },
        ReferralConverted e => referral with
        {
            SignedUp = referral.SignedUp.Add(e.UserId), Converted = referral.Converted.SetItem(e.UserId, e.Credits),
        },
        ReferralVoided e => referral with { SignedUp = referral.SignedUp.Add(e.UserId), Closed = referral.Closed.Add(e.UserId) },
        ReferralRevoked e => referral with
        {
            Converted = referral.Converted.Remove(e.UserId), Closed = referral.Closed.Add(e.UserId),
        },
        RewardEarned e => referral with { Rewards = referral.Rewards.Add(new TierReward(e.GrantId, e.Kind, e.Conversions)) },
        RewardLost e => referral with { Rewards = referral.Rewards.RemoveAll(reward => reward.GrantId == e.GrantId) },
        _ => throw new InvalidDataException($"A referral code does not know the event {recorded.Event.GetType().Name}."),
    };

    public static ReferralView ViewOf(ReferralState referral) => new(
        referral.SignedUp.Count, referral.Converted.Count,
        Pending: referral.SignedUp.Count(user => !referral.Converted.ContainsKey(user) && !referral.Closed.Contains(user)),
        CreditsEarned: referral.Converted.Values.Sum());
}

/// <summary>A tier that rewards conversions.</summary>
/// <param name="GrantId">Id of the grant at the owner's subscription. Unique for each reward, so that revoking one
/// never affects a later one.</param>
/// <param name="Kind"><see cref="Elite"/> or <see cref="Lifetime"/>.</param>
/// <param name="Conversions">The number of conversions that it requires, by the settings when it was earned.</param>
internal sealed record TierReward(string GrantId, string Kind, int Conversions)
{
    public const string Elite = "elite";
    public const string Lifetime = "lifetime";
}
