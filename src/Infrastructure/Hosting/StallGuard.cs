using XelaConnect.EventSourcing;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>
/// Keeps a silo that stood still from answering out of a memory that others have since moved on from. A thread of its own beats four times a second; when a
/// beat is late, the others may have declared this silo dead and opened its grains elsewhere, so durable grains answer nobody until the membership table has
/// said otherwise. If it says that the silo is dead, Orleans ends the process. Writes need none of this: the journal's key is their fence.
/// </summary>
internal sealed partial class StallGuard(IClusterMembershipService membership, TimeProvider time, ILogger<StallGuard> log) : IIncomingGrainCallFilter, ILifecycleParticipant<ISiloLifecycle>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan TableDeadline = TimeSpan.FromSeconds(5);

    private readonly ManualResetEventSlim over = new();
    private volatile Instant last = Instant.Now(time);
    private volatile bool suspectedSince;

    /// <summary>Whether what this silo remembers may be out of date.</summary>
    public bool Lapsed => suspectedSince || last.Elapsed(time) > ClusterTimings.Lease;

    /// <inheritdoc/>
    public Task Invoke(IIncomingGrainCallContext context) =>
        context.Grain is IOutboxOwner && Lapsed ? throw new SiloUnavailableException("This silo stood still for a while and is asking whether it is still one of the cluster.") : context.Invoke();

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle observer) => observer.Subscribe(nameof(StallGuard), ServiceLifecycleStage.BecomeActive, StartAsync, StopAsync);

    /// <inheritdoc/>
    public void Dispose() => over.Dispose();

    private Task StartAsync(CancellationToken cancellation)
    {
        last = Instant.Now(time);
        // A thread of its own, so that a busy pool is not taken for a silo that stood still.
        new Thread(Run) { IsBackground = true, Name = "lease" }.Start();
        return Task.CompletedTask;
    }

    private Task StopAsync(CancellationToken cancellation)
    {
        over.Set();
        return Task.CompletedTask;
    }

    private void Run()
    {
        while (!over.Wait(Interval))
        {
            var stood = last.Elapsed(time);
            if (stood > ClusterTimings.Lease && !suspectedSince)
            {
                suspectedSince = true;
                _ = RenewAsync(stood);
            }
            last = Instant.Now(time);
        }
    }

    private async Task RenewAsync(TimeSpan stood)
    {
        LogLapsed(stood);
        while (!over.IsSet)
        {
            try
            {
                // Reads the table. Where it says that this silo is dead, Orleans ends the process from in here.
                using var deadline = new CancellationTokenSource(TableDeadline, time);
                await membership.Refresh(cancellationToken: deadline.Token);
                suspectedSince = false;
                LogRenewed();
                return;
            }
            catch (Exception e)
            {
                LogNotAsked(e);
                await Task.Delay(Interval, time);
            }
        }
    }

    /// <summary>
    /// A moment on both clocks. The monotonic one stands still while the machine is suspended, the wall clock does not; a wall clock that was set forward only
    /// makes the silo ask once.
    /// </summary>
    private sealed record Instant(long Timestamp, DateTimeOffset Wall)
    {
        public static Instant Now(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

        public TimeSpan Elapsed(TimeProvider time)
        {
            var (monotonic, wall) = (time.GetElapsedTime(Timestamp), time.GetUtcNow() - Wall);
            return wall > monotonic ? wall : monotonic;
        }
    }

    [LoggerMessage(4201, LogLevel.Warning, "This silo stood still for {Stood}; it answers nothing until the membership table says that it is still one of the cluster.")]
    private partial void LogLapsed(TimeSpan stood);

    [LoggerMessage(4202, LogLevel.Information, "The membership table says that this silo is one of the cluster; it answers again.")]
    private partial void LogRenewed();

    [LoggerMessage(4203, LogLevel.Warning, "The membership table could not be asked whether this silo is one of the cluster; it is asked again.")]
    private partial void LogNotAsked(Exception e);
}
