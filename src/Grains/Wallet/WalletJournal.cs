using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Outbox;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Wallet;

/// <summary>How the wallet slice is stored.</summary>
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
            new StateReplica<WalletState>("user",
                static (before, after) => before.Balance != after.Balance || before.Grants != after.Grants,
                static (wallet, op, version) => UserMessages.ProjectWallet.To(wallet.UserId, new ProjectWallet(op, version, wallet.Balance, [.. wallet.Grants.Keys.Order(StringComparer.Ordinal)]))),
            new StateReplica<WalletState>("boost",
                static (before, after) => before.BoostedUntil != after.BoostedUntil,
                static (wallet, op, version) => UserMessages.ProjectBoost.To(wallet.UserId, new ProjectBoost(op, version, wallet.BoostedUntil))),
        ],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WalletEvent))]
[JsonSerializable(typeof(WalletState))]
internal sealed partial class WalletJson : JsonSerializerContext;
