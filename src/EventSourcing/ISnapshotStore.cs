namespace XelaConnect.EventSourcing;

/// <summary>Where snapshots live: one per grain, under a name that is unique to its state.</summary>
public interface ISnapshotStore
{
    /// <summary>The snapshot of a grain, or null.</summary>
    Task<StoredSnapshot?> ReadAsync(string name, string key);

    /// <summary>Stores a snapshot over the one with <paramref name="etag"/> (null: the first); answers the new etag. Throws when another activation stored one in between.</summary>
    Task<string?> WriteAsync(string name, string key, Snapshot snapshot, string? etag);
}

/// <summary>A state as of a seq of its main stream.</summary>
/// <param name="Seq">The last event in it.</param>
/// <param name="State">The state as UTF-8 JSON.</param>
public sealed record Snapshot(long Seq, ReadOnlyMemory<byte> State);

/// <summary>A snapshot with the etag that replaces it.</summary>
public sealed record StoredSnapshot(Snapshot Snapshot, string? Etag);
