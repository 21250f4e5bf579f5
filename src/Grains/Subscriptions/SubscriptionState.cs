namespace XelaConnect.Grains.Subscriptions;

/// <summary>Store events and granted tiers: two sets that do not depend on the order of arrival.</summary>
internal sealed record SubscriptionState(string UserId)
{
    private SubscriptionTimeline? timeline;

    /// <summary>By owner and event id. All are kept: a late event may change the meaning of any other.</summary>
    [JsonPropertyName("told")] public ImmutableDictionary<string, StoreEvent> StoreEvents { get; init; } =
        ImmutableDictionary.Create<string, StoreEvent>(StringComparer.Ordinal);

    /// <summary>Granted tiers that are not revoked, by grant id.</summary>
    public ImmutableDictionary<string, TierGrant> Gifts { get; init; } =
        ImmutableDictionary.Create<string, TierGrant>(StringComparer.Ordinal);

    [JsonIgnore] public SubscriptionTimeline Timeline => timeline ??= SubscriptionTimeline.Of(this);

    public static SubscriptionState Apply(SubscriptionState subscription, EventEnvelope<SubscriptionEvent> recorded) =>
        recorded.Event switch
        {
            StoreEventRecorded e => subscription.With(e.Event),
            TierGranted e => subscription.With(
                subscription.Gifts.SetItem(e.GrantId, new TierGrant(e.GrantId, e.Months, recorded.At))),
            TierRevoked e => subscription.With(subscription.Gifts.Remove(e.GrantId)),
            _ => throw new InvalidDataException($"A subscription has no event {recorded.Event.GetType().Name}."),
        };

    public string OwnerOf(StoreEvent happened) => happened.Owner ?? UserId;

    /// <summary>Finds the user behind an owner that is a store customer, as far as aliases are known.</summary>
    public Func<string, string> UserBehind()
    {
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var known in StoreEvents.Values)
            if (known is { Kind: StoreEventKinds.Aliased, TransferredTo: { } user }) aliases[OwnerOf(known)] = user;
        return owner => aliases.GetValueOrDefault(owner, owner);
    }

    public SubscriptionState With(StoreEvent happened) =>
        this with { StoreEvents = StoreEvents.SetItem(KeyOf(happened), happened), timeline = null };

    public bool Knows(StoreEvent happened) => StoreEvents.ContainsKey(KeyOf(happened));

    private SubscriptionState With(ImmutableDictionary<string, TierGrant> gifts) =>
        this with { Gifts = gifts, timeline = null };

    /// <summary>Each giver of one transfer gets the same event id, so the key has the owner too.</summary>
    private string KeyOf(StoreEvent happened) => $"{OwnerOf(happened)}/{happened.EventId}";
}

/// <summary>Elite for some months, or for life.</summary>
internal sealed record TierGrant(string GrantId, int? Months, DateTimeOffset GivenAt);
