namespace XelaConnect.Safety;

/// <summary>Reports to moderators of a UTC month, keyed by <c>2026-11</c>. Reported people are not notified.</summary>
[Alias("safety.reports")]
public interface IReportsGrain : IGrainWithStringKey
{
    /// <summary>Adds a report.</summary>
    [Alias("File")] Task<Outcome<Done>> FileAsync(FileReport command);
    /// <summary>Returns the reports that a user filed, after a seq.</summary>
    [Alias("By"), ReadOnly] Task<Portion<ReportView>> ByAsync(string reporterId, long afterSeq, int limit);
    /// <summary>Returns reports after a seq, oldest first.</summary>
    [Alias("List")] Task<ImmutableArray<ReportView>> ListAsync(long afterSeq, int limit);
}

/// <summary>Reports a user.</summary>
[GenerateSerializer, Immutable, Alias("safety.file-report.v1")]
public sealed record FileReport(
    [property: Id(0)] string OperationId, [property: Id(1)] string ReporterId, [property: Id(2)] string UserId,
    [property: Id(3)] string Reason, [property: Id(4)] string? Details) : ICommand;

/// <summary>A stored report.</summary>
[GenerateSerializer, Immutable, Alias("safety.report.v1")]
public sealed record ReportView(
    [property: Id(0)] long Seq, [property: Id(1)] string ReporterId, [property: Id(2)] string UserId,
    [property: Id(3)] string Reason, [property: Id(4)] string? Details, [property: Id(5)] DateTimeOffset At,
    [property: Id(6)] string? Id = null)
{
    /// <summary>The id of the report that an operation files.</summary>
    public static string IdOf(string operationId) => Ids.Of("report", operationId);
}
