using System.Text.Json.Serialization;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>What happens to the list of payments that were taken and could not be given.</summary>
internal abstract record KeptPaymentsEvent;

internal sealed record PaymentListed(string IntentId, KeptPayment Payment) : KeptPaymentsEvent;

/// <summary>The list. Its entries are its journal; the state only counts them.</summary>
internal sealed record KeptPaymentsState(string Key)
{
    public long Count { get; init; }

    public static KeptPaymentsState Apply(KeptPaymentsState list, Recorded<KeptPaymentsEvent> recorded) => recorded.Event switch
    {
        PaymentListed => list with { Count = list.Count + 1 },
        _ => throw new InvalidDataException($"The list of kept payments does not know the event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>How the list is stored: for ever, since each entry is a person's money.</summary>
internal static class KeptPaymentsJournal
{
    public static readonly JournalDefinition<KeptPaymentsState, KeptPaymentsEvent> List = new()
    {
        Name = "wallet.kept-payments",
        Empty = static key => new KeptPaymentsState(key),
        Apply = KeptPaymentsState.Apply,
        Events = new EventCodec<KeptPaymentsEvent>().On("wallet.payment-listed.v1", KeptPaymentsJson.Default.PaymentListed),
        Snapshot = KeptPaymentsJson.Default.KeptPaymentsState,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PaymentListed))]
[JsonSerializable(typeof(KeptPaymentsState))]
internal sealed partial class KeptPaymentsJson : JsonSerializerContext;
