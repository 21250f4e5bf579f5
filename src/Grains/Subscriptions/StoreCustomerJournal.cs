using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>What happens to a customer of the app stores.</summary>
[JsonDerivedType(typeof(CustomerEventRecorded), "wallet.customer-event-noted.v1")]
internal abstract record StoreCustomerEvent;

internal sealed record CustomerEventRecorded(StoreEvent Event) : StoreCustomerEvent;

/// <summary>How customers are stored.</summary>
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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoreCustomerEvent))]
[JsonSerializable(typeof(StoreCustomerState))]
internal sealed partial class StoreCustomerJson : JsonSerializerContext;
