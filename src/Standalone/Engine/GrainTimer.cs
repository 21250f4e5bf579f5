using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace XelaConnect.Standalone.Engine;

/// <summary>Ticks in the turns of an activation; the next tick is counted from the end of the one before.</summary>
internal sealed partial class GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) : IGrainTimer
{
    private readonly CancellationTokenSource disposed = new();
    private readonly Lock gate = new();
    private ITimer? timer;

    public void Start() => Schedule(options.DueTime);

    public void Dispose()
    {
        lock (gate)
        {
            if (disposed.IsCancellationRequested) return;
            disposed.Cancel();
            timer?.Dispose();
        }
        activation.Remove(this);
    }

    private void Schedule(TimeSpan due)
    {
        lock (gate)
        {
            if (disposed.IsCancellationRequested || due == Timeout.InfiniteTimeSpan) return;
            timer?.Dispose();
            using (ExecutionContext.SuppressFlow())
                timer = activation.Catalog.Time.CreateTimer(static me => ((GrainTimer)me!).Tick(), this, due, Timeout.InfiniteTimeSpan);
        }
    }

    private void Tick()
    {
        if (!disposed.IsCancellationRequested) activation.Enqueue(new TimerTick(this));
    }

    private async Task TickAsync()
    {
        if (disposed.IsCancellationRequested) return;
        try { await callback(disposed.Token); }
        catch (Exception e) when (e is not OperationCanceledException || !disposed.IsCancellationRequested) { LogFailed(activation.Catalog.Log, e, activation.GrainId); }
        catch (OperationCanceledException) { /* disposed of meanwhile */ }
        Schedule(options.Period);
    }

    private sealed class TimerTick(GrainTimer timer) : Request
    {
        public override bool IsReadOnly => false;
        public override bool AlwaysInterleaves => timer.Interleaves;

        public override void Fail(Exception e) { }

        protected override async Task RunAsync(Activation activation)
        {
            try { await timer.TickAsync(); }
            finally { activation.Completed(this); }
        }
    }

    private bool Interleaves => options.Interleave;

    [LoggerMessage(7003, LogLevel.Error, "A timer of {Grain} failed; its next tick comes all the same.")]
    private static partial void LogFailed(ILogger log, Exception e, GrainId grain);
}
