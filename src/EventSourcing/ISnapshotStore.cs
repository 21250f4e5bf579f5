namespace XelaConnect.EventSourcing;

/// <summary>The store of snapshots: one for each grain, under a name that is unique to its state.</summary>
public interface ISnapshotStore
{
    /// <summary>The snapshot of a grain, or null.</summary>
    Task<StoredSnapshot?> ReadAsync(string name, string key);

    /// <summary>
    /// Replaces the snapshot that has <paramref name="etag"/> (null: none) and returns the new etag. Throws when
    /// another activation replaced it.
    /// </summary>
    Task<string?> WriteAsync(string name, string key, Snapshot snapshot, string? etag);
}

/// <summary>A state as of a seq of the main stream.</summary>
/// <param name="Seq">The seq of the last event in it.</param>
/// <param name="State">The state as UTF-8 JSON.</param>
public sealed record Snapshot(long Seq, ReadOnlyMemory<byte> State);

/// <summary>A snapshot with the etag that replaces it.</summary>
public sealed record StoredSnapshot(Snapshot Snapshot, string? Etag);
