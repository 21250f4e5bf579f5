using System.Collections.Immutable;
using XelaConnect.EventSourcing;
using XelaConnect.Payments;

namespace XelaConnect.Grains.Payments;

/// <summary>What is known of one payment intent of Stripe's.</summary>
internal sealed record IntentState(string IntentId)
{
    /// <summary>The wallet was told that it is paid.</summary>
    public bool Paid { get; init; }

    /// <summary>The wallet was told that it failed.</summary>
    public bool Unpaid { get; init; }

    /// <summary>It was paid and could not be given, and is on the list that staff see.</summary>
    public bool Kept { get; init; }

    /// <summary>What it gave, once the wallet has said so.</summary>
    public IntentFulfilled? Gave { get; init; }

    /// <summary>How much of it was refunded in all, in cents, and whether that was everything.</summary>
    public long Returned { get; init; }
    public bool Wholly { get; init; }

    /// <summary>The disputes, by their ids at Stripe.</summary>
    public ImmutableSortedDictionary<string, IntentDispute> Disputes { get; init; } =
        ImmutableSortedDictionary.Create<string, IntentDispute>(StringComparer.Ordinal);

    /// <summary>Cents and credits that the wallet was told to take back so far.</summary>
    public long ReversedCents { get; init; }
    public long ReversedCredits { get; init; }

    /// <summary>Whether all of what was paid is refunded or disputed.</summary>
    public bool IsTakenWholly(IntentFulfilled gave) => Wholly || TakenCents(gave) >= gave.Cents;

    /// <summary>Cents that are refunded or disputed, at most what was paid.</summary>
    public long TakenCents(IntentFulfilled gave)
    {
        var taken = Wholly ? gave.Cents : Math.Min(Returned, gave.Cents);
        foreach (var dispute in Disputes.Values)
        {
            if (dispute.Outcome == DisputeOutcomes.Won) continue;
            taken = Math.Min(gave.Cents, taken + Math.Min(dispute.Cents ?? gave.Cents, gave.Cents));
        }
        return taken;
    }

    public static IntentState Apply(IntentState intent, EventEnvelope<IntentEvent> recorded) => recorded.Event switch
    {
        IntentPaid => intent with { Paid = true },
        IntentUnpaid => intent with { Unpaid = true },
        IntentHeld => intent with { Kept = true },
        IntentRefundRecorded e => Reversed(intent with { Returned = e.CentsInAll, Wholly = intent.Wholly || e.Wholly }),
        IntentDisputeRecorded e => Reversed(intent with { Disputes = intent.Disputes.SetItem(e.DisputeId, new IntentDispute(e.Cents, e.Outcome)) }),
        IntentFulfilled e => Reversed(intent with { Gave = e }),
        _ => throw new InvalidDataException($"A payment intent does not know the event {recorded.Event.GetType().Name}."),
    };

    /// <summary>Once both are known, what it gave and what is taken back, the wallet is to have it; see <see cref="IntentRules"/>.</summary>
    private static IntentState Reversed(IntentState intent) => intent.Gave is not { } gave ? intent
        : intent with { ReversedCents = intent.TakenCents(gave), ReversedCredits = IntentRules.CreditsFor(gave, intent) };
}

/// <summary>One dispute. No amount is all of what was paid.</summary>
internal sealed record IntentDispute(long? Cents, string Outcome);
