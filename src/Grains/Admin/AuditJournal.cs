namespace XelaConnect.Grains.Admin;

/// <summary>Events of the audit log.</summary>
[JsonDerivedType(typeof(ActionRecorded), "admin.action-noted.v1")]
internal abstract record AuditEvent;

internal sealed record ActionRecorded(string AdminId, string Action, string Target, string Reason) : AuditEvent;

/// <summary>The journal of the audit log: one for each month, never deleted.</summary>
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
