using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Admin;

[JsonDerivedType(typeof(ActionRecorded), "admin.action-noted.v1")]
internal abstract record AuditEvent;
/// <summary>The hash is null in entries of versions before the chain.</summary>
internal sealed record ActionRecorded(
    string AdminId, string Action, string Target, string Reason, string? Hash = null,
    string? PersonalHash = null) : AuditEvent;

/// <summary>A month of the audit log. Its journal holds the entries; the state their number and last hash.</summary>
internal sealed record AuditState(string Month)
{
    public long Actions { get; init; }
    public string Hash { get => field ?? AuditChain.Start(Month); init; }

    /// <summary>Computes the hash of the entry's content, whatever hash is stored in it.</summary>
    public static AuditState Apply(AuditState audit, EventEnvelope<AuditEvent> recorded) => audit with
    {
        Actions = audit.Actions + 1, Hash = AuditChain.Next(audit.Hash, AuditRules.EntryOf(recorded)),
    };
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
        // Snapshots of earlier versions hold no hash.
        SnapshotName = "admin.audit.v2",
        Redacted = AuditRules.Redacted,
    };

    public static readonly JournalDefinition<StaffState, StaffEvent> Staff = new()
    {
        Name = "admin.staff",
        Empty = static key => new StaffState(key),
        Apply = StaffState.Apply,
        Events = new EventCodec<StaffEvent>(AuditJson.Default),
        Snapshot = AuditJson.Default.StaffState,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEvent))]
[JsonSerializable(typeof(AuditState))]
[JsonSerializable(typeof(StaffEvent))]
[JsonSerializable(typeof(StaffState))]
internal sealed partial class AuditJson : JsonSerializerContext;

internal static class AdminModule
{
    public static void AddTo(IServiceCollection services)
    {
        services.AddJournal(AuditJournal.Month).AddJournal(AuditJournal.Staff).AddOutboxMessages(AuditMessages.Record);
        services.TryAddSingleton(StaffSettings.None);
    }
}
