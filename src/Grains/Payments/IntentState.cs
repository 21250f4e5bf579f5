namespace XelaConnect.Grains.Payments;

/// <summary>The facts that Stripe and the wallet reported about a payment intent.</summary>
internal sealed record IntentState(string IntentId)
{
    /// <summary>Whether a settlement or a failure was sent to the wallet, or it is on the list for staff.</summary>
    public bool IsPaid { get; init; }
    public bool IsFailed { get; init; }
    public bool IsHeld { get; init; }
    /// <summary>What the wallet bought with it; null until the wallet reports that.</summary>
    public IntentFulfilled? Fulfillment { get; init; }
    /// <summary>Refunded cents in total, and whether the payment is fully refunded.</summary>
    public long RefundedCents { get; init; }
    public bool IsFullyRefunded { get; init; }

    public ImmutableSortedDictionary<string, IntentDispute> Disputes { get; init; } =
        ImmutableSortedDictionary.Create<string, IntentDispute>(StringComparer.Ordinal);

    /// <summary>Cents and credits that were sent to the wallet to take back so far.</summary>
    public long ReversedCents { get; init; }
    public long ReversedCredits { get; init; }

    /// <summary>Whether the whole payment is refunded or disputed.</summary>
    public bool IsFullyReversed(IntentFulfilled gave) => IsFullyRefunded || CentsToReverse(gave) >= gave.Cents;

    /// <summary>Cents that are refunded or disputed, at most the amount paid.</summary>
    public long CentsToReverse(IntentFulfilled gave)
    {
        if (IsFullyRefunded) return gave.Cents;
        var open = Disputes.Values.Where(static dispute => dispute.Outcome != DisputeOutcomes.Won);
        return open.Aggregate(Math.Min(RefundedCents, gave.Cents), (taken, dispute) =>
            Math.Min(gave.Cents, taken + Math.Min(dispute.Cents ?? gave.Cents, gave.Cents)));
    }

    public static IntentState Apply(IntentState intent, EventEnvelope<IntentEvent> recorded) => recorded.Event switch
    {
        IntentPaid => intent with { IsPaid = true },
        IntentFailedRecorded => intent with { IsFailed = true },
        IntentHeld => intent with { IsHeld = true },
        IntentRefundRecorded e => Reversed(
            intent with { RefundedCents = e.CentsInAll, IsFullyRefunded = intent.IsFullyRefunded || e.Wholly }),
        IntentDisputeRecorded e => Reversed(
            intent with { Disputes = intent.Disputes.SetItem(e.DisputeId, new IntentDispute(e.Cents, e.Outcome)) }),
        IntentFulfilled e => Reversed(intent with { Fulfillment = e }),
        _ => throw new InvalidDataException($"A payment intent has no event {recorded.Event.GetType().Name}."),
    };

    /// <summary>Counts what <see cref="IntentRules"/> sends to the wallet from the fulfillment on.</summary>
    private static IntentState Reversed(IntentState intent) => intent.Fulfillment is not { } gave ? intent : intent with
    {
        ReversedCents = intent.CentsToReverse(gave), ReversedCredits = IntentRules.CreditsFor(gave, intent),
    };
}

/// <summary>A dispute; null cents are the whole payment.</summary>
internal sealed record IntentDispute(long? Cents, string Outcome);
