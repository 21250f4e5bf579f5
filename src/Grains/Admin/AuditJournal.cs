namespace XelaConnect.Grains.Admin;

[JsonDerivedType(typeof(ActionRecorded), "admin.action-noted.v1")]
internal abstract record AuditEvent;
internal sealed record ActionRecorded(string AdminId, string Action, string Target, string Reason) : AuditEvent;

/// <summary>A month of the audit log. The entries are its journal; the state only counts them.</summary>
internal sealed record AuditState(string Month)
{
    public long Actions { get; init; }

    public static AuditState Apply(AuditState audit, EventEnvelope<AuditEvent> recorded) =>
        audit with { Actions = audit.Actions + 1 };
}

internal static class AuditJournal
{
    public static readonly JournalDefinition<AuditState, AuditEvent> Month = new()
    {
        Name = "admin.audit",
        Empty = static month => new AuditState(month),
        Apply = AuditState.Apply,
        Events = new EventCodec<AuditEvent>(AuditJson.Default),
        Snapshot = AuditJson.Default.AuditState,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEvent))]
[JsonSerializable(typeof(AuditState))]
internal sealed partial class AuditJson : JsonSerializerContext;

internal static class AdminModule
{
    public static void AddTo(IServiceCollection services) =>
        services.AddJournal(AuditJournal.Month).AddOutboxMessages(AuditMessages.Record);
}
