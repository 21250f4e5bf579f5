namespace XelaConnect.EventSourcing;

/// <summary>The store of snapshots: one for each grain, under a name that is unique to its state.</summary>
public interface ISnapshotStore
{
    /// <summary>The snapshot of a grain, or null.</summary>
    Task<StoredSnapshot?> ReadAsync(string name, string key);

    /// <summary>Replaces the snapshot with this etag (null: none), or throws; returns the new etag.</summary>
    Task<string?> WriteAsync(string name, string key, Snapshot snapshot, string? etag);
}

/// <summary>A state, as UTF-8 JSON, as of a seq of the main stream.</summary>
public sealed record Snapshot(long Seq, ReadOnlyMemory<byte> State);

/// <summary>A snapshot with the etag that replaces it.</summary>
public sealed record StoredSnapshot(Snapshot Snapshot, string? Etag);
