namespace XelaConnect.Grains.Admin;

/// <summary>A month of the audit log. The entries are its journal; the state only counts them.</summary>
internal sealed record AuditState(string Month)
{
    public long Actions { get; init; }

    public static AuditState Apply(AuditState audit, EventEnvelope<AuditEvent> recorded) => recorded.Event switch
    {
        ActionRecorded => audit with { Actions = audit.Actions + 1 },
        _ => throw new InvalidDataException($"The audit log does not know the event {recorded.Event.GetType().Name}."),
    };
}
