namespace XelaConnect.Grains.Subscriptions;

/// <summary>An event of a store customer.</summary>
[JsonDerivedType(typeof(CustomerEventRecorded), "wallet.customer-event-noted.v1")]
internal abstract record StoreCustomerEvent;

internal sealed record CustomerEventRecorded(StoreEvent Event) : StoreCustomerEvent;

/// <summary>Storage of store customers.</summary>
internal static class StoreCustomerJournal
{
    public static readonly JournalDefinition<StoreCustomerState, StoreCustomerEvent> Customer = new()
    {
        Name = "wallet.store-customer",
        Empty = static customer => new StoreCustomerState(customer),
        Apply = StoreCustomerState.Apply,
        Events = new EventCodec<StoreCustomerEvent>(StoreCustomerJson.Default),
        Snapshot = StoreCustomerJson.Default.StoreCustomerState,
        SizeOf = static customer => customer.Events.Count,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoreCustomerEvent))]
[JsonSerializable(typeof(StoreCustomerState))]
internal sealed partial class StoreCustomerJson : JsonSerializerContext;
