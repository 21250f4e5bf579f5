namespace XelaConnect.Grains.Admin;

[GrainType("audit"), Reentrant]
internal sealed partial class AuditGrain(Journal<AuditState, AuditEvent> journal, ILogger<AuditGrain> log)
    : EventSourcedGrain<AuditState, AuditEvent>(journal), IAuditGrain
{
    public Task<Outcome<Done>> RecordAsync(RecordAction command) => Handle(command, AuditRules.Record);

    public Task<Outcome<Page<AuditEntry>>> PageAsync(string? cursor, int limit) =>
        Journal.PageAsync(cursor, limit, AuditRules.EntryOf);

    public async Task<ImmutableArray<AuditEntry>> AfterAsync(long afterSeq, int limit) =>
        [.. (await Journal.ReadAfterAsync(0, afterSeq, limit)).Select(AuditRules.EntryOf)];

    protected override void OnCommitted(ImmutableArray<EventEnvelope<AuditEvent>> events)
    {
        foreach (var e in events.Select(AuditRules.EntryOf))
            LogAction(log, e.AdminId, e.Action, e.Target, Key, e.Seq, e.Hash);
    }

    // Without the reason: what an admin wrote about a user belongs into the journal, where it can be erased. The hash
    // is a copy of the chain outside of the database: it shows when entries at the end, or a month, are removed.
    [LoggerMessage(2401, LogLevel.Information,
        "Admin {AdminId} performed {Action} on {Target}: entry {Seq} of {Month}, hash {Hash}.")]
    private static partial void LogAction(
        ILogger log, string adminId, string action, string target, string month, long seq, string? hash);
}
