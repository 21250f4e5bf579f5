namespace XelaConnect.Grains.Referrals;

/// <summary>
/// A user who signs up with the code is <i>pending</i> until the first participation, then <i>converted</i> and
/// rewarded, or <i>rejected</i> if the owner is a guest, or <i>held</i> for staff. A user who is removed as fraud is
/// <i>revoked</i> for good.
/// </summary>
internal sealed record ReferralState(string Code)
{
    /// <summary>This number of sign-ups within <see cref="SeriesSpan"/> are a series.</summary>
    public const int SeriesLength = 10;
    public static readonly TimeSpan SeriesSpan = TimeSpan.FromHours(1);
    /// <summary>How long conversions are held after a series.</summary>
    public static readonly TimeSpan Suspicion = TimeSpan.FromDays(7);

    public string? OwnerId { get; init; }
    public ImmutableHashSet<string> SignedUp { get; init; } = [];

    // A property that an older snapshot lacks is deserialized as null, in spite of its initializer.

    /// <summary>Converted users, with the credits that each of the two was paid.</summary>
    public ImmutableDictionary<string, int> Converted { get; init => field = value ?? field; } =
        ImmutableDictionary<string, int>.Empty;

    /// <summary>Users whose referral is rejected or revoked.</summary>
    public ImmutableHashSet<string> Closed { get; init => field = value ?? []; } = [];
    /// <summary>Users whose referral waits for staff.</summary>
    public ImmutableHashSet<string> Held { get; init => field = value ?? []; } = [];
    /// <summary>When the last ones signed up, at most <see cref="SeriesLength"/>.</summary>
    public ImmutableArray<DateTimeOffset> Signups { get; init => field = value.IsDefault ? [] : value; } = [];
    public DateTimeOffset? SuspiciousUntil { get; init; }
    /// <summary>The UTC day of the last conversion, and how many it had.</summary>
    public DateOnly Day { get; init; }
    public int OnDay { get; init; }
    /// <summary>Tiers that the owner has for conversions: at most one of each kind.</summary>
    [JsonPropertyName("gifts")] public ImmutableList<TierReward> Rewards { get; init => field = value ?? []; } = [];

    public static ReferralState Apply(ReferralState referral, EventEnvelope<ReferralEvent> recorded) =>
        recorded.Event switch
        {
            CodeClaimed e => referral with { OwnerId = e.OwnerId },
            ReferredSignedUp e => referral.With(e.UserId).SignedUpAt(recorded.At),
            ReferralConverted e => referral.With(e.UserId) with
            {
                Converted = referral.Converted.SetItem(e.UserId, e.Credits), Held = referral.Held.Remove(e.UserId),
                Day = UtcDay.Of(recorded.At), OnDay = referral.ConversionsOn(UtcDay.Of(recorded.At)) + 1,
            },
            ReferralHeld e => referral.With(e.UserId) with { Held = referral.Held.Add(e.UserId) },
            ReferralVoided e => referral.With(e.UserId) with { Closed = referral.Closed.Add(e.UserId) },
            ReferralRevoked e => referral with
            {
                Converted = referral.Converted.Remove(e.UserId), Closed = referral.Closed.Add(e.UserId),
                Held = referral.Held.Remove(e.UserId),
            },
            RewardEarned e => referral with { Rewards = referral.Rewards.Add(new(e.GrantId, e.Kind, e.Conversions)) },
            RewardLost e => referral with { Rewards = referral.Rewards.RemoveAll(known => known.GrantId == e.GrantId) },
            _ => throw new InvalidDataException($"A referral code has no event {recorded.Event.GetType().Name}."),
        };

    public int ConversionsOn(DateOnly day) => day == Day ? OnDay : 0;

    public static ReferralView ViewOf(ReferralState referral)
    {
        var (all, converted) = (referral.SignedUp, referral.Converted);
        var pending = all.Count(user => !converted.ContainsKey(user) && !referral.Closed.Contains(user));
        return new ReferralView(all.Count, converted.Count, pending, CreditsEarned: converted.Values.Sum());
    }

    private ReferralState SignedUpAt(DateTimeOffset at)
    {
        var signups = Signups.AddLast(at, SeriesLength);
        var isSeries = signups.Length == SeriesLength && at - signups[0] <= SeriesSpan;
        return this with { Signups = signups, SuspiciousUntil = isSeries ? at + Suspicion : SuspiciousUntil };
    }

    private ReferralState With(string userId) => this with { SignedUp = SignedUp.Add(userId) };
}

/// <summary>A tier that rewards conversions. Its grant id is unique, so revoking it affects no later one.</summary>
internal sealed record TierReward(string GrantId, string Kind, int Conversions)
{
    public const string Elite = "elite";
    public const string Lifetime = "lifetime";
}
