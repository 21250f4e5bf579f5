using System.Runtime.InteropServices;
using XelaConnect.EventSourcing;

namespace XelaConnect.Infrastructure.Storage.Sqlite;

/// <summary>Something the writer does inside a group's transaction, and whom to tell after the commit.</summary>
internal abstract class SqliteWork
{
    /// <summary>How much of a group it fills.</summary>
    public abstract int Rows { get; }

    /// <summary>Does it. May be called a second time after a rollback.</summary>
    public abstract void Execute(SqliteSession session);

    /// <summary>It broke a constraint and was rolled back alone: finds out why, still inside the transaction.</summary>
    public abstract void Refuse(SqliteSession session, Exception cause);

    /// <summary>The transaction is durable.</summary>
    public abstract void Complete();

    /// <summary>Nobody knows whether the transaction is durable.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>Work with an answer.</summary>
internal abstract class SqliteWork<T> : SqliteWork
{
    // Callers are grains: they must go on in their own turns, never on the writer's thread.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? refusal;

    /// <summary>The answer, once durable.</summary>
    public Task<T> Task => completion.Task;

    /// <summary>What <see cref="Complete"/> will answer.</summary>
    protected T? Answer { get; set; }

    public override void Refuse(SqliteSession session, Exception cause) => refusal = cause;

    public override void Complete()
    {
        if (refusal is null) completion.TrySetResult(Answer!);
        else completion.TrySetException(refusal);
    }

    public override void Fail(Exception exception) => completion.TrySetException(exception);
}

/// <summary>One grain's commit.</summary>
internal sealed class AppendWork(JournalAppend append) : SqliteWork<AppendResult>
{
    public override int Rows => append.Rows.Count + append.OutboxEntries.Count;

    public override void Execute(SqliteSession session)
    {
        foreach (var row in append.Rows)
        {
            session.Execute(
                "INSERT INTO journal (stream, seq, at, op, type, payload, expires) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                row.Stream, row.Seq, row.At.ToUnixTimeMilliseconds(), row.Op, row.Type, Bytes(row.Payload), row.Expires?.ToUnixTimeMilliseconds());
        }

        foreach (var effect in append.OutboxEntries)
        {
            session.Execute(
                """
                INSERT INTO outbox (owner, id, version, kind, payload, due) VALUES ($1, $2, $3, $4, $5, $6)
                ON CONFLICT (owner, id) DO UPDATE SET version = excluded.version, kind = excluded.kind, payload = excluded.payload, due = excluded.due
                """,
                append.Owner, effect.Id, effect.Version, effect.Kind, Bytes(effect.Payload), effect.Due.ToUnixTimeMilliseconds());
        }

        Answer = AppendResult.Stored;
    }

    public override void Refuse(SqliteSession session, Exception cause)
    {
        // The operation first: an append that was stored but never answered finds both its operation and its seqs taken, and must hear that it is done.
        foreach (var row in append.Rows)
        {
            if (row.Op is null || !session.Any("SELECT 1 FROM journal WHERE stream = $1 AND op = $2", row.Stream, row.Op)) continue;
            Answer = new AppendResult(AppendStatus.Repeated, row.Op);
            return;
        }

        foreach (var row in append.Rows)
        {
            if (!session.Any("SELECT 1 FROM journal WHERE stream = $1 AND seq = $2", row.Stream, row.Seq)) continue;
            Answer = AppendResult.Fenced;
            return;
        }

        base.Refuse(session, cause);
    }

    private static byte[] Bytes(ReadOnlyMemory<byte> memory) =>
        MemoryMarshal.TryGetArray(memory, out var segment) && segment.Offset == 0 && segment.Array is { } array && array.Length == segment.Count ? array : memory.ToArray();
}

/// <summary>Delivered effects to forget.</summary>
internal sealed class AcknowledgeWork(string owner, IReadOnlyList<OutboxAcknowledgement> effects) : SqliteWork<bool>
{
    public override int Rows => effects.Count;

    public override void Execute(SqliteSession session)
    {
        foreach (var effect in effects)
            session.Execute("DELETE FROM outbox WHERE owner = $1 AND id = $2 AND version <= $3", owner, effect.Id, effect.Version);
    }
}

/// <summary>Rows that are to be gone.</summary>
internal sealed class EraseWork(string stream, long upToSeq) : SqliteWork<int>
{
    public override int Rows => 1;

    public override void Execute(SqliteSession session) => Answer = session.Execute("DELETE FROM journal WHERE stream = $1 AND seq <= $2", stream, upToSeq);
}

/// <summary>Rows past their time.</summary>
internal sealed class DeleteExpiredWork(DateTimeOffset now, int limit) : SqliteWork<int>
{
    public override int Rows => limit;

    public override void Execute(SqliteSession session) => Answer = session.Execute(
        "DELETE FROM journal WHERE (stream, seq) IN (SELECT stream, seq FROM journal WHERE expires <= $1 ORDER BY expires LIMIT $2)",
        now.ToUnixTimeMilliseconds(), limit);
}

/// <summary>Nothing: shows that the writer still commits.</summary>
internal sealed class PingWork : SqliteWork<bool>
{
    public override int Rows => 1;

    public override void Execute(SqliteSession session) => Answer = true;
}
