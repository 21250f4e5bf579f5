namespace XelaConnect.Grains.Wallet;

/// <summary>Its size is bounded by grants and pending payments, never by the length of the ledger.</summary>
internal sealed record WalletState(string UserId)
{
    /// <summary>Longer than a client may retry its request (<c>docs/api/http.md</c>, "retries").</summary>
    private static readonly TimeSpan FailuresKept = TimeSpan.FromHours(48);

    /// <summary>Seq of the last event.</summary>
    public long Version { get; init; }
    /// <summary>The sum of all entries, in credits; never below 0.</summary>
    public long Balance { get; init; }
    /// <summary>Credits that were taken back after they had been spent, which the next credits repay.</summary>
    [JsonPropertyName("owed")] public long Debt { get; init; }
    /// <summary>Grants by course id.</summary>
    public ImmutableDictionary<string, Grant> Grants { get; init; } = ImmutableDictionary<string, Grant>.Empty;
    /// <summary>Pending card payments by id.</summary>
    public ImmutableDictionary<string, Payment> Payments { get; init; } = ImmutableDictionary<string, Payment>.Empty;
    /// <summary>Card payments that failed recently, so that a retried request gets the same refusal.</summary>
    public ImmutableArray<FailedPayment> Failures { get; init; } = [];

    public DateTimeOffset? BoostedUntil { get; init; }
    /// <summary>The last UTC day on which AI sessions were bought, and the messages that they add to it.</summary>
    public DateOnly AiDay { get; init; }
    public int AiMessages { get; init; }

    /// <summary>Whether the user owns a course whatever the plan is.</summary>
    public bool Owns(string courseId) => Grants.GetValueOrDefault(courseId) is { Source: not GrantSources.Tier };

    public string? PaymentFor(string courseId) =>
        Payments.FirstOrDefault(payment => payment.Value.Order.CourseId == courseId).Key;

    public int AiMessagesOn(DateOnly day) => day == AiDay ? AiMessages : 0;

    public static WalletState Apply(WalletState wallet, EventEnvelope<WalletEvent> recorded) => (recorded.Event switch
    {
        EntryPosted e => wallet.Posted(e, recorded.At),
        PaymentBegun e => wallet with { Payments = wallet.Payments.SetItem(e.PaymentId, new(e.Order, recorded.At)) },
        PaymentFailed e => wallet with
        {
            Payments = wallet.Payments.Remove(e.PaymentId),
            Failures = wallet.Failures.RemoveAll(failed => failed.At <= recorded.At - FailuresKept)
                .Add(new FailedPayment(e.PaymentId, e.Reason, recorded.At)),
        },
        _ => throw new InvalidDataException($"A wallet has no event {recorded.Event.GetType().Name}."),
    }) with { Version = recorded.Seq };

    private WalletState Posted(EntryPosted e, DateTimeOffset at)
    {
        var grants = Grants;
        if (e.Revoked is { } revoked)
        {
            var left = e.PaymentId is { } reversed ? grants.GetValueOrDefault(revoked)?.Without(reversed) : null;
            grants = left is null ? grants.Remove(revoked) : grants.SetItem(revoked, left);
        }
        if (e.Granted is { CourseId: var course } granted)
        {
            var grant = new Grant(granted.Source, at, e.PaymentId);
            var known = grants.GetValueOrDefault(course);
            grants = grants.SetItem(course, known is { Source: not GrantSources.Tier } ? known.And(grant) : grant);
        }
        return this with
        {
            Balance = e.Balance, Debt = e.Debt, Grants = grants,
            Payments = e.PaymentId is { } payment ? Payments.Remove(payment) : Payments,
            BoostedUntil = e.BoostedUntil ?? BoostedUntil,
            AiDay = e.AiDay ?? AiDay, AiMessages = e.AiMessages ?? AiMessages,
        };
    }
}

/// <summary>A grant of a course, and the payment whose refund revokes it.</summary>
internal sealed record Grant(string Source, DateTimeOffset At, string? PaymentId)
{
    /// <summary>Further payments: the course was bought again during a dispute that was then won.</summary>
    public ImmutableArray<OtherGrant>? Others { get; init; }

    public bool IsPaidBy(string paymentId) =>
        PaymentId == paymentId || (Others?.Any(other => other.PaymentId == paymentId) ?? false);

    public Grant And(Grant other) => other.PaymentId is not { } payment || IsPaidBy(payment) ? this
        : this with { Others = [.. Others ?? [], new OtherGrant(payment, other.At)] };

    /// <summary>Removes a payment; null when no other is left.</summary>
    public Grant? Without(string paymentId)
    {
        if (PaymentId != paymentId) return WithOthers(Others?.RemoveAll(other => other.PaymentId == paymentId));
        if (Others is not [{ } next, ..]) return null;
        return (this with { At = next.At, PaymentId = next.PaymentId }).WithOthers(Others.Value.RemoveAt(0));
    }

    private Grant WithOthers(ImmutableArray<OtherGrant>? others) =>
        this with { Others = others is { Length: > 0 } ? others : null };
}

internal sealed record OtherGrant(string PaymentId, DateTimeOffset At);
internal sealed record Payment(Order Order, DateTimeOffset BegunAt);
internal sealed record FailedPayment(string PaymentId, Fault Reason, DateTimeOffset At);
