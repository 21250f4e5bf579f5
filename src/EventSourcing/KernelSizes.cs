namespace XelaConnect.EventSourcing;

/// <summary>Sizes of the kernel.</summary>
internal sealed record KernelSizes
{
    /// <summary>Rows of the main stream that a grain opens with; a history not longer than this needs no snapshot.</summary>
    public int TailRows { get; init; } = 256;

    /// <summary>Rows read at a time when the tail does not reach back far enough.</summary>
    public int PageRows { get; init; } = 1000;

    /// <summary>The fewest events between two snapshots; beyond it a tenth of the state, so that a write costs the same however large the state.</summary>
    public int SnapshotEvery { get; init; } = 200;

    /// <summary>How many operations a grain remembers; older ones are found in the journal.</summary>
    public int OperationsRemembered { get; init; } = 256;

    /// <summary>The most commands in one append, so that a commit stays short.</summary>
    public int LargestBatch { get; init; } = 256;

    /// <summary>Where a snapshot is turned into bytes: beside the grain's turns.</summary>
    public Func<Func<byte[]>, Task<byte[]>> Offload { get; init; } = Task.Run;
}
