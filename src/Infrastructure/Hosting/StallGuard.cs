namespace XelaConnect.Infrastructure.Hosting;

/// <summary>
/// A silo that stalled serves no outdated state: calls to event-sourced grains are rejected until the membership table
/// is read; Orleans ends a dead silo. After a long suspension of the machine the silo ends without asking, because its
/// connections are broken, too. Writes need no guard: the journal's key fences them.
/// </summary>
internal sealed partial class StallGuard(
    IClusterMembershipService membership, IFatalErrorHandler fatal, TimeProvider time, ILogger<StallGuard> log)
    : IIncomingGrainCallFilter, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TableDeadline = TimeSpan.FromSeconds(5);
    private readonly ManualResetEventSlim stopped = new();
    private volatile Instant last = Instant.Now(time);
    private volatile bool isSuspected;

    public bool IsSuspected => isSuspected || last.Elapsed(time).Stall > ClusterTimings.MaxStall;

    /// <summary>A silo that was alone has nobody who could have taken over.</summary>
    private bool HasOthers => membership.CurrentSnapshot.Members.Values.Count(
        static member => member.Status == SiloStatus.Active) > 1;

    public Task Invoke(IIncomingGrainCallContext context) =>
        context.Grain is IOutboxOwner && IsSuspected
            ? throw new SiloUnavailableException("This silo stalled and checks whether it still belongs to the cluster.")
            : context.Invoke();

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(StallGuard), ServiceLifecycleStage.BecomeActive, StartAsync, StopAsync);

    public void Dispose() => stopped.Dispose();

    private Task StartAsync(CancellationToken cancellation)
    {
        last = Instant.Now(time);
        // A dedicated thread, so that a busy thread pool does not look like a stall.
        new Thread(Run) { IsBackground = true, Name = "stall guard" }.Start();
        return Task.CompletedTask;
    }

    private Task StopAsync(CancellationToken cancellation)
    {
        stopped.Set();
        return Task.CompletedTask;
    }

    private void Run()
    {
        while (!stopped.Wait(Interval))
        {
            var (stall, suspension) = last.Elapsed(time);
            if (suspension > ClusterTimings.MaxSuspension && HasOthers)
                fatal.OnFatalException(
                    this, $"the machine was suspended for {suspension}, and others have its grains by now", null);
            if (stall > ClusterTimings.MaxStall && !isSuspected)
            {
                isSuspected = true;
                _ = ConfirmAsync(stall);
            }
            last = Instant.Now(time);
        }
    }

    private async Task ConfirmAsync(TimeSpan stall)
    {
        LogStalled(stall);
        while (!stopped.IsSet)
        {
            try
            {
                // Reads the table. If this silo is dead there, Orleans ends the process.
                using var deadline = new CancellationTokenSource(TableDeadline, time);
                await membership.Refresh(cancellationToken: deadline.Token);
                isSuspected = false;
                LogConfirmed();
                return;
            }
            catch (Exception e)
            {
                LogTableUnreachable(e);
                await Task.Delay(Interval, time);
            }
        }
    }

    /// <summary>The monotonic clock stops while the machine is suspended; the wall clock does not.</summary>
    private sealed record Instant(long Timestamp, DateTimeOffset Wall)
    {
        public static Instant Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

        public (TimeSpan Stall, TimeSpan Suspension) Elapsed(TimeProvider time)
        {
            var (monotonic, wall) = (time.GetElapsedTime(Timestamp), time.GetUtcNow() - Wall);
            return wall > monotonic ? (wall, wall - monotonic) : (monotonic, TimeSpan.Zero);
        }
    }

    [LoggerMessage(4201, LogLevel.Warning, 
        "This silo stalled for {Stall}; it rejects grain calls until the membership table confirms that it is alive")]
    private partial void LogStalled(TimeSpan stall);

    [LoggerMessage(4202, LogLevel.Information, "The membership table confirms that this silo is alive; it accepts grain calls again")]
    private partial void LogConfirmed();

    [LoggerMessage(4203, LogLevel.Warning, "Reading the membership table failed; this silo rejects grain calls and retries")]
    private partial void LogTableUnreachable(Exception e);
}

/// <summary>Orleans' own handler waits two seconds, in which a silo that was declared dead would respond.</summary>
internal sealed class EvictionHandler : IFatalErrorHandler
{
    public bool IsUnexpected(Exception exception) => true;

    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        var reason = $"The silo ends: {context ?? exception?.Message ?? "a fatal error"}";
        // Not through the logger, whose thread would not write it in time.
        Console.Error.WriteLine(reason);
        Environment.FailFast(reason, exception);
    }
}
