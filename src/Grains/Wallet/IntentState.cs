using XelaConnect.Grains.Durability;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>What is known of one payment intent of Stripe's.</summary>
internal sealed record IntentState(string IntentId)
{
    /// <summary>The wallet was told that it is paid.</summary>
    public bool Paid { get; init; }

    /// <summary>The wallet was told that it failed.</summary>
    public bool Unpaid { get; init; }

    /// <summary>What it gave, once the wallet has said so.</summary>
    public IntentGave? Gave { get; init; }

    /// <summary>How much of it was refunded in all, in cents, and whether that was everything.</summary>
    public long Returned { get; init; }
    public bool Wholly { get; init; }

    /// <summary>Cents and credits that the wallet was told to take back so far.</summary>
    public long ReversedCents { get; init; }
    public long ReversedCredits { get; init; }

    public static IntentState Apply(IntentState intent, Recorded<IntentEvent> recorded) => recorded.Event switch
    {
        IntentPaid => intent with { Paid = true },
        IntentUnpaid => intent with { Unpaid = true },
        IntentReturned e => Reversed(intent with { Returned = e.CentsInAll, Wholly = intent.Wholly || e.Wholly }),
        IntentGave e => Reversed(intent with { Gave = e }),
        _ => throw new InvalidDataException($"A payment intent does not know the event {recorded.Event.GetType().Name}."),
    };

    /// <summary>Whenever both are known, what it gave and what was returned, the wallet is told; see <see cref="IntentRules"/>.</summary>
    private static IntentState Reversed(IntentState intent) =>
        intent.Gave is { } gave && intent.Returned > 0 ? intent with { ReversedCents = intent.Returned, ReversedCredits = IntentRules.CreditsFor(gave, intent) } : intent;
}

/// <summary>
/// Decisions about one payment intent. Stripe's webhooks come in any order and more than once, and a refund may come before anyone knows what the payment
/// gave: each fact is kept, and the wallet is told what follows from all of them.
/// </summary>
internal static class IntentRules
{
    private static readonly Fault Declined = WalletFaults.CardDeclined;

    public static Decision<IntentEvent> Succeeded(IntentState intent, IntentSucceeded command, DateTimeOffset now) =>
        intent.Paid || intent.Gave is not null ? Decision.Nothing
        : Decision<IntentEvent>.Record(new IntentPaid(command.UserId, command.PaymentId))
            .Owing(WalletEffects.Settle.To(command.UserId, new SettlePayment(SettlementOf(command.PaymentId), command.PaymentId, intent.IntentId, command.Order)));

    public static Decision<IntentEvent> Failed(IntentState intent, IntentFailed command, DateTimeOffset now) =>
        intent.Paid || intent.Unpaid || intent.Gave is not null ? Decision.Nothing
        : Decision<IntentEvent>.Record(new IntentUnpaid(command.PaymentId))
            .Owing(WalletEffects.Fail.To(command.UserId, new FailPayment(FailureOf(command.PaymentId), command.PaymentId, Declined)));

    public static Decision<IntentEvent> Refunded(IntentState intent, IntentRefunded command, DateTimeOffset now)
    {
        // What was refunded only grows; a smaller figure is an older one. A whole refund of an amount that Stripe did not name is all of what was paid.
        var cents = command.Wholly && intent.Gave is { } gave ? Math.Max(command.CentsInAll, gave.Cents) : command.CentsInAll;
        if (cents <= intent.Returned && (intent.Wholly || !command.Wholly)) return Decision.Nothing;
        return With(intent, new IntentReturned(Math.Max(cents, intent.Returned), command.Wholly));
    }

    public static Decision<IntentEvent> Given(IntentState intent, IntentGiven command, DateTimeOffset now) =>
        intent.Gave is not null ? Decision.Nothing
        : With(intent, new IntentGave(command.UserId, command.PaymentId, command.Cents, command.Credits, command.CourseId));

    /// <summary>The one operation by which a payment is given, whoever tells it first.</summary>
    public static string SettlementOf(string paymentId) => $"{paymentId}/settled";

    /// <summary>The one operation by which a payment fails.</summary>
    public static string FailureOf(string paymentId) => $"{paymentId}/failed";

    /// <summary>How many of the credits a refund takes back: in proportion, all of them when all was refunded.</summary>
    public static long CreditsFor(IntentGave gave, IntentState intent) =>
        IsWhole(gave, intent) ? gave.Credits : (long)((decimal)gave.Credits * intent.Returned / gave.Cents);

    /// <summary>Records the fact and orders what follows from it with what is known besides.</summary>
    private static Decision<IntentEvent> With(IntentState intent, IntentEvent fact)
    {
        var after = IntentState.Apply(intent, new Recorded<IntentEvent>(0, 0, default, null, fact));
        var decision = Decision<IntentEvent>.Record(fact);
        if (after.Gave is not { } gave || (after.ReversedCents == intent.ReversedCents && after.Wholly == intent.Wholly)) return decision;
        return decision.Owing(WalletEffects.Reverse.To(gave.UserId, new ReversePayment(
            $"{gave.PaymentId}/refund/{after.Returned}{(after.Wholly ? "/whole" : "")}", gave.PaymentId, after.ReversedCents - intent.ReversedCents, after.ReversedCredits - intent.ReversedCredits,
            IsWhole(gave, after) ? gave.CourseId : null, ForCredits: gave.CourseId is null)));
    }

    private static bool IsWhole(IntentGave gave, IntentState intent) => intent.Wholly || intent.Returned >= gave.Cents;
}
