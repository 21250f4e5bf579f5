using System.Data.Common;

namespace XelaConnect.Infrastructure.Storage;

/// <summary>Reads rows of the journal and the outbox, which both databases return alike.</summary>
internal static class StoredRow
{
    /// <summary>Reads a row: stream, seq, at, op, type, payload, expires.</summary>
    public static JournalRow Read(DbDataReader reader) => new(
        reader.GetString(0),
        reader.GetInt64(1),
        Time(reader.GetInt64(2)),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.GetString(4),
        reader.GetFieldValue<byte[]>(5),
        reader.IsDBNull(6) ? null : Time(reader.GetInt64(6)));

    /// <summary>Reads an outbox entry: id, version, kind, payload, due.</summary>
    public static OutboxEntry ReadEntry(DbDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), Time(reader.GetInt64(4)));

    /// <summary>The time of stored milliseconds.</summary>
    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
