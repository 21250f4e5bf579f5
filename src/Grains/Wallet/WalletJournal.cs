using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Accounts;
using XelaConnect.Admin;
using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>What happens to a wallet.</summary>
internal abstract record WalletEvent;

/// <summary>An entry of the ledger. What it pays for is part of it, so that money and goods cannot come apart.</summary>
/// <param name="Amount">What it adds to the wallet, in credits; negative takes. 0 where a card paid for the goods themselves.</param>
/// <param name="Cause">Why, in a sentence for the person.</param>
/// <param name="Reference">What it belongs to, if anything: a course, a payment, a code.</param>
/// <param name="Balance">The wallet after it.</param>
/// <param name="Owed">What is owed after it.</param>
/// <param name="Legs">The same movement in every account it touches; they sum to zero, in credits and in cents.</param>
/// <param name="Granted">The course it opens.</param>
/// <param name="Revoked">The course it closes.</param>
/// <param name="PaymentId">The card payment it settles.</param>
/// <param name="BoostedUntil">The end of the boost it buys.</param>
/// <param name="AiDay">The day whose messages it raises.</param>
/// <param name="AiMessages">How many messages are added to that day, all together.</param>
internal sealed record EntryPosted(
    long Amount, string Cause, string? Reference, long Balance, long Owed, ImmutableArray<Leg> Legs,
    GrantedCourse? Granted = null, string? Revoked = null, string? PaymentId = null, DateTimeOffset? BoostedUntil = null, DateOnly? AiDay = null, int? AiMessages = null)
    : WalletEvent;

internal sealed record PaymentBegun(string PaymentId, Order Order) : WalletEvent;
internal sealed record PaymentFailed(string PaymentId, Fault Reason) : WalletEvent;

/// <summary>One account's side of an entry.</summary>
internal sealed record Leg(string Account, long Credits, long Cents);

/// <summary>A course that an entry opens.</summary>
internal sealed record GrantedCourse(string CourseId, string Source);

/// <summary>What happens to a payment intent.</summary>
internal abstract record IntentEvent;

internal sealed record IntentPaid(string UserId, string PaymentId) : IntentEvent;
internal sealed record IntentUnpaid(string PaymentId) : IntentEvent;
internal sealed record IntentHeld(UnmatchedPayment Payment) : IntentEvent;
internal sealed record IntentDisputeRecorded(string DisputeId, long? Cents, string Outcome) : IntentEvent;
internal sealed record IntentRefundRecorded(long CentsInAll, bool Wholly) : IntentEvent;
internal sealed record IntentFulfilled(string UserId, string PaymentId, long Cents, long Credits, string? CourseId) : IntentEvent;

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
