namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>One file, one writer thread, a few readers.</summary>
internal sealed class SqliteJournalStore : IJournalStore, IAsyncDisposable
{
    private const string Mention = "(instr(payload, $4) > 0 OR instr(CAST(op AS BLOB), $4) > 0)";
    private const string DeadMention = "(instr(payload, $2) > 0 OR instr(CAST(id AS BLOB), $2) > 0)";
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;
    private readonly Coalescer compaction;

    public SqliteJournalStore(
        string dataDirectory, ILogger<SqliteJournalStore> logger, SqliteJournalOptions? options = null)
    {
        options ??= new SqliteJournalOptions();
        var path = new SqliteFiles(dataDirectory).Journal;
        writer = new SqliteWriter(path, options, logger);
        readers = new SqliteReaders(path, options);
        compaction = new Coalescer(() => writer.Enqueue(new CompactionWork(new SqliteFiles(dataDirectory), options)));
    }

    public Task<AppendResult> AppendAsync(JournalAppend append) => append.Rows.Count + append.OutboxEntries.Count == 0
        ? Task.FromResult(AppendResult.Stored)
        : writer.Enqueue(new AppendWork(append));

    public Task<LoadedJournal> LoadAsync(string owner, IReadOnlyList<StreamTail> tails) => readers.RunAsync(session =>
    {
        // One read transaction, so that tails and outbox are of the same moment.
        session.Execute("BEGIN");
        var rows = new List<IReadOnlyList<JournalRow>>(tails.Count);
        foreach (var tail in tails) rows.Add(ReadBefore(session, tail.Stream, long.MaxValue, tail.Rows));
        var entries = session.Read(JournalSql.ReadEntry, JournalSql.Outbox, owner);
        session.Execute("COMMIT");
        return new LoadedJournal(rows, entries);
    });

    public Task<IReadOnlyList<JournalRow>> ReadAfterAsync(string stream, long afterSeq, int limit) =>
        readers.RunAsync<IReadOnlyList<JournalRow>>(session =>
            session.Read(JournalSql.ReadRow, JournalSql.After, stream, afterSeq, limit));

    public Task<IReadOnlyList<JournalRow>> ReadBeforeAsync(string stream, long beforeSeq, int limit) =>
        readers.RunAsync<IReadOnlyList<JournalRow>>(session => ReadBefore(session, stream, beforeSeq, limit));

    public Task<IReadOnlyList<JournalRow>> ReadMentionsAsync(
        string stream, string text, long afterSeq, long upToSeq, int limit) =>
        readers.RunAsync<IReadOnlyList<JournalRow>>(session => session.Read(
            JournalSql.ReadRow, $"{JournalSql.Mentions} AND {Mention} ORDER BY seq LIMIT $5",
            stream, afterSeq, upToSeq, Encoding.UTF8.GetBytes(text), limit));

    public Task<StreamSearch> FindStreamsAsync(string prefix, string text, RowPosition after, int limit) =>
        readers.RunAsync(session => JournalSql.SearchOf(session.Read(
            JournalSql.ReadSearched, $"{JournalSql.Search}{Mention}{JournalSql.Searched}",
            JournalSql.SearchArguments(prefix, text, after, limit)), limit));

    public Task<IReadOnlyList<JournalRow>> FindOperationAsync(IReadOnlyList<string> streams, string op) =>
        readers.RunAsync<IReadOnlyList<JournalRow>>(session =>
            [.. streams.SelectMany(stream => Find(session, stream, op))]);

    public Task AcknowledgeAsync(string owner, IReadOnlyList<OutboxAcknowledgement> acknowledgements) =>
        acknowledgements.Count == 0 ? Task.CompletedTask
        : writer.Enqueue(new StatementWork(acknowledgements.Count, session => acknowledgements.Sum(entry => session.Execute(
            "DELETE FROM outbox WHERE owner = $1 AND id = $2 AND version <= $3", owner, entry.Id, entry.Version))));

    public Task<IReadOnlyList<OutboxEntry>> ReadOutboxAsync(string owner, DateTimeOffset dueBefore, int limit) =>
        readers.RunAsync<IReadOnlyList<OutboxEntry>>(session => session.Read(
            JournalSql.ReadEntry, JournalSql.DueOutbox, owner, dueBefore.ToUnixTimeMilliseconds(), limit));

    public Task PostponeAsync(string owner, IReadOnlyList<OutboxPostponement> postponements) =>
        writer.Enqueue(new StatementWork(postponements.Count, session => postponements.Sum(entry => session.Execute(
            """
            UPDATE outbox SET due = $4, failures = $5, error = $6, dead = $7
            WHERE owner = $1 AND id = $2 AND version = $3
            """,
            owner, entry.Id, entry.Version, entry.Due.ToUnixTimeMilliseconds(), entry.Failures, entry.Error,
            entry.DeadSince?.ToUnixTimeMilliseconds()))));

    public Task<IReadOnlyList<OutboxPosition>> ReadOverdueAsync(
        int shard, DateTimeOffset dueBefore, OutboxPosition? after, int limit) =>
        readers.RunAsync<IReadOnlyList<OutboxPosition>>(session => session.Read(
            JournalSql.ReadPosition, JournalSql.Overdue, JournalSql.OverdueArguments(shard, dueBefore, after, limit)));

    public Task<IReadOnlyList<DeadLetter>> ReadDeadLettersAsync(DeadLetterPosition? before, int limit) =>
        readers.RunAsync<IReadOnlyList<DeadLetter>>(session => session.Read(
            JournalSql.ReadDeadLetter, JournalSql.DeadLetters, JournalSql.DeadLettersArguments(before, limit)));

    public Task<DeadLetterTotals> CountDeadLettersAsync() =>
        readers.RunAsync(static session => session.Read(JournalSql.ReadTotals, JournalSql.CountDeadLetters)[0]);

    public Task DeleteDeadLettersAsync(string owner, string text) =>
        writer.Enqueue(new StatementWork(1, session => session.Execute(
            $"{JournalSql.DeleteDeadLetters}{DeadMention}", owner, Encoding.UTF8.GetBytes(text))));

    public async Task<bool> ReviveAsync(string owner, string id, DateTimeOffset due) =>
        await writer.Enqueue(new StatementWork(1, session => session.Execute(
            JournalSql.Revive, owner, id, due.ToUnixTimeMilliseconds()))).ConfigureAwait(false) > 0;

    /// <summary>A backup has this file only, so it keeps the snapshot that rows were dropped for.</summary>
    public Task<int> DropCoveredAsync(string stream, Snapshot snapshot, long upToSeq, int limit) =>
        writer.Enqueue(new StatementWork(limit, session =>
        {
            session.Execute(
                """
                INSERT INTO cover (stream, seq, state) VALUES ($1, $2, $3)
                ON CONFLICT DO UPDATE SET seq = excluded.seq, state = excluded.state WHERE excluded.seq > cover.seq
                """,
                stream, snapshot.Seq, snapshot.State.ToArray());
            return session.Execute(JournalSql.DropCovered, stream, upToSeq, limit);
        }));

    public Task<Snapshot?> ReadCoverAsync(string stream) => readers.RunAsync(session => session.Read(
        static reader => new Snapshot(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)),
        "SELECT seq, state FROM cover WHERE stream = $1", stream).FirstOrDefault());

    public Task RewriteCoverAsync(string stream, Snapshot snapshot) =>
        writer.Enqueue(new StatementWork(1, session => session.Execute(
            "UPDATE cover SET state = $3 WHERE stream = $1 AND seq = $2", stream, snapshot.Seq, snapshot.State.ToArray())));

    public Task EraseAsync(string stream, long upToSeq) =>
        writer.Enqueue(new StatementWork(1, session => session.Execute(JournalSql.Erase, stream, upToSeq)));

    public Task RewriteAsync(IReadOnlyList<JournalRow> rows) =>
        writer.Enqueue(new StatementWork(rows.Count, session => rows.Sum(row => session.Execute(
            JournalSql.Rewrite, row.Stream, row.Seq, row.Op, row.Type, row.Payload.ToArray()))));

    public Task<int> RenameAsync(IReadOnlyList<(string From, string To)> streams) =>
        writer.Enqueue(new StatementWork(streams.Count, session =>
            streams.Sum(stream => session.Execute(JournalSql.Rename, stream.From, stream.To))));

    public Task<int> DeleteNewestAsync(string stream, int limit) =>
        writer.Enqueue(new StatementWork(limit, session => session.Execute(JournalSql.DeleteNewest, stream, limit)));

    public Task DeleteOwnerAsync(string owner, string stream) =>
        writer.Enqueue(new StatementWork(1, session => session.Execute(JournalSql.DeleteOutbox, owner)
            + session.Execute("DELETE FROM cover WHERE stream = $1", stream)));

    public Task CompactAsync() => compaction.RunAsync();

    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit) =>
        writer.Enqueue(new StatementWork(limit, session => session.Execute(
            """
            DELETE FROM journal WHERE (stream, seq) IN
                (SELECT stream, seq FROM journal WHERE expires <= $1 ORDER BY expires LIMIT $2)
            """,
            now.ToUnixTimeMilliseconds(), limit)));

    public async Task<bool> IsReachableAsync(CancellationToken cancellation)
    {
        try
        {
            var ping = new StatementWork(1, static _ => 0);
            await writer.Enqueue(ping).WaitAsync(cancellation).ConfigureAwait(false);
            return await readers.RunAsync(static session => session.Any("SELECT 1 FROM schema_version"))
                .WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception) // the writer has logged it
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync().ConfigureAwait(false);
        readers.Dispose();
    }

    private static List<JournalRow> Find(SqliteSession session, string stream, string op)
    {
        const string FromOperation = $"""
            SELECT {JournalSql.Columns} FROM journal
            WHERE stream = $1 AND seq >= (SELECT seq FROM journal WHERE stream = $1 AND op = $2) ORDER BY seq
            """;
        var found = new List<JournalRow>();
        using var reader = session.Query(FromOperation, stream, op);
        while (reader.Read())
        {
            var row = JournalSql.ReadRow(reader);
            if (found is [.., var last] && (row.Op is not null || row.Seq != last.Seq + 1)) break;
            found.Add(row);
        }
        return found;
    }

    private static List<JournalRow> ReadBefore(SqliteSession session, string stream, long beforeSeq, int limit)
    {
        var rows = session.Read(JournalSql.ReadRow, JournalSql.Before, stream, beforeSeq, limit);
        rows.Reverse();
        return rows;
    }
}

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
