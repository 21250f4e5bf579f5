using System.Data.Common;

namespace XelaConnect.Infrastructure.Storage;

/// <summary>The statements that both databases understand, and how their rows are read.</summary>
internal static class JournalSql
{
    public const string Columns = "stream, seq, at, op, type, payload, expires";
    public const string After = $"SELECT {Columns} FROM journal WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    public const string Before =
        $"SELECT {Columns} FROM journal WHERE stream = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
    public const string Outbox = "SELECT id, version, kind, payload, due FROM outbox WHERE owner = $1 ORDER BY due, id";
    public const string OverdueOwners =
        "SELECT owner FROM outbox WHERE due < $1 GROUP BY owner ORDER BY min(due), owner LIMIT $2";
    public const string Erase = "DELETE FROM journal WHERE stream = $1 AND seq <= $2";

    /// <summary>Reads <see cref="Columns"/>.</summary>
    public static JournalRow ReadRow(DbDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), Time(reader.GetInt64(2)), reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.GetString(4), reader.GetFieldValue<byte[]>(5), reader.IsDBNull(6) ? null : Time(reader.GetInt64(6)));

    /// <summary>Reads a row of <see cref="Outbox"/>.</summary>
    public static OutboxEntry ReadEntry(DbDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3),
        Time(reader.GetInt64(4)));

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
