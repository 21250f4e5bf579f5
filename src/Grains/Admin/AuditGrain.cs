namespace XelaConnect.Grains.Admin;

[GrainType("audit"), Reentrant]
internal sealed partial class AuditGrain(Journal<AuditState, AuditEvent> journal, ILogger<AuditGrain> log)
    : EventSourcedGrain<AuditState, AuditEvent>(journal), IAuditGrain
{
    public Task<Outcome<Done>> RecordAsync(RecordAction command) => Handle(command, AuditRules.Record);

    protected override void OnCommitted(ImmutableArray<EventEnvelope<AuditEvent>> events)
    {
        foreach (var e in events.Select(static recorded => (ActionRecorded)recorded.Event))
            LogAction(log, e.AdminId, e.Action, e.Target);
    }

    // Without the reason: what an admin wrote about a user belongs into the journal, where it can be erased.
    [LoggerMessage(2401, LogLevel.Information, "Admin {AdminId} performed {Action} on {Target}.")]
    private static partial void LogAction(ILogger log, string adminId, string action, string target);
}
