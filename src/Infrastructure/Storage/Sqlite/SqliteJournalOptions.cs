namespace XelaConnect.Infrastructure.Storage.Sqlite;

internal sealed record SqliteJournalOptions
{
    public int MaxRowsInGroup { get; init; } = 2_000;
    public int Readers { get; init; } = 4;

    /// <summary>How long it waits for another process' lock before the group fails.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Pages in the write-ahead log before a checkpoint.</summary>
    public int CheckpointPages { get; init; } = 4_000;

    /// <summary>Pages of 4 KiB; beyond, appends fail as on a full disk. Null: no limit.</summary>
    public int? MaxPages { get; init; }
}
