using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Admin;

/// <summary>What happens to the audit log.</summary>
[JsonDerivedType(typeof(ActionRecorded), "admin.action-noted.v1")]
internal abstract record AuditEvent;

internal sealed record ActionRecorded(string AdminId, string Action, string Target, string Reason) : AuditEvent;

/// <summary>How the audit log is stored: for ever, a journal a month.</summary>
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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEvent))]
[JsonSerializable(typeof(AuditState))]
internal sealed partial class AuditJson : JsonSerializerContext;
