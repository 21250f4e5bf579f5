namespace XelaConnect.Grains.Referrals;

/// <summary>
/// A user who signs up with the code is <i>pending</i> until the first participation, then <i>converted</i> and
/// rewarded, or <i>rejected</i> if the owner is a guest. A user who is removed as fraud is <i>revoked</i> for good.
/// </summary>
internal sealed record ReferralState(string Code)
{
    public string? OwnerId { get; init; }
    public ImmutableHashSet<string> SignedUp { get; init; } = [];

    // A property that an older snapshot lacks is deserialized as null, in spite of its initializer.

    /// <summary>Converted users, with the credits that each of the two was paid.</summary>
    public ImmutableDictionary<string, int> Converted { get; init => field = value ?? field; } =
        ImmutableDictionary<string, int>.Empty;

    /// <summary>Users whose referral is rejected or revoked.</summary>
    public ImmutableHashSet<string> Closed { get; init => field = value ?? []; } = [];
    /// <summary>Tiers that the owner has for conversions: at most one of each kind.</summary>
    [JsonPropertyName("gifts")] public ImmutableList<TierReward> Rewards { get; init => field = value ?? []; } = [];

    public static ReferralState Apply(ReferralState referral, EventEnvelope<ReferralEvent> recorded) =>
        recorded.Event switch
        {
            CodeClaimed e => referral with { OwnerId = e.OwnerId },
            ReferredSignedUp e => referral.With(e.UserId),
            ReferralConverted e => referral.With(e.UserId)
                with { Converted = referral.Converted.SetItem(e.UserId, e.Credits) },
            ReferralVoided e => referral.With(e.UserId) with { Closed = referral.Closed.Add(e.UserId) },
            ReferralRevoked e => referral with
            {
                Converted = referral.Converted.Remove(e.UserId), Closed = referral.Closed.Add(e.UserId),
            },
            RewardEarned e => referral with { Rewards = referral.Rewards.Add(new(e.GrantId, e.Kind, e.Conversions)) },
            RewardLost e => referral with { Rewards = referral.Rewards.RemoveAll(known => known.GrantId == e.GrantId) },
            _ => throw new InvalidDataException($"A referral code has no event {recorded.Event.GetType().Name}."),
        };

    public static ReferralView ViewOf(ReferralState referral)
    {
        var (all, converted) = (referral.SignedUp, referral.Converted);
        var pending = all.Count(user => !converted.ContainsKey(user) && !referral.Closed.Contains(user));
        return new ReferralView(all.Count, converted.Count, pending, CreditsEarned: converted.Values.Sum());
    }

    private ReferralState With(string userId) => this with { SignedUp = SignedUp.Add(userId) };
}

/// <summary>A tier that rewards conversions. Its grant id is unique, so revoking it affects no later one.</summary>
internal sealed record TierReward(string GrantId, string Kind, int Conversions)
{
    public const string Elite = "elite";
    public const string Lifetime = "lifetime";
}
