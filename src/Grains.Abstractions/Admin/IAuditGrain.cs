namespace XelaConnect.Admin;

/// <summary>What admins did, keyed by the UTC month (<c>2026-11</c>): an entry for each action, for ever (contract §3 "Admin").</summary>
[Alias("admin.audit")]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Writes an action down.</summary>
    [Alias("Note")]
    Task<Outcome<Done>> RecordAsync(RecordAction command);
}

/// <summary>An admin's action: who did what to whom, why.</summary>
[GenerateSerializer, Immutable, Alias("admin.note-action.v1")]
public sealed record RecordAction(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string AdminId,
    [property: Id(2)] string Action,
    [property: Id(3)] string Target,
    [property: Id(4)] string Reason) : ICommand;
