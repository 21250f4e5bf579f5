using System.Collections.Concurrent;
using System.Diagnostics;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Load;

/// <summary>Everything that was asked, what became of it, and what should not have.</summary>
internal sealed class Ledger(XelaCluster cluster)
{
    /// <summary>Every request is answered within this; one that takes longer hangs.</summary>
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>What a client waits before it asks again.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<Operation> operations = new();
    private readonly ConcurrentQueue<string> wrongs = new();
    private int acknowledged;
    private int lost;
    private int doubled;

    /// <summary>All operations; those of one person in the order they were asked.</summary>
    public IReadOnlyCollection<Operation> Operations => operations;

    public IReadOnlyCollection<string> Wrongs => wrongs;

    /// <summary>How many are known to be done.</summary>
    public int Acknowledged => Volatile.Read(ref acknowledged);

    public int Lost => lost;

    public int Doubled => doubled;

    /// <summary>The longest wait for any response, and the operation.</summary>
    public (TimeSpan Time, string For) LongestWait { get; private set; }

    /// <summary>The longest time from the first try of an operation until its outcome was known, and the operation.</summary>
    public (TimeSpan Time, string For) LongestOutage { get; private set; }

    public void Wrong(string what) => wrongs.Enqueue(what);

    public void Lose(string what, int count = 1)
    {
        Interlocked.Add(ref lost, count);
        Wrong($"lost: {what}");
    }

    public void Double(string what, int count = 1)
    {
        Interlocked.Add(ref doubled, count);
        Wrong($"doubled: {what}");
    }

    private void Waited(TimeSpan time, string what)
    {
        lock (operations)
            if (time > LongestWait.Time) LongestWait = (time, what);
    }

    /// <summary>Asks once. It is written down before it goes out, and afterwards what was answered.</summary>
    public async Task<OperationStatus> AskAsync(Operation operation, Node host)
    {
        var clock = Stopwatch.GetTimestamp();
        if (++operation.Tries == 1)
        {
            operations.Enqueue(operation);
            operation.FirstTry = clock;
        }
        var before = operation.OperationStatus;
        try
        {
            operation.OperationStatus = await operation.SendAsync(host).WaitAsync(Bound);
        }
        catch (TimeoutException)
        {
            Wrong($"{operation}: {host} did not answer within {Bound.TotalSeconds} s.");
        }
        catch (Exception e) when (Outage.IsLoss(e))
        {
            // Unknown, as before.
        }
        catch (Exception e)
        {
            Wrong($"{operation} at {host}, try {operation.Tries}: {e.Message}");
            operation.OperationStatus = OperationStatus.Unexpected;
        }
        Waited(Stopwatch.GetElapsedTime(clock), $"{operation} at {host}");
        if (operation.OperationStatus == OperationStatus.Unknown) operation.WasUnknown = true;
        if (before == OperationStatus.Acknowledged && operation.OperationStatus != before)
            Wrong($"{operation} was acknowledged, and asked again it is {operation.OperationStatus}.");
        if (before != OperationStatus.Acknowledged && operation.OperationStatus == OperationStatus.Acknowledged)
            Interlocked.Increment(ref acknowledged);
        return operation.OperationStatus;
    }

    /// <summary>Repeats the operation at alternating hosts until its outcome is known or the load is over.</summary>
    public async Task<OperationStatus> InsistAsync(Operation operation, Node host, CancellationToken over)
    {
        while (await AskAsync(operation, host) == OperationStatus.Unknown && !over.IsCancellationRequested)
        {
            host = cluster.Other(host);
            await Task.Delay(Pause, CancellationToken.None);
        }
        var time = Stopwatch.GetElapsedTime(operation.FirstTry);
        lock (operations)
            if (time > LongestOutage.Time) LongestOutage = (time, $"{operation}");
        return operation.OperationStatus;
    }
}
