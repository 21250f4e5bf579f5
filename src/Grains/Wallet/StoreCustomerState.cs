using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>What stores told of a customer who is nobody here, by owner and event id, as a subscription keeps it (<see cref="SubscriptionState.Told"/>), and no more than so much of it.</summary>
internal sealed record StoreCustomerState(string Customer)
{
    /// <summary>The most events that are kept. Years of one subscription need a dozen, since later periods replace earlier ones.</summary>
    public const int MostEvents = 100;

    public ImmutableDictionary<string, StoreEvent> Told { get; init; } = ImmutableDictionary.Create<string, StoreEvent>(StringComparer.Ordinal);

    /// <summary>The same as the subscription of the customer.</summary>
    [JsonIgnore]
    public SubscriptionState Known => new(Customer) { Told = Told };

    /// <summary>Whether it is known who the customer is.</summary>
    [JsonIgnore]
    public bool IsPerson => Told.Values.Any(told => told.Kind == StoreEventKinds.Aliased && (told.Owner ?? Customer) == Customer);

    public static StoreCustomerState Apply(StoreCustomerState customer, Recorded<StoreCustomerEvent> recorded) => recorded.Event switch
    {
        CustomerEventNoted e => customer.With(e.Event),
        _ => throw new InvalidDataException($"A customer of the stores does not know the event {recorded.Event.GetType().Name}."),
    };

    /// <summary>Takes an event in, and lets the oldest go that mean nothing any more where there would be too many.</summary>
    public StoreCustomerState With(StoreEvent told)
    {
        var after = this with { Told = Known.With(told).Told };
        while (after.Told.Count > MostEvents && after.Meaningless() is { } key) after = after with { Told = after.Told.Remove(key) };
        return after;
    }

    /// <summary>An event of a period that a later one of the same subscription has ended, or any that a person was told of already; null: there is none.</summary>
    private string? Meaningless()
    {
        var newest = new Dictionary<(string Owner, string Line), DateTimeOffset>();
        foreach (var told in Told.Values)
        {
            if (told is not { Kind: StoreEventKinds.Paid, Line.Length: > 0, From: { } from }) continue;
            var line = (told.Owner ?? "", told.Line);
            if (!newest.TryGetValue(line, out var known) || known < from) newest[line] = from;
        }
        var isPerson = IsPerson;
        return Told.Where(pair => pair.Value is not { Kind: StoreEventKinds.Aliased } && (isPerson
                || (pair.Value is { Kind: not (StoreEventKinds.Transferred or StoreEventKinds.PaidOnce or StoreEventKinds.CreditsSold or StoreEventKinds.CreditsReturned), From: { } from } told && newest.TryGetValue((told.Owner ?? "", told.Line), out var last) && from < last)))
            .OrderBy(static pair => pair.Value.At).ThenBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => pair.Key).FirstOrDefault();
    }
}
