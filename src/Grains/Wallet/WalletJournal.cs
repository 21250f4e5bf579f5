namespace XelaConnect.Grains.Wallet;

/// <summary>Storage of wallets.</summary>
internal static class WalletJournal
{
    public static readonly JournalDefinition<WalletState, WalletEvent> Wallet = new()
    {
        Name = "wallet.wallet",
        Empty = static id => new WalletState(id),
        Apply = WalletState.Apply,
        Events = new EventCodec<WalletEvent>(WalletJson.Default),
        Snapshot = WalletJson.Default.WalletState,
        SizeOf = static wallet => wallet.Grants.Count,
        Replicas =
        [
            UserFacets.Replica<WalletState>("user",
                static (before, after) => before.Balance != after.Balance || before.Grants != after.Grants,
                static wallet => wallet.UserId,
                static wallet => new WalletFacet { Credits = wallet.Balance, CourseIds = [.. wallet.Grants.Keys.Order(StringComparer.Ordinal)] }),
            UserFacets.Replica<WalletState>("boost",
                static (before, after) => before.BoostedUntil != after.BoostedUntil,
                static wallet => wallet.UserId, static wallet => new BoostFacet { Until = wallet.BoostedUntil }),
        ],
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WalletEvent))]
[JsonSerializable(typeof(WalletState))]
internal sealed partial class WalletJson : JsonSerializerContext;
