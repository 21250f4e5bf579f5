using System.Collections.Immutable;

namespace XelaConnect.Safety;

/// <summary>What people reported to the moderators, keyed by the UTC month (<c>2026-11</c>). Whoever is reported is never told.</summary>
[Alias("safety.reports")]
public interface IReportsGrain : IGrainWithStringKey
{
    /// <summary>Puts a report into the queue; the same one of the same day is there once.</summary>
    [Alias("File")]
    Task<Outcome<Done>> FileAsync(FileReport command);

    /// <summary>Reports after a place in the queue, the oldest first.</summary>
    [Alias("List")]
    Task<ImmutableArray<ReportView>> ListAsync(long afterSeq, int limit);
}

/// <summary>A report: who says what of whom.</summary>
[GenerateSerializer, Immutable, Alias("safety.file-report.v1")]
public sealed record FileReport(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string ReporterId,
    [property: Id(2)] string UserId,
    [property: Id(3)] string Reason,
    [property: Id(4)] string? Details) : ICommand;

/// <summary>A report in the queue.</summary>
[GenerateSerializer, Immutable, Alias("safety.report.v1")]
public sealed record ReportView(
    [property: Id(0)] long Seq,
    [property: Id(1)] string ReporterId,
    [property: Id(2)] string UserId,
    [property: Id(3)] string Reason,
    [property: Id(4)] string? Details,
    [property: Id(5)] DateTimeOffset At);
