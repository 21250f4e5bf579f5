namespace XelaConnect.Grains.Admin;

internal static class AuditRules
{
    public static Decision<AuditEvent> Record(AuditState audit, RecordAction command, DateTimeOffset now)
    {
        var (_, adminId, action, target, reason) = command;
        var entry = new AuditEntry(audit.Actions + 1, now, adminId, action, target, reason, Hash: null);
        return new ActionRecorded(adminId, action, target, reason, AuditChain.Next(audit.Hash, entry));
    }

    public static AuditEntry EntryOf(EventEnvelope<AuditEvent> recorded)
    {
        var action = (ActionRecorded)recorded.Event;
        return new(
            recorded.Seq, recorded.At, action.AdminId, action.Action, action.Target, action.Reason, action.Hash);
    }
}
