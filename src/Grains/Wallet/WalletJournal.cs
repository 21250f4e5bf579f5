using System.Text.Json.Serialization;
using XelaConnect.Admin;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Payments;
using XelaConnect.Payments;
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
        Events = new EventCodec<WalletEvent>()
            .On("wallet.entry-posted.v1", WalletJson.Default.EntryPosted)
            .On("wallet.payment-begun.v1", WalletJson.Default.PaymentBegun)
            .On("wallet.payment-failed.v1", WalletJson.Default.PaymentFailed),
        Snapshot = WalletJson.Default.WalletState,
        SizeOf = static wallet => wallet.Grants.Count,
        Replicas =
        [
            new StateReplica<WalletState>("user",
                static (before, after) => before.Balance != after.Balance || before.Grants != after.Grants,
                static (wallet, op, version) => WalletMessages.ProjectWallet.To(wallet.UserId, new ProjectWallet(op, version, wallet.Balance, [.. wallet.Grants.Keys.Order(StringComparer.Ordinal)]))),
            new StateReplica<WalletState>("boost",
                static (before, after) => before.BoostedUntil != after.BoostedUntil,
                static (wallet, op, version) => WalletMessages.ProjectBoost.To(wallet.UserId, new ProjectBoost(op, version, wallet.BoostedUntil))),
        ],
    };

    public static readonly JournalDefinition<IntentState, IntentEvent> Intent = new()
    {
        Name = "wallet.payment-intent",
        Empty = static id => new IntentState(id),
        Apply = IntentState.Apply,
        Events = new EventCodec<IntentEvent>()
            .On("wallet.intent-paid.v1", WalletJson.Default.IntentPaid)
            .On("wallet.intent-unpaid.v1", WalletJson.Default.IntentUnpaid)
            .On("wallet.intent-kept.v1", WalletJson.Default.IntentHeld)
            .On("wallet.intent-dispute-noted.v1", WalletJson.Default.IntentDisputeRecorded)
            .On("wallet.intent-returned.v1", WalletJson.Default.IntentRefundRecorded)
            .On("wallet.intent-gave.v1", WalletJson.Default.IntentFulfilled),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EntryPosted))]
[JsonSerializable(typeof(PaymentBegun))]
[JsonSerializable(typeof(PaymentFailed))]
[JsonSerializable(typeof(WalletState))]
[JsonSerializable(typeof(IntentPaid))]
[JsonSerializable(typeof(IntentUnpaid))]
[JsonSerializable(typeof(IntentHeld))]
[JsonSerializable(typeof(IntentDisputeRecorded))]
[JsonSerializable(typeof(IntentRefundRecorded))]
[JsonSerializable(typeof(IntentFulfilled))]
[JsonSerializable(typeof(ProjectWallet))]
[JsonSerializable(typeof(ProjectBoost))]
[JsonSerializable(typeof(ChargePayment))]
[JsonSerializable(typeof(SettlePayment))]
[JsonSerializable(typeof(FailPayment))]
[JsonSerializable(typeof(ReversePayment))]
[JsonSerializable(typeof(DisputePayment))]
[JsonSerializable(typeof(ListUnmatchedPayment))]
[JsonSerializable(typeof(IntentFulfillment))]
[JsonSerializable(typeof(RecordAction))]
internal sealed partial class WalletJson : JsonSerializerContext;
