namespace XelaConnect.Grains.Safety;

[GrainType("reports"), Reentrant]
internal sealed partial class ReportsGrain(
    Journal<ReportsState, ReportsEvent> journal, IGrainFactory grains, ILogger<ReportsGrain> log)
    : EventSourcedGrain<ReportsState, ReportsEvent>(journal), IReportsGrain
{
    public async Task<Outcome<Done>> FileAsync(FileReport command) =>
        await grains.FindUserAsync(command.UserId) is not null
            ? await Handle(command, static (_, c, _) => new ReportFiled(c.ReporterId, c.UserId, c.Reason, c.Details))
            : AccountFaults.UnknownUser;

    public async Task<ImmutableArray<ReportView>> ListAsync(long afterSeq, int limit) =>
        [.. (await Journal.ReadAfterAsync(0, afterSeq, limit)).Select(ViewOf)];

    public async Task<Portion<ReportView>> ByAsync(string reporterId, long afterSeq, int limit)
    {
        var found = await Journal.ReadMentionsAsync(0, reporterId, afterSeq, limit);
        return found.With(found.Items.Select(ViewOf).Where(report => report.ReporterId == reporterId));
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<ReportsEvent>> events) =>
        LogFiled(log, events.Length, Committed.Reports);

    private static ReportView ViewOf(EventEnvelope<ReportsEvent> recorded)
    {
        var filed = (ReportFiled)recorded.Event;
        return new(recorded.Seq, filed.ReporterId, filed.UserId, filed.Reason, filed.Details, recorded.At,
            recorded.Op is { } operation ? ReportView.IdOf(operation) : null);
    }

    // Only counts: who reported whom is for moderators.
    [LoggerMessage(2951, LogLevel.Information, "Stored {New} new reports; {Total} this month.")]
    private static partial void LogFiled(ILogger log, int @new, long total);
}
