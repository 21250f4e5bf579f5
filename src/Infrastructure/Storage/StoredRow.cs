using System.Data.Common;
using XelaConnect.EventSourcing;

namespace XelaConnect.Infrastructure.Storage;

/// <summary>A journal's row as both databases give it back: stream, seq, at, op, type, payload, expires.</summary>
internal static class StoredRow
{
    public static JournalRow Read(DbDataReader reader) => new(
        reader.GetString(0),
        reader.GetInt64(1),
        Time(reader.GetInt64(2)),
        reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.GetString(4),
        reader.GetFieldValue<byte[]>(5),
        reader.IsDBNull(6) ? null : Time(reader.GetInt64(6)));

    /// <summary>Times are stored as milliseconds.</summary>
    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
