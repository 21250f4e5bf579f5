namespace XelaConnect.Companion;

/// <summary>Every refusal of the companion slice.</summary>
public static class CompanionFaults
{
    /// <summary>Today's messages are used up.</summary>
    public static readonly Fault QuotaSpent = new(FaultKind.PaymentRequired, "ai_limit",
        "You have used today's messages with Xela. An AI session or a higher tier gives more, and tomorrow begins anew.");
    /// <summary>No such answer in this person's conversation.</summary>
    public static readonly Fault UnknownReply = new(FaultKind.NotFound, "answer_not_found", "There is no such answer in your conversation with Xela.");
    /// <summary>Too many turns wait for their answers.</summary>
    public static readonly Fault Busy = new(FaultKind.TooMany, "xela_busy", "Xela is still answering what you said before. Try again in a moment.", null, 2);
    /// <summary>The caller sends too many requests; the host says it in its own words.</summary>
    public static readonly Fault OverLimit = new(FaultKind.TooMany, "rate_limited", "Too many requests.", null, 1);
    /// <summary>The idempotency key was used for other words.</summary>
    public static readonly Fault Reused = new(FaultKind.Conflict, "idempotency_key_reused", "This Idempotency-Key was used for a different request.", "Idempotency-Key");
}
