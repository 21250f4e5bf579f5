using XelaConnect.Grains.Payments;

namespace XelaConnect.Grains.Wallet;

/// <summary>The charges of one wallet activation. Lives on the grain's scheduler and stores nothing.</summary>
internal sealed partial class CardCharges(
    IPaymentGateway gateway, WalletMetrics metrics,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<CardCharges> log)
{
    private static readonly TimeSpan ResponseDeadline = TimeSpan.FromSeconds(5);
    /// <summary>Stripe keeps an idempotency key for 24 hours; a later charge could be a second one.</summary>
    private static readonly TimeSpan KeyLifetime = TimeSpan.FromHours(23);

    private static readonly TimeSpan MinPause = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(10);
    private static readonly ChargeResult Undecided = new(ChargeStatus.Unknown);

    /// <summary>Payments begun here and not charged yet: no earlier attempt can have had an effect.</summary>
    private readonly HashSet<string> uncharged = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Attempt> attempts = new(StringComparer.Ordinal);
    private readonly Signal decided = new();

    public bool IsConfigured => gateway.IsConfigured;
    public void Begin(string paymentId) => uncharged.Add(paymentId);

    /// <summary>Forgets a payment that is not pending.</summary>
    public void Forget(string paymentId)
    {
        uncharged.Remove(paymentId);
        attempts.Remove(paymentId);
    }

    public void Decided() => decided.Raise();
    public DateTimeOffset NewDeadline() => time.GetUtcNow() + ResponseDeadline;

    public async Task WaitAsync(Func<bool> isPending, DateTimeOffset deadline)
    {
        while (isPending() && deadline - time.GetUtcNow() is var left && left > TimeSpan.Zero)
        {
            try { await decided.Next.WaitAsync(left, time); }
            catch (TimeoutException) { return; }
        }
    }

    /// <summary>Declined: the payment fails for good. Unknown: the outbox retries.</summary>
    public async Task<ChargeResult> ChargeAsync(ChargePayment command)
    {
        var (payment, now) = (command.PaymentId, time.GetUtcNow());
        if (now - command.BegunAt > KeyLifetime)
        {
            LogAbandoned(log, payment, KeyLifetime.TotalHours);
            return new ChargeResult(ChargeStatus.Declined, Reason: WalletFaults.PaymentExpired);
        }
        var attempt = attempts.GetValueOrDefault(payment) ?? new Attempt(0, now, IsRunning: false);
        if (attempt.IsRunning || now < attempt.Due) return Undecided;

        var isFirst = uncharged.Remove(payment);
        attempts[payment] = attempt with { IsRunning = true };
        var result = await AttemptAsync(command, attempt);
        metrics.Charged(result.Status);
        if (result.Status is ChargeStatus.Succeeded or ChargeStatus.Declined
            || (result.Status is ChargeStatus.NotSent && isFirst))
        {
            attempts.Remove(payment);
            return result.Status is ChargeStatus.Succeeded ? result : result with { Status = ChargeStatus.Declined };
        }
        LogUndecided(log, payment, attempt.Made + 1);
        return Undecided;
    }

    private async Task<ChargeResult> AttemptAsync(ChargePayment command, Attempt attempt)
    {
        try { return await gateway.ChargeAsync(command); }
        finally
        {
            var pause = TimeSpan.FromTicks(Math.Min(MaxPause.Ticks, MinPause.Ticks << Math.Min(attempt.Made, 10)));
            attempts[command.PaymentId] = new Attempt(attempt.Made + 1, time.GetUtcNow() + pause, IsRunning: false);
        }
    }

    [LoggerMessage(2501, LogLevel.Warning, "Charge of payment {PaymentId} has no outcome after attempt {Attempt}; "
        + "it is retried, and Stripe's webhook settles it too")]
    private static partial void LogUndecided(ILogger log, string paymentId, int attempt);
    [LoggerMessage(2502, LogLevel.Error, "Payment {PaymentId} was not confirmed within {Hours} hours and is abandoned; "
        + "look it up at Stripe. Its webhook still settles it")]
    private static partial void LogAbandoned(ILogger log, string paymentId, double hours);

    private sealed record Attempt(int Made, DateTimeOffset Due, bool IsRunning);
}
