using XelaConnect.Grains.Mail;

namespace XelaConnect.Grains.Privacy;

/// <summary>
/// Drives itself by messages: each does a portion and is followed by the next one. A portion that a crash cut is done
/// again, which finds what is left. A purchase or a reply that is under way ends first, since its grain has messages.
/// </summary>
[GrainType("erasure"), Reentrant]
internal sealed partial class ErasureGrain(
    Journal<ErasureState, ErasureEvent> journal, TargetFinder finder, IMailTransport mails, IGrainFactory grains,
    ILogger<ErasureGrain> log)
    : EventSourcedGrain<ErasureState, ErasureEvent>(journal), IErasureGrain
{
    /// <summary>Calls and pages of a portion: seconds of work.</summary>
    private const int CallsPerPortion = 50;
    private const int LeavesPerPortion = 200;
    private bool isRunning;

    public async Task<Outcome<Done>> BeginAsync(BeginErasure command)
    {
        if (Committed.UserId is not null) return Done.Instance;
        var start = new StartErasure($"{command.OperationId}/start", Key);
        var planned = await grains.User(command.UserId).StartErasureAsync(start);
        // The person came back, or is erased already.
        if (!planned.IsOk) return Done.Instance;
        LogBegun(log, Key);
        return await Handle(command, (erasure, c, _) => ErasureRules.Begin(erasure, c, planned.Value));
    }

    public async Task<Outcome<Done>> ContinueAsync(ContinueErasure command)
    {
        if (Committed.UserId is not { } userId || command.Number != Committed.Number) return Done.Instance;
        if (isRunning) throw new DeliveryDeferredException("A portion is being done.");
        isRunning = true;
        try
        {
            var progress = Committed.Step switch
            {
                ErasureStep.Leave => await LeaveAsync(userId),
                ErasureStep.Find => new(null, [], await finder.FindAsync(userId, Committed.UserCreatedAt)),
                ErasureStep.Search => await SearchAsync(userId),
                ErasureStep.Erase => await EraseAsync(),
                _ => new(null, [], []),
            };
            return await Journal.HandleAsync(
                command.OperationId, (erasure, now) => ErasureRules.Advance(erasure, command.Number, progress, now),
                static (_, _) => Done.Instance);
        }
        finally { isRunning = false; }
    }

    private async Task<ErasureProgress> LeaveAsync(string userId)
    {
        var (circles, others) = (await finder.CirclesAsync(userId), await finder.OthersAsync(userId));
        var leaves = circles.Select(circle => (Func<Task>)(() => LeaveAsync(userId, circle)))
            .Concat(others.Select(other => Pair.Of(userId, other)).Select(pair => (Func<Task>)(() =>
                grains.Connection(pair.Key).RemoveAsync(new($"{Key}/leave", userId)))))
            .Skip(Committed.Index).Take(LeavesPerPortion).ToList();
        foreach (var leave in leaves) await leave();
        return new(leaves.Count < LeavesPerPortion ? null : new(Committed.Index + leaves.Count), [], []);
    }

    /// <summary>A circle of the person that nobody else belongs to is deleted.</summary>
    private async Task LeaveAsync(string userId, string circleId)
    {
        var circle = grains.Circle(circleId);
        if (await circle.SummaryAsync() is { Active: true } summary && summary.CreatedBy == userId
            && summary.MembersCount <= (await circle.MembersAmongAsync([userId])).Length)
            await circle.DeleteAsync(new($"{Key}/delete", userId));
        else await grains.Memberships(userId).LeaveAsync(new($"{Key}/leave/{circleId}", circleId));
    }

    private async Task<ErasureProgress> SearchAsync(string userId)
    {
        var found = ImmutableArray.CreateBuilder<ErasureTarget>();
        var (index, after) = (Committed.Index, new RowPosition(Committed.AfterStream ?? "", Committed.AfterSeq));
        for (var pages = 0; pages < CallsPerPortion; pages++)
        {
            if (index == finder.Searches) return new(null, [], found.DrainToImmutable());
            var (targets, last) = await finder.SearchAsync(userId, index, after);
            found.AddRange(targets);
            (index, after) = last is { } position ? (index, position) : (index + 1, new RowPosition("", 0));
        }
        return new(new(index, 0, after.Seq, after.Stream), [], found.DrainToImmutable());
    }

    private async Task<ErasureProgress> EraseAsync()
    {
        var (targets, at) = (Committed.Targets, new ErasurePosition(Committed.Index, Committed.SubStream, Committed.AfterSeq));
        var (begin, rows) = (at, new List<ErasedRows>());
        for (var calls = 0; calls < CallsPerPortion && at.Index < targets.Length; calls++)
        {
            var target = targets[at.Index];
            try
            {
                var (erased, next) = await EraseAsync(target, at);
                if (erased.Deleted + erased.Rewritten > 0) rows.Add(erased);
                else if (next == at) break;
                at = next;
            }
            // What was done is stored first; the next portion fails with the same, or does not.
            catch (Exception) when (at != begin || rows.Count > 0) { break; }
        }
        // What cannot go on waits for messages of a grain, and is retried.
        if (at == begin && rows.Count == 0 && at.Index < targets.Length)
            throw new DeliveryDeferredException($"{targets[at.Index].What}: messages are being delivered.");
        return new(at.Index < targets.Length ? at : null, Summed(rows), []);
    }

    /// <summary>One call, and where to go on: at the same place when nothing was possible.</summary>
    private async Task<(ErasedRows Rows, ErasurePosition Next)> EraseAsync(ErasureTarget target, ErasurePosition at)
    {
        var done = new ErasurePosition(at.Index + 1);
        if (target.Grain is null)
            return (new(target.What, await mails.EraseAsync(target.Text!), 0), done);
        var grain = grains.GetGrain<IErasable>(GrainId.Parse(target.Grain));
        if (target.Text is null)
        {
            var deleted = await grain.DeleteStoredAsync();
            return (new(target.What, deleted.Rows, 0), deleted.More ? at : done);
        }
        if (at.SubStream != TargetFinder.Renaming)
        {
            var rewritten = await grain.RewriteStoredAsync(target.Text, target.By!, at.SubStream, at.AfterSeq);
            var next = rewritten.More ? at with { SubStream = rewritten.SubStream, AfterSeq = rewritten.AfterSeq }
                : target.NewKey is null ? done : at with { SubStream = TargetFinder.Renaming, AfterSeq = 0 };
            return (new(target.What, 0, rewritten.Rows), next);
        }
        // The rows were counted when they were rewritten.
        var renamed = await grain.RenameStoredAsync(target.NewKey!);
        return (new(target.What, 0, 0), renamed.More ? at : done);
    }

    private static ImmutableArray<ErasedRows> Summed(List<ErasedRows> rows) =>
    [
        .. rows.GroupBy(static row => row.What).Select(static kind => new ErasedRows(
            kind.Key, kind.Sum(static row => row.Deleted), kind.Sum(static row => row.Rewritten))),
    ];

    [LoggerMessage(2990, LogLevel.Information, "Erasure {Receipt} begins.")]
    private static partial void LogBegun(ILogger log, string receipt);
}
