namespace XelaConnect.Grains.Admin;

internal static class AuditRules
{
    public static Decision<AuditEvent> Record(AuditState audit, RecordAction command, DateTimeOffset now)
    {
        var (_, adminId, action, target, reason) = command;
        var entry = new AuditEntry(audit.Actions + 1, now, adminId, action, target, reason, Hash: null);
        return new ActionRecorded(adminId, action, target, reason, AuditChain.Next(audit.Hash, entry));
    }

    /// <summary>The chain stays valid: it holds the hash of what the entry said.</summary>
    public static AuditEvent Redacted(AuditEvent happened, string part) =>
        happened is ActionRecorded e && Mentions(e, part)
            ? e with
            {
                Reason = "", PersonalHash = e.PersonalHash ?? AuditChain.PersonalHash(e.AdminId, e.Target, e.Reason),
            }
            : happened;

    private static bool Mentions(ActionRecorded e, string part) => e.AdminId.Contains(part, StringComparison.Ordinal)
        || e.Target.Contains(part, StringComparison.Ordinal) || e.Reason.Contains(part, StringComparison.Ordinal);

    public static AuditEntry EntryOf(EventEnvelope<AuditEvent> recorded)
    {
        var action = (ActionRecorded)recorded.Event;
        return new(
            recorded.Seq, recorded.At, action.AdminId, action.Action, action.Target, action.Reason, action.Hash,
            action.PersonalHash);
    }
}
