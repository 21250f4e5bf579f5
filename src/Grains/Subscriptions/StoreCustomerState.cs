namespace XelaConnect.Grains.Subscriptions;

/// <summary>The newest <see cref="MaxEvents"/> events of a store customer, as a subscription keeps them.</summary>
internal sealed record StoreCustomerState(string Customer)
{
    /// <summary>Years of one subscription need a dozen, since later periods replace earlier ones.</summary>
    public const int MaxEvents = 100;

    /// <summary>The events by the key that a subscription gives them.</summary>
    public ImmutableDictionary<string, StoreEvent> Events { get; init; } =
        ImmutableDictionary.Create<string, StoreEvent>(StringComparer.Ordinal);

    [JsonIgnore] public bool IsUser =>
        Events.Values.Any(known => known.Kind == StoreEventKinds.Aliased && (known.Owner ?? Customer) == Customer);

    public SubscriptionState AsSubscription() => new(Customer) { StoreEvents = Events };

    /// <summary>Adds an event, and removes the oldest obsolete ones beyond the maximum.</summary>
    public StoreCustomerState With(StoreEvent happened)
    {
        var after = this with { Events = AsSubscription().With(happened).StoreEvents };
        while (after.Events.Count > MaxEvents && after.OldestObsolete() is { } key)
            after = after with { Events = after.Events.Remove(key) };
        return after;
    }

    /// <summary>The oldest event of a period that a later one ended; of any for a known user, who has all.</summary>
    private string? OldestObsolete()
    {
        var newest = Events.Values
            .Where(static known => known is { Kind: StoreEventKinds.Paid, Line.Length: > 0, From: not null })
            .GroupBy(LineOf).ToDictionary(static line => line.Key, static line => line.Max(static known => known.From));
        var isUser = IsUser;
        return Events.Where(pair => isUser ? pair.Value.Kind != StoreEventKinds.Aliased : IsOver(pair.Value))
            .OrderBy(static pair => pair.Value.At).ThenBy(static pair => pair.Key, StringComparer.Ordinal)
            .Select(static pair => pair.Key).FirstOrDefault();

        static (string Owner, string Line) LineOf(StoreEvent known) => (known.Owner ?? "", known.Line);

        bool IsOver(StoreEvent known) =>
            known.Kind is StoreEventKinds.Paid or StoreEventKinds.Changed or StoreEventKinds.Cancelled
                or StoreEventKinds.BillingIssue or StoreEventKinds.Expired or StoreEventKinds.Refunded
            && newest.TryGetValue(LineOf(known), out var last) && known.From < last;
    }
}
