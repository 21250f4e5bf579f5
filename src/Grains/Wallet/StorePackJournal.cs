using System.Text.Json.Serialization;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>What happens to a pack of credits.</summary>
internal abstract record StorePackEvent;

internal sealed record PackNoted(string UserId, string EventId, string Kind, DateTimeOffset At, int Credits) : StorePackEvent;

/// <summary>How packs are stored. A purchase has a handful of events, so no snapshot is needed.</summary>
internal static class StorePackJournal
{
    public static readonly JournalDefinition<StorePackState, StorePackEvent> Pack = new()
    {
        Name = "wallet.store-pack",
        Empty = static key => new StorePackState(key),
        Apply = StorePackState.Apply,
        Events = new EventCodec<StorePackEvent>().On("wallet.pack-noted.v1", StorePackJson.Default.PackNoted),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PackNoted))]
[JsonSerializable(typeof(CreditWallet))]
[JsonSerializable(typeof(DebitWallet))]
[JsonSerializable(typeof(NotePack))]
internal sealed partial class StorePackJson : JsonSerializerContext;
