using System.Diagnostics.Metrics;

namespace XelaConnect.EventSourcing;

/// <summary>The metrics of the kernel (meter <c>XelaConnect.Kernel</c>), by journal or message type.</summary>
public sealed class KernelMetrics(IMeterFactory meters)
{
    private readonly Counter<long> commits = Counter(meters, "commits", "{commit}", "Commits of one grain.");
    private readonly Counter<long> commands = Counter(meters, "commands", "{command}", "Commands stored.");
    private readonly Counter<long> events = Counter(meters, "events", "{event}", "Events stored.");
    private readonly Counter<long> refusals = Counter(meters, "refusals", "{command}", "Commands refused by a rule.");
    private readonly Counter<long> failures =
        Counter(meters, "failures", "{commit}", "Commits that failed or whose outcome is unknown.");
    private readonly Counter<long> fences =
        Counter(meters, "fences", "{commit}", "Commits refused because another activation had written.");
    private readonly Counter<long> snapshots = Counter(meters, "snapshots", "{snapshot}", "Snapshots written.");
    private readonly Counter<long> delivered =
        Counter(meters, "effects_delivered", "{message}", "Outbox messages delivered.");
    private readonly Counter<long> undelivered =
        Counter(meters, "effects_undelivered", "{message}", "Deliveries of an outbox message that failed.");
    private readonly OutboxMetrics outbox = new(meters);

    internal void Committed(string journal, int commandCount, int eventCount)
    {
        commits.Add(1, Of(journal));
        commands.Add(commandCount, Of(journal));
        events.Add(eventCount, Of(journal));
    }

    internal void Refused(string journal) => refusals.Add(1, Of(journal));
    internal void Failed(string journal) => failures.Add(1, Of(journal));
    internal void Fenced(string journal) => fences.Add(1, Of(journal));
    internal void SnapshotWritten(string journal) => snapshots.Add(1, Of(journal));
    internal void Delivered(string messageType) =>
        delivered.Add(1, new KeyValuePair<string, object?>("kind", messageType));
    internal void Died(string messageType) => outbox.Died(messageType);
    internal void CountDeadLetters(DeadLetterTotals? totals, DateTimeOffset now) =>
        (outbox.DeadLetters, outbox.CountedAt) = (totals, now);
    internal void Undelivered(string messageType) =>
        undelivered.Add(1, new KeyValuePair<string, object?>("kind", messageType));

    // The factory returns the same meter for the same name.
    private static Counter<long> Counter(IMeterFactory meters, string name, string unit, string description) =>
        meters.Create("XelaConnect.Kernel").CreateCounter<long>($"xela.kernel.{name}", unit, description);

    private static KeyValuePair<string, object?> Of(string journal) => new("journal", journal);
}

internal sealed class OutboxMetrics
{
    private readonly Counter<long> died;

    public OutboxMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("XelaConnect.Kernel");
        died = meter.CreateCounter<long>(
            "xela.outbox.messages_died", "{message}", "Outbox messages that became dead letters.");
        meter.CreateObservableGauge("xela.outbox.dead_letters", () => Measured(static totals => totals.Count),
            "{message}", "Outbox messages that failed too often to be retried by themselves.");
        meter.CreateObservableGauge("xela.outbox.dead_letters_age", () => Measured(AgeOf),
            "s", "For how long the oldest dead letter has been one.");
    }

    /// <summary>Reported by the silo that counts them; null elsewhere.</summary>
    public DeadLetterTotals? DeadLetters { get; set; }
    public DateTimeOffset CountedAt { get; set; }

    public void Died(string messageType) => died.Add(1, new KeyValuePair<string, object?>("kind", messageType));

    private IEnumerable<Measurement<T>> Measured<T>(Func<DeadLetterTotals, T> value) where T : struct =>
        DeadLetters is { } totals ? [new Measurement<T>(value(totals))] : [];

    private double AgeOf(DeadLetterTotals totals) =>
        totals.OldestSince is { } since ? Math.Max(0, (CountedAt - since).TotalSeconds) : 0;
}
