using System.Text.Json.Serialization;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>What happens to the list of payments that were taken and could not be given.</summary>
internal abstract record UnmatchedPaymentsEvent;

internal sealed record PaymentListed(string IntentId, UnmatchedPayment Payment) : UnmatchedPaymentsEvent;

/// <summary>The list. Its entries are its journal; the state only counts them.</summary>
internal sealed record UnmatchedPaymentsState(string Key)
{
    public long Count { get; init; }

    public static UnmatchedPaymentsState Apply(UnmatchedPaymentsState list, EventEnvelope<UnmatchedPaymentsEvent> recorded) => recorded.Event switch
    {
        PaymentListed => list with { Count = list.Count + 1 },
        _ => throw new InvalidDataException($"The list of kept payments does not know the event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>How the list is stored: for ever, since each entry is a person's money.</summary>
internal static class UnmatchedPaymentsJournal
{
    public static readonly JournalDefinition<UnmatchedPaymentsState, UnmatchedPaymentsEvent> List = new()
    {
        Name = "wallet.kept-payments",
        Empty = static key => new UnmatchedPaymentsState(key),
        Apply = UnmatchedPaymentsState.Apply,
        Events = new EventCodec<UnmatchedPaymentsEvent>().On("wallet.payment-listed.v1", UnmatchedPaymentsJson.Default.PaymentListed),
        Snapshot = UnmatchedPaymentsJson.Default.UnmatchedPaymentsState,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PaymentListed))]
[JsonSerializable(typeof(UnmatchedPaymentsState))]
internal sealed partial class UnmatchedPaymentsJson : JsonSerializerContext;
