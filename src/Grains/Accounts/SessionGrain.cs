using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Accounts;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Accounts;

[GrainType("session"), Reentrant]
internal sealed partial class SessionGrain(Journal<SessionState, SessionEvent> journal, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<SessionGrain> log)
    : EventSourcedGrain<SessionState, SessionEvent>(journal), ISessionGrain
{
    /// <summary>The person's "last active" is told this seldom; only the first request of a UTC day waits for it, since it counts the streak.</summary>
    private static readonly TimeSpan PublishRetryInterval = TimeSpan.FromMinutes(1);

    private DateTimeOffset published;

    public Task<Outcome<SessionView>> OpenAsync(OpenSession command) => Handle(command, SessionRules.Open, static session => session.View!);

    public ValueTask<SessionView?> CheckAsync()
    {
        if (Committed.Ended || Committed.View is not { } view) return ValueTask.FromResult<SessionView?>(null);
        var now = time.GetUtcNow();
        if (now >= view.ExpiresAt) return ValueTask.FromResult<SessionView?>(null);
        if (now - published < PublishRetryInterval && now.UtcDateTime.Date == published.UtcDateTime.Date) return ValueTask.FromResult<SessionView?>(view);
        return PublishEndAsync(view, now);
    }

    public ValueTask<string?> EndReasonAsync() => ValueTask.FromResult(SessionRules.EndReason(Committed, time.GetUtcNow()));

    public async Task<Outcome<Done>> EndAsync(EndSession command)
    {
        var ended = await Handle(command, SessionRules.End);
        // Dead everywhere at once: the person's grain answers for live sessions too, so it is told before this is acknowledged, not just owed it.
        if (ended.IsOk) await grains.User(command.UserId).RemoveSessionAsync(SessionRules.Forget(Key, command));
        return ended;
    }

    private async ValueTask<SessionView?> PublishEndAsync(SessionView view, DateTimeOffset now)
    {
        var firstOfDay = now.UtcDateTime.Date != published.UtcDateTime.Date;
        published = now;
        var telling = SeenAsync(view.UserId, now);
        if (firstOfDay) await telling;
        return Committed.Ended ? null : view;
    }

    private async Task SeenAsync(string userId, DateTimeOffset now)
    {
        try
        {
            await grains.User(userId).SeenAsync(now);
        }
        catch (Exception e)
        {
            // Being seen is no reason to refuse a request; the next one tells it again.
            published = default;
            LogEndNotPublished(log, e);
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "A person's presence was not noted; the next request notes it.")]
    private static partial void LogEndNotPublished(ILogger log, Exception e);
}
