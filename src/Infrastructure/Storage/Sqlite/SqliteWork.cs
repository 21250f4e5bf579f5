using System.Runtime.InteropServices;

namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>Work of the writer inside a group's transaction, completed after the commit.</summary>
internal abstract class SqliteWork
{
    /// <summary>Its share of a group.</summary>
    public abstract int Rows { get; }

    /// <summary>Whether it runs outside of a transaction, while nothing else is written.</summary>
    public virtual bool RunsAlone => false;

    /// <summary>May be called again after a rollback.</summary>
    public abstract void Execute(SqliteSession session);

    /// <summary>After a rollback of this work alone: finds out the reason, still inside the transaction.</summary>
    public abstract void Refuse(SqliteSession session, Exception cause);

    /// <summary>The transaction is durable.</summary>
    public abstract void Complete();

    /// <summary>The outcome of the transaction is unknown.</summary>
    public abstract void Fail(Exception exception);
}

internal abstract class SqliteWork<T> : SqliteWork
{
    // Callers are grains: their continuations must not run on the writer's thread.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? refusal;

    public Task<T> Task => completion.Task;
    protected T? Result { get; set; }

    public override void Refuse(SqliteSession session, Exception cause) => refusal = cause;

    public override void Complete()
    {
        if (refusal is null) completion.TrySetResult(Result!);
        else completion.TrySetException(refusal);
    }

    public override void Fail(Exception exception) => completion.TrySetException(exception);
}

internal sealed class AppendWork(JournalAppend append) : SqliteWork<AppendResult>
{
    public override int Rows => append.Rows.Count + append.OutboxEntries.Count;

    public override void Execute(SqliteSession session)
    {
        const string InsertRow =
            "INSERT INTO journal (stream, seq, at, op, type, payload, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)";
        const string UpsertEntry = """
            INSERT INTO outbox (owner, id, version, kind, payload, due, shard) VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (owner, id) DO UPDATE
            SET version = excluded.version, kind = excluded.kind, payload = excluded.payload, due = excluded.due,
                failures = 0, error = NULL, dead = NULL
            """;
        foreach (var row in append.Rows)
            session.Execute(InsertRow, row.Stream, row.Seq, row.At.ToUnixTimeMilliseconds(), row.Op, row.Type,
                Bytes(row.Payload), row.Expires?.ToUnixTimeMilliseconds());
        foreach (var entry in append.OutboxEntries)
            session.Execute(UpsertEntry, append.Owner, entry.Id, entry.Version, entry.Kind, Bytes(entry.Payload),
                entry.Due.ToUnixTimeMilliseconds(), OutboxShards.Of(append.Owner));
        Result = AppendResult.Stored;
    }

    public override void Refuse(SqliteSession session, Exception cause)
    {
        // The operation first: an append that was stored without a response finds its operation and its seqs taken, and
        // is a repetition.
        foreach (var row in append.Rows.Where(row => row.Op is not null))
        {
            if (!session.Any("SELECT 1 FROM journal WHERE stream = $1 AND op = $2", row.Stream, row.Op)) continue;
            Result = new AppendResult(AppendStatus.Repeated, row.Op);
            return;
        }
        if (append.Rows.Any(row =>
            session.Any("SELECT 1 FROM journal WHERE stream = $1 AND seq = $2", row.Stream, row.Seq)))
            Result = AppendResult.Fenced;
        else base.Refuse(session, cause);
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment is { Offset: 0, Array: { } array } && array.Length == segment.Count
            ? array
            : memory.ToArray();
}

/// <summary>Statements without conflicts; the result is the number of changed rows.</summary>
internal sealed class StatementWork(int rows, Func<SqliteSession, int> execute) : SqliteWork<int>
{
    public override int Rows => rows;

    public override void Execute(SqliteSession session) => Result = execute(session);
}

/// <summary>
/// Rebuilds both files, since pages keep what rows on them were, and empties their logs. Commits wait meanwhile: 2.5 s for
/// a file of 625 MB.
/// </summary>
internal sealed class CompactionWork(SqliteFiles files, SqliteJournalOptions options) : SqliteWork<bool>
{
    public override int Rows => 1;
    public override bool RunsAlone => true;

    public override void Execute(SqliteSession session)
    {
        foreach (var file in (string[])[files.Journal, files.Orleans])
        {
            using var own = SqliteSession.OpenWriter(file, options);
            // The copy may be larger than the memory.
            own.Execute("PRAGMA temp_store = FILE");
            own.Execute("VACUUM");
            if (own.Read(static reader => reader.GetInt32(0), "PRAGMA wal_checkpoint(TRUNCATE)") is not [0])
                throw new TimeoutException($"Readers keep the log of {Path.GetFileName(file)} in use.");
        }
        Result = true;
    }
}
