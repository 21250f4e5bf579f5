using NpgsqlTypes;
using static System.FormattableString;

namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>One round trip and at most four statements over arrays, for any number of rows.</summary>
internal static class PostgresStatements
{
    private const string InsertRows = """
        INSERT INTO journal (stream, seq, at, op, type, payload, expires)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string UpsertOutbox = """
        INSERT INTO outbox (owner, id, version, kind, payload, due, shard)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (owner, id) DO UPDATE
        SET version = excluded.version, kind = excluded.kind, payload = excluded.payload, due = excluded.due,
            failures = 0, error = NULL, dead = NULL
        """;

    private const string PostponeOutbox = """
        UPDATE outbox SET due = later.due, failures = later.failures, error = later.error, dead = later.dead
        FROM unnest($1, $2, $3, $4, $5, $6, $7) AS later (owner, id, version, due, failures, error, dead)
        WHERE outbox.owner = later.owner AND outbox.id = later.id AND outbox.version = later.version
        """;

    private const string DeleteAcknowledged = """
        DELETE FROM outbox USING unnest($1, $2, $3) AS delivered (owner, id, version)
        WHERE outbox.owner = delivered.owner AND outbox.id = delivered.id AND outbox.version <= delivered.version
        """;

    // One statement, so that a repetition that another silo stores meanwhile is not found as a taken seq only.
    internal const string SelectConflicts = """
        SELECT work, op FROM (
            SELECT mine.work, mine.op, mine.position
            FROM unnest($1, $2, $3) WITH ORDINALITY AS mine (work, stream, op, position)
            JOIN journal ON journal.stream = mine.stream AND journal.op = mine.op
            UNION ALL
            SELECT mine.work, NULL, mine.position
            FROM unnest($1, $2, $4) WITH ORDINALITY AS mine (work, stream, seq, position)
            JOIN journal ON journal.stream = mine.stream AND journal.seq = mine.seq
        ) AS found
        ORDER BY work, op IS NULL, position
        """;

    /// <summary>Partitions among the first rows that are expired.</summary>
    internal const string ExpiredPartitions = """
        SELECT DISTINCT tableoid::regclass::text
        FROM (SELECT tableoid FROM journal WHERE expires <= $1 ORDER BY expires LIMIT $2) AS past
        """;

    /// <summary>
    /// The last rows of streams, ascending, and the position of their stream. Arguments: stream and rows of each. A stream
    /// is an argument by itself, since the planner then needs one partition for it, and of a join it needs all.
    /// </summary>
    public static string Tails(int streams) => Together(streams, static i => Invariant(
        $"""
        (SELECT {JournalSql.Columns}, {i} AS position FROM journal
        WHERE stream = ${2 * i + 1} ORDER BY seq DESC LIMIT ${2 * i + 2})
        """));

    /// <summary>The rows of an operation and those up to the next one. Arguments: the operation, and each stream.</summary>
    public static string Operation(int streams) => Together(streams, static i => Invariant(
        $"""
        SELECT {JournalSql.Columns}, {i} AS position FROM journal
        WHERE stream = ${i + 2} AND seq >= (SELECT seq FROM journal WHERE stream = ${i + 2} AND op = $1)
            AND seq < coalesce((
                SELECT min(seq) FROM journal WHERE stream = ${i + 2} AND op IS NOT NULL
                    AND seq > (SELECT seq FROM journal WHERE stream = ${i + 2} AND op = $1)),
                {long.MaxValue})
        """));

    /// <summary>A batch shares an implicit transaction, without round trips for BEGIN and COMMIT.</summary>
    public static NpgsqlBatch Write(NpgsqlConnection connection, IReadOnlyList<PostgresWork> group)
    {
        var batch = new NpgsqlBatch(connection);
        AddRows(batch, group);
        AddOutbox(batch, group);
        AddAcknowledged(batch, group);
        AddPostponed(batch, group);
        return batch;
    }

    /// <summary>Rows of the index of a work and its repeated operation, or null for a taken seq; operations first.</summary>
    public static NpgsqlBatch FindConflicts(NpgsqlConnection connection, IReadOnlyList<PostgresWork> group)
    {
        var rows = group.SelectMany((work, index) => work.Rows.Select(row => (Work: (long)index, Row: row))).ToArray();
        return new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Command(
                    SelectConflicts,
                    Numbers([.. rows.Select(one => one.Work)]),
                    Texts([.. rows.Select(one => one.Row.Stream)]),
                    Texts([.. rows.Select(one => one.Row.Op)]),
                    Numbers([.. rows.Select(one => one.Row.Seq)])),
            },
        };
    }

    public static NpgsqlParameter Text(string? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)value ?? DBNull.Value };

    public static NpgsqlParameter Texts(string?[] values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = values };

    /// <summary>
    /// Rows of one partition, by their place in it: a join over all partitions would scan them. Skips rows that another
    /// silo is deleting.
    /// </summary>
    public static string DeleteExpired(string partition) => $"""
        DELETE FROM {partition} WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM {partition} WHERE expires <= $1 ORDER BY expires LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    private static string Together(int streams, Func<int, string> selectOf) =>
        $"SELECT * FROM ({string.Join(" UNION ALL ", Enumerable.Range(0, streams).Select(selectOf))}) AS rows ORDER BY position, seq";

    private static void AddRows(NpgsqlBatch batch, IReadOnlyList<PostgresWork> group)
    {
        var count = group.Sum(work => work.Rows.Count);
        if (count == 0) return;
        var (streams, seqs, ats, ops) = (new string[count], new long[count], new long[count], new string?[count]);
        var (types, payloads, expires) = (new string[count], new ReadOnlyMemory<byte>[count], new long?[count]);
        var i = 0;
        foreach (var row in group.SelectMany(work => work.Rows))
        {
            (streams[i], seqs[i], ats[i], ops[i]) = (row.Stream, row.Seq, row.At.ToUnixTimeMilliseconds(), row.Op);
            (types[i], payloads[i], expires[i]) = (row.Type, row.Payload, row.Expires?.ToUnixTimeMilliseconds());
            i++;
        }
        batch.BatchCommands.Add(Command(
            InsertRows, Texts(streams), Numbers(seqs), Numbers(ats), Texts(ops), Texts(types), Bytes(payloads),
            Optional(expires)));
    }

    private static void AddOutbox(NpgsqlBatch batch, IReadOnlyList<PostgresWork> group)
    {
        // One statement may not touch a row twice, so only the last entry of an id is sent.
        var latest = new Dictionary<(string Owner, string Id), OutboxEntry>();
        foreach (var work in group)
            foreach (var entry in work.Entries) latest[(work.Owner, entry.Id)] = entry;

        if (latest.Count == 0) return;
        batch.BatchCommands.Add(Command(
            UpsertOutbox,
            Texts([.. latest.Keys.Select(key => key.Owner)]),
            Texts([.. latest.Keys.Select(key => key.Id)]),
            Numbers([.. latest.Values.Select(entry => entry.Version)]),
            Texts([.. latest.Values.Select(entry => entry.Kind)]),
            Bytes([.. latest.Values.Select(entry => entry.Payload)]),
            Numbers([.. latest.Values.Select(entry => entry.Due.ToUnixTimeMilliseconds())]),
            Numbers([.. latest.Keys.Select(key => (long)OutboxShards.Of(key.Owner))])));
    }

    private static void AddAcknowledged(NpgsqlBatch batch, IReadOnlyList<PostgresWork> group)
    {
        var delivered = group.SelectMany(work => work.Acknowledged.Select(entry => (work.Owner, Entry: entry))).ToArray();
        if (delivered.Length == 0) return;
        batch.BatchCommands.Add(Command(
            DeleteAcknowledged,
            Texts([.. delivered.Select(one => one.Owner)]),
            Texts([.. delivered.Select(one => one.Entry.Id)]),
            Numbers([.. delivered.Select(one => one.Entry.Version)])));
    }

    private static void AddPostponed(NpgsqlBatch batch, IReadOnlyList<PostgresWork> group)
    {
        var latest = new Dictionary<(string Owner, string Id), OutboxPostponement>();
        foreach (var work in group)
            foreach (var entry in work.Postponed) latest[(work.Owner, entry.Id)] = entry;

        if (latest.Count == 0) return;
        batch.BatchCommands.Add(Command(
            PostponeOutbox,
            Texts([.. latest.Keys.Select(key => key.Owner)]),
            Texts([.. latest.Keys.Select(key => key.Id)]),
            Numbers([.. latest.Values.Select(entry => entry.Version)]),
            Numbers([.. latest.Values.Select(entry => entry.Due.ToUnixTimeMilliseconds())]),
            Numbers([.. latest.Values.Select(entry => (long)entry.Failures)]),
            Texts([.. latest.Values.Select(entry => entry.Error)]),
            Optional([.. latest.Values.Select(entry => entry.DeadSince?.ToUnixTimeMilliseconds())])));
    }

    private static NpgsqlParameter Numbers(long[] values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = values };

    private static NpgsqlParameter Optional(long?[] values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = values };

    private static NpgsqlParameter Bytes(ReadOnlyMemory<byte>[] values) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea, Value = values };

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
#pragma warning disable CA2100 // the texts are the constants above
        var command = new NpgsqlBatchCommand(sql);
#pragma warning restore CA2100
        foreach (var parameter in parameters) command.Parameters.Add(parameter);
        return command;
    }
}
