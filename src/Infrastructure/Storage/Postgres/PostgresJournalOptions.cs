namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>How the journal on PostgreSQL behaves.</summary>
internal sealed record PostgresJournalOptions
{
    /// <summary>Connections that write. A grain's appends always take the same one, so they stay in order.</summary>
    public int Pipelines { get; init; } = 3;

    /// <summary>Rows after which a group is closed and committed.</summary>
    public int MaxRowsInGroup { get; init; } = 2_000;

    /// <summary>Read connections, and so reads at one time.</summary>
    public int Readers { get; init; } = 8;

    /// <summary>How long a statement may take before its callers are told that the outcome is unknown.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(15);
}
