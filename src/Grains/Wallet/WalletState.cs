using System.Collections.Immutable;
using XelaConnect.EventSourcing;
using XelaConnect.Payments;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Wallet;

/// <summary>One person's wallet. What it holds is bounded by what they own and what is under way, never by the length of the ledger.</summary>
internal sealed record WalletState(string UserId)
{
    /// <summary>How long a payment that failed is remembered: longer than a client may repeat the request that began it (contract §0, "retries").</summary>
    public static readonly TimeSpan FailuresKept = TimeSpan.FromHours(48);

    /// <summary>Seq of the last event.</summary>
    public long Version { get; init; }

    /// <summary>The sum of all entries, in credits; never below 0.</summary>
    public long Balance { get; init; }

    /// <summary>Credits taken back after they had been spent, which the next ones pay.</summary>
    public long Owed { get; init; }

    /// <summary>Courses held, by id.</summary>
    public ImmutableDictionary<string, Grant> Grants { get; init; } = ImmutableDictionary<string, Grant>.Empty;

    /// <summary>Card payments that are not decided yet, by id.</summary>
    public ImmutableDictionary<string, Payment> Payments { get; init; } = ImmutableDictionary<string, Payment>.Empty;

    /// <summary>Card payments that failed lately, so that a repeated request hears the same.</summary>
    public ImmutableArray<FailedPayment> Failures { get; init; } = [];

    /// <summary>The end of the last boost.</summary>
    public DateTimeOffset? BoostedUntil { get; init; }

    /// <summary>The last UTC day on which AI sessions were bought, and how many messages they add to it.</summary>
    public DateOnly AiDay { get; init; }
    public int AiMessages { get; init; }

    /// <summary>A grant that lasts whatever the tier is.</summary>
    public bool Owns(string courseId) => Grants.TryGetValue(courseId, out var grant) && grant.Source != GrantSources.Tier;

    /// <summary>The undecided payment for a course, if there is one.</summary>
    public string? PaymentFor(string courseId)
    {
        foreach (var (id, payment) in Payments)
            if (payment.Order.CourseId == courseId) return id;
        return null;
    }

    public int AiMessagesOn(DateOnly day) => day == AiDay ? AiMessages : 0;

    public static WalletState Apply(WalletState wallet, EventEnvelope<WalletEvent> recorded) => recorded.Event switch
    {
        EntryPosted e => Posted(wallet, e, recorded.At) with { Version = recorded.Seq },
        PaymentBegun e => wallet with { Version = recorded.Seq, Payments = wallet.Payments.SetItem(e.PaymentId, new Payment(e.Order, recorded.At)) },
        PaymentFailed e => wallet with
        {
            Version = recorded.Seq,
            Payments = wallet.Payments.Remove(e.PaymentId),
            Failures = [.. wallet.Failures.Where(f => f.At > recorded.At - FailuresKept), new FailedPayment(e.PaymentId, e.Reason, recorded.At)],
        },
        _ => throw new InvalidDataException($"A wallet does not know the event {recorded.Event.GetType().Name}."),
    };

    private static WalletState Posted(WalletState wallet, EntryPosted e, DateTimeOffset at)
    {
        var grants = wallet.Grants;
        if (e.Revoked is { } revoked)
        {
            var left = e.PaymentId is { } returned ? grants.GetValueOrDefault(revoked)?.Without(returned) : null;
            grants = left is null ? grants.Remove(revoked) : grants.SetItem(revoked, left);
        }
        if (e.Granted is { } granted)
        {
            var grant = new Grant(granted.Source, at, e.PaymentId);
            var held = grants.GetValueOrDefault(granted.CourseId) is { Source: not GrantSources.Tier } known ? known.And(grant) : grant;
            grants = grants.SetItem(granted.CourseId, held);
        }
        return wallet with
        {
            Balance = e.Balance,
            Owed = e.Owed,
            Grants = grants,
            Payments = e.PaymentId is { } payment ? wallet.Payments.Remove(payment) : wallet.Payments,
            BoostedUntil = e.BoostedUntil ?? wallet.BoostedUntil,
            AiDay = e.AiDay ?? wallet.AiDay,
            AiMessages = e.AiMessages ?? wallet.AiMessages,
        };
    }
}

/// <summary>How a course is held; the payment is what a refund of it looks for.</summary>
internal sealed record Grant(string Source, DateTimeOffset At, string? PaymentId)
{
    /// <summary>Payments that hold the course too: it was bought again while they were disputed, and then they were restored. Null: none.</summary>
    public ImmutableArray<OtherGrant>? Others { get; init; }

    /// <summary>Whether the payment is one of those that hold the course.</summary>
    public bool IsPaidBy(string paymentId) => PaymentId == paymentId || (Others?.Any(other => other.PaymentId == paymentId) ?? false);

    /// <summary>The same, held by another payment too.</summary>
    public Grant And(Grant other) => other.PaymentId is not { } payment || IsPaidBy(payment) ? this
        : this with { Others = [.. Others ?? [], new OtherGrant(payment, other.At)] };

    /// <summary>What is left without a payment; null: nothing.</summary>
    public Grant? Without(string paymentId)
    {
        if (PaymentId != paymentId) return Keeping(Others?.RemoveAll(other => other.PaymentId == paymentId));
        return Others is [{ } next, ..] ? (this with { At = next.At, PaymentId = next.PaymentId }).Keeping(Others.Value.RemoveAt(0)) : null;
    }

    private Grant Keeping(ImmutableArray<OtherGrant>? others) => this with { Others = others is { Length: > 0 } ? others : null };
}

/// <summary>A card payment that holds a course beside another grant.</summary>
internal sealed record OtherGrant(string PaymentId, DateTimeOffset At);

/// <summary>A card payment that is not decided yet.</summary>
internal sealed record Payment(Order Order, DateTimeOffset BegunAt);

/// <summary>A card payment that failed.</summary>
internal sealed record FailedPayment(string PaymentId, Fault Reason, DateTimeOffset At);
