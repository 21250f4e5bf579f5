namespace XelaConnect.Grains.Admin;

internal static class AuditRules
{
    public static Decision<AuditEvent> Record(AuditState audit, RecordAction command, DateTimeOffset now) =>
        new ActionRecorded(command.AdminId, command.Action, command.Target, command.Reason);
}
