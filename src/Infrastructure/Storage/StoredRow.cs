using System.Data.Common;

namespace XelaConnect.Infrastructure.Storage;

internal static class StoredRow
{
    /// <summary>Columns: stream, seq, at, op, type, payload, expires.</summary>
    public static JournalRow Read(DbDataReader reader) => new(
        reader.GetString(0),
        reader.GetInt64(1),
        Time(reader.GetInt64(2)),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.GetString(4),
        reader.GetFieldValue<byte[]>(5),
        reader.IsDBNull(6) ? null : Time(reader.GetInt64(6)));

    /// <summary>Columns: id, version, kind, payload, due.</summary>
    public static OutboxEntry ReadEntry(DbDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), Time(reader.GetInt64(4)));

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
