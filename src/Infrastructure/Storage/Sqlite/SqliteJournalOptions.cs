namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>Options of the embedded journal.</summary>
internal sealed record SqliteJournalOptions
{
    /// <summary>The rows that complete a group.</summary>
    public int MaxRowsInGroup { get; init; } = 2_000;

    /// <summary>Connections that read, and so concurrent reads.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>How long the writer waits for the lock of another process on the file before the group fails.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pages in the write-ahead log after which a commit moves them into the database file.</summary>
    public int CheckpointPages { get; init; } = 4_000;

    /// <summary>
    /// The most pages of 4 KiB of the file; beyond it appends fail as on a full disk. Null: limited by the disk.
    /// </summary>
    public int? MaxPages { get; init; }
}
