using System.Globalization;

namespace XelaConnect.Grains.Circles;

[GrainType("circle-directory-shard"), Reentrant]
internal sealed partial class CircleDirectoryShardGrain(
    Journal<DirectoryShardState, DirectoryShardEvent> journal, IGrainFactory grains,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<CircleDirectoryShardGrain> log)
    : EventSourcedGrain<DirectoryShardState, DirectoryShardEvent>(journal), ICircleDirectoryShardGrain
{
    private const int ImportBatch = 500;
    private const int VerifyBatch = 32;
    private static readonly TimeSpan VerifyPause = TimeSpan.FromSeconds(1);
    private Task? import;

    public Task<Outcome<Done>> PutAsync(PutCircleSummary command) => Handle(command, DirectoryShardRules.Put);

    public async Task<CircleDirectoryChanges> ChangesAsync(long afterSeq, int limit)
    {
        // Once for each activation, because silos of an earlier version store there until the upgrade ends.
        if (import is null or { IsFaulted: true }) import = ImportAsync();
        if (Committed.ImportedSeq is null) await import;
        return Committed.ChangedAfter(afterSeq, limit, Journal.SeqOf());
    }

    /// <summary>Takes over what versions before the shards stored in one directory.</summary>
    private async Task ImportAsync()
    {
        var export = await grains.CircleDirectory().ExportAsync(Committed.Shard, Committed.ImportedSeq ?? -1);
        for (var from = 0; export is not null && from <= export.Circles.Length; from += ImportBatch)
        {
            var batch = export.Circles.Skip(from).Take(ImportBatch).ToImmutableArray();
            long? end = from + ImportBatch > export.Circles.Length ? export.Seq : null;
            var operation = string.Create(CultureInfo.InvariantCulture, $"import/{export.Seq}/{from}");
            await Handle(new ImportSummaries(operation, batch, end), DirectoryShardRules.Import);
        }
        _ = VerifyAsync();
    }

    /// <summary>Asks the imported circles for their posts, a few at a time, once.</summary>
    private async Task VerifyAsync()
    {
        var waiting = new Queue<string>(
            Committed.Circles.Values.Where(e => e.IsImported && e.Summary.Active).Select(static e => e.Summary.Id));
        while (waiting.Count > 0)
        {
            await Task.Delay(VerifyPause, time);
            List<string> batch = [];
            while (batch.Count < VerifyBatch && waiting.TryDequeue(out var circleId)) batch.Add(circleId);
            var failed = (await Task.WhenAll(batch.Select(VerifyAsync))).OfType<string>().ToList();
            foreach (var circleId in failed) waiting.Enqueue(circleId);
            if (failed.Count > 0) LogNotVerified(log, failed.Count, Committed.Shard);
        }
    }

    /// <summary>The id of the circle if it must be asked again; otherwise null.</summary>
    private async Task<string?> VerifyAsync(string circleId)
    {
        try
        {
            if (await grains.Circle(circleId).SummaryAsync() is not { } summary) return null;
            var operation = string.Create(CultureInfo.InvariantCulture, $"{circleId}/{summary.Version}/verified");
            await PutAsync(new(operation, summary));
            return null;
        }
        catch (Exception) { return circleId; }
    }

    [LoggerMessage(
        1601, LogLevel.Information, "{Count} circles of directory shard {Shard} did not respond; they are asked again")]
    private static partial void LogNotVerified(ILogger log, int count, string shard);
}
