using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Grains.Durability;
using XelaConnect.Safety;

namespace XelaConnect.Grains.Safety;

[GrainType("reports"), Reentrant]
internal sealed partial class ReportsGrain(Journal<ReportsState, ReportsEvent> journal, ILogger<ReportsGrain> log) : EventSourcedGrain<ReportsState, ReportsEvent>(journal), IReportsGrain
{
    public Task<Outcome<Done>> FileAsync(FileReport command) => Handle(command, ReportRules.File);

    public async Task<ImmutableArray<ReportView>> ListAsync(long afterSeq, int limit) =>
        [.. (await Journal.ReadAfterAsync(0, afterSeq, limit)).Select(ViewOf)];

    private static ReportView ViewOf(EventEnvelope<ReportsEvent> recorded)
    {
        var filed = (ReportFiled)recorded.Event;
        return new(recorded.Seq, filed.ReporterId, filed.UserId, filed.Reason, filed.Details, recorded.At);
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<ReportsEvent>> events) => LogFiled(log, events.Length, Committed.Reports);

    // That there is one, and no more: who reported whom is for moderators.
    [LoggerMessage(2951, LogLevel.Information, "{New} reports were filed; there are {Total} this month.")]
    private static partial void LogFiled(ILogger log, int @new, long total);
}

/// <summary>What happens to the queue.</summary>
internal abstract record ReportsEvent;

internal sealed record ReportFiled(string ReporterId, string UserId, string Reason, string? Details) : ReportsEvent;

/// <summary>One month of the queue. The reports are its journal; the state only counts them.</summary>
internal sealed record ReportsState(string Month)
{
    public long Reports { get; init; }

    public static ReportsState Apply(ReportsState reports, EventEnvelope<ReportsEvent> recorded) => recorded.Event switch
    {
        ReportFiled => reports with { Reports = reports.Reports + 1 },
        _ => throw new InvalidDataException($"The queue of reports does not know the event {recorded.Event.GetType().Name}."),
    };
}

/// <summary>Decisions about reports: whatever is reported is kept.</summary>
internal static class ReportRules
{
    public static Decision<ReportsEvent> File(ReportsState reports, FileReport command, DateTimeOffset now) =>
        new ReportFiled(command.ReporterId, command.UserId, command.Reason, command.Details);
}

/// <summary>How reports are stored: a journal a month.</summary>
internal static class ReportsJournal
{
    public static readonly JournalDefinition<ReportsState, ReportsEvent> Month = new()
    {
        Name = "safety.reports",
        Empty = static month => new ReportsState(month),
        Apply = ReportsState.Apply,
        Events = new EventCodec<ReportsEvent>().On("safety.report-filed.v1", ReportsJson.Default.ReportFiled),
        Snapshot = ReportsJson.Default.ReportsState,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReportFiled))]
[JsonSerializable(typeof(ReportsState))]
internal sealed partial class ReportsJson : JsonSerializerContext;
