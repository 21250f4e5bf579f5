namespace XelaConnect.Infrastructure.Storage.Postgres;

internal sealed record PostgresJournalOptions
{
    /// <summary>Connections that write. The appends of a grain use the same one, so they stay in order.</summary>
    public int Pipelines { get; init; } = 3;

    public int MaxRowsInGroup { get; init; } = 2_000;
    public int Readers { get; init; } = 8;

    /// <summary>After this time the outcome of a statement counts as unknown.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
