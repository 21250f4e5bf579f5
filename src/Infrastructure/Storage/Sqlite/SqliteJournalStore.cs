namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>One file, one writer thread, a few readers.</summary>
internal sealed class SqliteJournalStore : IJournalStore, IAsyncDisposable
{
    private const string Columns = "stream, seq, at, op, type, payload, expires";
    private readonly SqliteWriter writer;
    private readonly SqliteReaders readers;

    public SqliteJournalStore(string dataDirectory, ILogger<SqliteJournalStore> logger, SqliteJournalOptions? options = null)
    {
        options ??= new SqliteJournalOptions();
        var path = new SqliteFiles(dataDirectory).Journal;
        writer = new SqliteWriter(path, options, logger);
        readers = new SqliteReaders(path, options);
    }

    public Task<AppendResult> AppendAsync(JournalAppend append)
    {
        ArgumentNullException.ThrowIfNull(append);
        return append.Rows.Count + append.OutboxEntries.Count == 0
            ? Task.FromResult(AppendResult.Stored)
            : writer.Enqueue(new AppendWork(append));
    }

    public Task<LoadedJournal> LoadAsync(string owner, IReadOnlyList<StreamTail> tails) => readers.RunAsync(session =>
    {
        // One read transaction, so that tails and outbox are of the same moment.
        session.Execute("BEGIN");
        var rows = new List<IReadOnlyList<JournalRow>>(tails.Count);
        foreach (var tail in tails) rows.Add(ReadBefore(session, tail.Stream, long.MaxValue, tail.Rows));
        var entries = new List<OutboxEntry>();
        using (var reader = session.Query("SELECT id, version, kind, payload, due FROM outbox WHERE owner = $1 ORDER BY due, id", owner))
        {
            while (reader.Read()) entries.Add(StoredRow.ReadEntry(reader));
        }
        session.Execute("COMMIT");
        return new LoadedJournal(rows, entries);
    });

    public Task<IReadOnlyList<JournalRow>> ReadAfterAsync(
        string stream, long afterSeq, int limit) => readers.RunAsync<IReadOnlyList<JournalRow>>(session =>
    {
        using var reader = session.Query(
            $"SELECT {Columns} FROM journal WHERE stream = $1 AND seq > $2 ORDER BY seq LIMIT $3", stream, afterSeq, limit);
        return Rows(reader);
    });

    public Task<IReadOnlyList<JournalRow>> ReadBeforeAsync(string stream, long beforeSeq, int limit) =>
        readers.RunAsync<IReadOnlyList<JournalRow>>(session => ReadBefore(session, stream, beforeSeq, limit));

    public Task<IReadOnlyList<JournalRow>> FindOperationAsync(IReadOnlyList<string> streams, string op) =>
        readers.RunAsync<IReadOnlyList<JournalRow>>(session => Find(session, streams, op));

    public Task AcknowledgeAsync(string owner, IReadOnlyList<OutboxAcknowledgement> acknowledgements)
    {
        ArgumentNullException.ThrowIfNull(acknowledgements);
        return acknowledgements.Count == 0 ? Task.CompletedTask : writer.Enqueue(new AcknowledgeWork(owner, acknowledgements));
    }

    public Task<IReadOnlyList<string>> OverdueOwnersAsync(
        DateTimeOffset dueBefore, int limit) => readers.RunAsync<IReadOnlyList<string>>(session =>
    {
        var owners = new List<string>();
        using var reader = session.Query(
            "SELECT owner FROM outbox WHERE due < $1 GROUP BY owner ORDER BY min(due), owner LIMIT $2", dueBefore.ToUnixTimeMilliseconds(), limit);
        while (reader.Read()) owners.Add(reader.GetString(0));
        return owners;
    });

    public Task EraseAsync(string stream, long upToSeq) => writer.Enqueue(new EraseWork(stream, upToSeq));
    public Task<int> DeleteExpiredAsync(DateTimeOffset now, int limit) => writer.Enqueue(new DeleteExpiredWork(now, limit));

    public async Task<bool> IsReachableAsync(CancellationToken cancellation)
    {
        try
        {
            return await writer.Enqueue(new PingWork()).WaitAsync(cancellation).ConfigureAwait(false)
                && await readers.RunAsync(session => session.Any("SELECT 1 FROM schema_version")).WaitAsync(cancellation)
                    .ConfigureAwait(false);
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

    private static List<JournalRow> Find(SqliteSession session, IReadOnlyList<string> streams, string op)
    {
        var found = new List<JournalRow>();
        foreach (var stream in streams)
        {
            using var reader = session.Query(
                $"SELECT {Columns} FROM journal WHERE stream = $1 AND seq >= (SELECT seq FROM journal WHERE stream = $1 AND op = $2) ORDER BY seq",
                stream, op);
            JournalRow? last = null;
            while (reader.Read())
            {
                var row = StoredRow.Read(reader);
                if (last is not null && (row.Op is not null || row.Seq != last.Seq + 1)) break;
                found.Add(last = row);
            }
        }
        return found;
    }

    private static List<JournalRow> ReadBefore(SqliteSession session, string stream, long beforeSeq, int limit)
    {
        using var reader = session.Query(
            $"SELECT {Columns} FROM journal WHERE stream = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3", stream, beforeSeq, limit);
        var rows = Rows(reader);
        rows.Reverse();
        return rows;
    }

    private static List<JournalRow> Rows(SqliteDataReader reader)
    {
        var rows = new List<JournalRow>();
        while (reader.Read()) rows.Add(StoredRow.Read(reader));
        return rows;
    }
}
