using System.Diagnostics.Metrics;

namespace XelaConnect.EventSourcing;

/// <summary>The metrics of the kernel (meter <c>XelaConnect.Kernel</c>), by journal or message type.</summary>
public sealed class KernelMetrics
{
    private readonly Counter<long> commits;
    private readonly Counter<long> commands;
    private readonly Counter<long> events;
    private readonly Counter<long> refusals;
    private readonly Counter<long> failures;
    private readonly Counter<long> fences;
    private readonly Counter<long> snapshots;
    private readonly Counter<long> delivered;
    private readonly Counter<long> undelivered;

    /// <summary>Creates the instruments.</summary>
    public KernelMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("XelaConnect.Kernel");
        commits = meter.CreateCounter<long>("xela.kernel.commits", "{commit}", "Commits of one grain.");
        commands = meter.CreateCounter<long>("xela.kernel.commands", "{command}", "Commands stored.");
        events = meter.CreateCounter<long>("xela.kernel.events", "{event}", "Events stored.");
        refusals = meter.CreateCounter<long>("xela.kernel.refusals", "{command}", "Commands refused by a rule.");
        failures = meter.CreateCounter<long>(
            "xela.kernel.failures", "{commit}", "Commits that failed or whose outcome is unknown.");
        fences = meter.CreateCounter<long>(
            "xela.kernel.fences", "{commit}", "Commits refused because another activation had written.");
        snapshots = meter.CreateCounter<long>("xela.kernel.snapshots", "{snapshot}", "Snapshots written.");
        delivered = meter.CreateCounter<long>(
            "xela.kernel.effects_delivered", "{message}", "Outbox messages delivered.");
        undelivered = meter.CreateCounter<long>(
            "xela.kernel.effects_undelivered", "{message}", "Deliveries of an outbox message that failed.");
    }

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
    internal void Undelivered(string messageType) =>
        undelivered.Add(1, new KeyValuePair<string, object?>("kind", messageType));

    private static KeyValuePair<string, object?> Of(string journal) => new("journal", journal);
}
