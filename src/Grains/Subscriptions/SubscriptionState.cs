using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>
/// What was told of one person's subscriptions, and what was given: two sets, and nothing that depends on the order in which they filled. All that is
/// shown follows from them (<see cref="SubscriptionTimeline"/>).
/// </summary>
internal sealed record SubscriptionState(string UserId)
{
    private SubscriptionTimeline? timeline;

    /// <summary>
    /// What stores told, by owner and event id: of this person, and of those whose subscriptions came here by a transfer. A few events a month and person,
    /// so all of them stay; a late one may change what any other of them means.
    /// </summary>
    [JsonPropertyName("told")]
    public ImmutableDictionary<string, StoreEvent> StoreEvents { get; init; } = ImmutableDictionary.Create<string, StoreEvent>(StringComparer.Ordinal);

    /// <summary>What was given and not taken back, by grant id.</summary>
    public ImmutableDictionary<string, TierGrant> Gifts { get; init; } = ImmutableDictionary.Create<string, TierGrant>(StringComparer.Ordinal);

    /// <summary>What follows from both; worked out when it is first asked for.</summary>
    [JsonIgnore]
    public SubscriptionTimeline Timeline => timeline ??= SubscriptionTimeline.Of(this);

    public static SubscriptionState Apply(SubscriptionState subscription, EventEnvelope<SubscriptionEvent> recorded) => recorded.Event switch
    {
        StoreEventRecorded e => subscription.With(e.Event),
        TierGranted e => subscription with { Gifts = subscription.Gifts.SetItem(e.GrantId, new TierGrant(e.GrantId, e.Months, recorded.At)), timeline = null },
        TierRevoked e => subscription with { Gifts = subscription.Gifts.Remove(e.GrantId), timeline = null },
        _ => throw new InvalidDataException($"A subscription does not know the event {recorded.Event.GetType().Name}."),
    };

    /// <summary>Whom the store told an event of.</summary>
    public string OwnerOf(StoreEvent told) => told.Owner ?? UserId;

    /// <summary>
    /// Finds the person behind an owner who is a store customer, as far as aliases are known; any other owner is itself. The events of a customer
    /// are the person's own.
    /// </summary>
    public Func<string, string> UserBehind()
    {
        var aliases = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var known in StoreEvents.Values)
            if (known is { Kind: StoreEventKinds.Aliased, TransferredTo: { } person }) aliases[OwnerOf(known)] = person;
        return owner => aliases.GetValueOrDefault(owner, owner);
    }

    /// <summary>The same with one more event.</summary>
    public SubscriptionState With(StoreEvent happened) => this with { StoreEvents = StoreEvents.SetItem(KeyOf(happened), happened), timeline = null };

    public bool Knows(StoreEvent told) => StoreEvents.ContainsKey(KeyOf(told));

    /// <summary>One transfer is told under one id to each of those who gave, so an event's id alone does not tell it from others.</summary>
    private string KeyOf(StoreEvent told) => $"{OwnerOf(told)}/{told.EventId}";
}

/// <summary>Elite for some months, or for life.</summary>
internal sealed record TierGrant(string GrantId, int? Months, DateTimeOffset GivenAt);
