namespace XelaConnect.Admin;

/// <summary>The audit log of a UTC month, keyed by <c>2026-11</c>. Entries are never deleted.</summary>
[Alias("admin.audit")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Adds an action. Sent with the events of the action.</summary>
    [Alias("Note")] Task<Outcome<Done>> RecordAsync(RecordAction command);
}

/// <summary>An admin's action on a target.</summary>
[GenerateSerializer, Immutable, Alias("admin.note-action.v1")]
public sealed record RecordAction(
    [property: Id(0)] string OperationId, [property: Id(1)] string AdminId, [property: Id(2)] string Action,
    [property: Id(3)] string Target, [property: Id(4)] string Reason) : ICommand;
