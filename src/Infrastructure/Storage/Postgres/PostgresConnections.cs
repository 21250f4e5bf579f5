namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>
/// How many connections a process opens at most. The journal has data sources of its own; Orleans' providers take a
/// connection string, and each string has its own pool.
/// </summary>
internal static class PostgresConnections
{
    /// <summary>Snapshots and stream subscriptions.</summary>
    public const int Storage = 5;
    /// <summary>Apart from all other work, so that a busy silo is not taken for a dead one.</summary>
    public const int Membership = 2;

    public static int OfSilo(PostgresJournalOptions journal) => journal.Pipelines + journal.Readers + Storage + Membership;

    public static string ForStorage(string connectionString) => Limited(connectionString, Storage).ToString();

    public static string ForMembership(string connectionString) => Limited(connectionString, Membership).ToString();

    public static NpgsqlConnectionStringBuilder Limited(string connectionString, int connections)
    {
        var limited = new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = connections };
        limited.MinPoolSize = Math.Min(limited.MinPoolSize, connections);
        return limited;
    }
}
