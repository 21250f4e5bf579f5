namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>How the embedded journal behaves.</summary>
internal sealed record SqliteJournalOptions
{
    /// <summary>Rows after which a group is closed and committed.</summary>
    public int MaxRowsInGroup { get; init; } = 2_000;

    /// <summary>Read connections, and so reads at one time.</summary>
    public int Readers { get; init; } = 4;

    /// <summary>How long the writer waits for a foreign lock on the file before it fails the group.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pages in the write-ahead log after which a commit also moves them into the database file.</summary>
    public int CheckpointPages { get; init; } = 4_000;

    /// <summary>The most pages of 4 KiB the file may grow to; beyond it appends fail as on a full disk. Null: no bound but the disk's.</summary>
    public int? MaxPages { get; init; }
}
