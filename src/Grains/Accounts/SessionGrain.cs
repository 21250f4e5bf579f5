namespace XelaConnect.Grains.Accounts;

[GrainType("session"), Reentrant, CollectionAgeLimit(Minutes = 5)]
internal sealed partial class SessionGrain(
    Journal<SessionState, SessionEvent> journal, IGrainFactory grains,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<SessionGrain> log)
    : EventSourcedGrain<SessionState, SessionEvent>(journal), ISessionGrain
{
    /// <summary>The first report of a UTC day counts the streak, so its request waits for it.</summary>
    private static readonly TimeSpan VisitInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset reported;

    public Task<Outcome<SessionView>> OpenAsync(OpenSession command) =>
        Handle(command, SessionRules.Open, static session => session.View!);

    public ValueTask<SessionView?> CheckAsync()
    {
        var now = time.GetUtcNow();
        if (Committed.View is not { } view || SessionRules.EndReason(Committed, now) is not null)
            return ValueTask.FromResult<SessionView?>(null);
        var isReported = now - reported < VisitInterval && UtcDay.Of(now) == UtcDay.Of(reported);
        return isReported ? ValueTask.FromResult<SessionView?>(view) : ReportVisitAsync(view, now);
    }

    public ValueTask<string?> EndReasonAsync() =>
        ValueTask.FromResult(SessionRules.EndReason(Committed, time.GetUtcNow()));

    public async Task<Outcome<Done>> EndAsync(EndSession command)
    {
        var ended = await Handle(command, SessionRules.End);
        // The user's grain checks sessions as well, so it learns of the end before the response, too.
        if (ended.IsOk) await grains.User(command.UserId).RemoveSessionAsync(SessionRules.RemovalOf(Key, command));
        return ended;
    }

    private async ValueTask<SessionView?> ReportVisitAsync(SessionView view, DateTimeOffset now)
    {
        var firstOfDay = UtcDay.Of(now) != UtcDay.Of(reported);
        reported = now;
        var report = SeenAsync(view.UserId, now);
        if (firstOfDay) await report;
        return Committed.Ended ? null : view;
    }

    private async Task SeenAsync(string userId, DateTimeOffset now)
    {
        try { await grains.User(userId).SeenAsync(now); }
        catch (Exception e)
        {
            // A failed report does not refuse the request; the next one retries.
            reported = default;
            LogVisitNotRecorded(log, e);
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "Recording a visit failed; the next request retries.")]
    private static partial void LogVisitNotRecorded(ILogger log, Exception e);
}
