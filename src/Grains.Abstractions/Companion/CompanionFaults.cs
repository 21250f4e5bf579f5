namespace XelaConnect.Companion;

/// <summary>The faults of the companion.</summary>
public static class CompanionFaults
{
    /// <summary>The quota of the day is used up.</summary>
    public static readonly Fault QuotaSpent = new(FaultKind.PaymentRequired, "ai_limit",
        "You have used today's messages with Xela. An AI session or a higher tier gives more, "
        + "and tomorrow begins anew.");
    /// <summary>The conversation has no such reply.</summary>
    public static readonly Fault UnknownReply = new(
        FaultKind.NotFound, "answer_not_found", "There is no such answer in your conversation with Xela.");
    /// <summary>Too many replies are in progress.</summary>
    public static readonly Fault Busy = new(FaultKind.TooMany, "xela_busy",
        "Xela is still answering what you said before. Try again in a moment.", null, 2);
    /// <summary>The caller exceeds the request limit; the host responds with its own fault.</summary>
    public static readonly Fault OverLimit = new(FaultKind.TooMany, "rate_limited", "Too many requests.", null, 1);
    /// <summary>The idempotency key was used for another message.</summary>
    public static readonly Fault Reused = new(FaultKind.Conflict, "idempotency_key_reused",
        "This Idempotency-Key was used for a different request.", "Idempotency-Key");
}
