using System.Data.Common;

namespace XelaConnect.Infrastructure.Storage;

/// <summary>The statements that both databases understand, and how their rows are read.</summary>
internal static class JournalSql
{
    public const string Columns = "stream, seq, at, op, type, payload, expires";
    public const string After = $"SELECT {Columns} FROM journal WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    public const string Before =
        $"SELECT {Columns} FROM journal WHERE stream = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3";
    /// <summary>Both databases search the bytes of the payload by a function of their own.</summary>
    public const string Mentions = $"SELECT {Columns} FROM journal WHERE stream = $1 AND seq > $2 AND seq <= $3";
    public const string Outbox = """
        SELECT id, version, kind, payload, due, failures FROM outbox
        WHERE owner = $1 AND dead IS NULL ORDER BY version, id
        """;
    public const string DueOutbox = """
        SELECT id, version, kind, payload, due, failures FROM outbox
        WHERE owner = $1 AND due <= $2 AND dead IS NULL ORDER BY version, id LIMIT $3
        """;
    public const string Overdue = """
        SELECT due, owner, id FROM outbox
        WHERE shard = $1 AND due < $2 AND dead IS NULL AND (due, owner, id) > ($3, $4, $5)
        ORDER BY due, owner, id LIMIT $6
        """;
    public const string DeadLetters = """
        SELECT owner, id, kind, failures, error, dead FROM outbox
        WHERE dead IS NOT NULL AND (dead < $1 OR (dead = $1 AND (owner, id) > ($2, $3)))
        ORDER BY dead DESC, owner, id LIMIT $4
        """;
    public const string CountDeadLetters = "SELECT count(*), min(dead) FROM outbox WHERE dead IS NOT NULL";
    /// <summary>Followed by the search of a database in id and payload.</summary>
    public const string DeleteDeadLetters = "DELETE FROM outbox WHERE owner = $1 AND dead IS NOT NULL AND ";
    /// <summary>The arguments are those of <see cref="SearchArguments"/>; followed by the search in the rows.</summary>
    public const string Search = "SELECT stream, seq, coalesce(";
    public const string Searched = """
        , false) FROM journal WHERE stream >= $1 AND stream < $2 AND (stream, seq) > ($3, $5)
        ORDER BY stream, seq LIMIT $6
        """;
    public const string Revive = """
        UPDATE outbox SET dead = NULL, failures = 0, error = NULL, due = $3
        WHERE owner = $1 AND id = $2 AND dead IS NOT NULL
        """;
    /// <summary>Seqs are dense, so a range of them is a number of rows.</summary>
    public const string DropCovered = """
        DELETE FROM journal
        WHERE stream = $1 AND seq <= $2 AND seq < (SELECT min(seq) FROM journal WHERE stream = $1) + $3
        """;
    /// <summary>By seqs, which have few gaps.</summary>
    public const string DeleteNewest = """
        DELETE FROM journal WHERE stream = $1 AND seq > (SELECT max(seq) FROM journal WHERE stream = $1) - $2
        """;
    public const string Rename = "UPDATE journal SET stream = $2 WHERE stream = $1";
    public const string DeleteOutbox = "DELETE FROM outbox WHERE owner = $1";
    public const string Rewrite = "UPDATE journal SET op = $3, type = $4, payload = $5 WHERE stream = $1 AND seq = $2";
    public const string Erase = "DELETE FROM journal WHERE stream = $1 AND seq <= $2";

    /// <summary>Reads <see cref="Columns"/>.</summary>
    public static JournalRow ReadRow(DbDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), Time(reader.GetInt64(2)), reader.IsDBNull(3) ? null : reader.GetString(3),
        reader.GetString(4), reader.GetFieldValue<byte[]>(5), reader.IsDBNull(6) ? null : Time(reader.GetInt64(6)));

    /// <summary>Reads a row of <see cref="Outbox"/>.</summary>
    public static OutboxEntry ReadEntry(DbDataReader reader) => new(
        reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3),
        Time(reader.GetInt64(4)), reader.GetInt32(5));

    /// <summary>Reads a row of <see cref="Overdue"/>.</summary>
    public static OutboxPosition ReadPosition(DbDataReader reader) =>
        new(Time(reader.GetInt64(0)), reader.GetString(1), reader.GetString(2));

    /// <summary>Reads a row of <see cref="DeadLetters"/>.</summary>
    public static DeadLetter ReadDeadLetter(DbDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3),
        reader.IsDBNull(4) ? null : reader.GetString(4), Time(reader.GetInt64(5)));

    /// <summary>Reads the row of <see cref="CountDeadLetters"/>.</summary>
    public static DeadLetterTotals ReadTotals(DbDataReader reader) =>
        new(reader.GetInt64(0), reader.IsDBNull(1) ? null : Time(reader.GetInt64(1)));

    /// <summary>The arguments of <see cref="Overdue"/>.</summary>
    public static object[] OverdueArguments(int shard, DateTimeOffset dueBefore, OutboxPosition? after, int limit) =>
        [shard, dueBefore.ToUnixTimeMilliseconds(), after?.Due.ToUnixTimeMilliseconds() ?? 0L,
            after?.Owner ?? "", after?.Id ?? "", limit];

    /// <summary>A prefix ends with '/', after which '0' is the next character. $4 is the text.</summary>
    public static object[] SearchArguments(string prefix, string text, RowPosition after, int limit) =>
        [prefix, string.Concat(prefix.AsSpan(0, prefix.Length - 1), "0"), after.Stream, Encoding.UTF8.GetBytes(text),
            after.Seq, limit];

    /// <summary>Reads a row of <see cref="Search"/>.</summary>
    public static (RowPosition At, bool Found) ReadSearched(DbDataReader reader) =>
        (new(reader.GetString(0), reader.GetInt64(1)), reader.GetBoolean(2));

    /// <summary>What a page of a search found.</summary>
    public static StreamSearch SearchOf(IReadOnlyList<(RowPosition At, bool Found)> rows, int limit) => new(
        [.. rows.Where(static row => row.Found).Select(static row => row.At.Stream).Distinct(StringComparer.Ordinal)],
        rows.Count < limit ? null : rows[^1].At);

    /// <summary>The arguments of <see cref="DeadLetters"/>.</summary>
    public static object[] DeadLettersArguments(DeadLetterPosition? before, int limit) =>
        [before?.Since.ToUnixTimeMilliseconds() ?? long.MaxValue, before?.Owner ?? "", before?.Id ?? "", limit];

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
