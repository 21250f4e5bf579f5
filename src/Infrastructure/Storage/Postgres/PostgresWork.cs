namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>What one caller writes.</summary>
/// <param name="owner">The grain of the outbox entries.</param>
/// <param name="rows">Rows to append.</param>
/// <param name="entries">Outbox entries to store.</param>
/// <param name="acknowledged">Outbox entries to delete.</param>
internal sealed class PostgresWork(
    string owner,
    IReadOnlyList<JournalRow> rows,
    IReadOnlyList<OutboxEntry> entries,
    IReadOnlyList<OutboxAcknowledgement> acknowledged)
{
    // Callers are grains: their continuations must not run on the pipeline.
    private readonly TaskCompletionSource<AppendResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Owner { get; } = owner;
    public IReadOnlyList<JournalRow> Rows { get; } = rows;
    public IReadOnlyList<OutboxEntry> Entries { get; } = entries;
    public IReadOnlyList<OutboxAcknowledgement> Acknowledged { get; } = acknowledged;

    /// <summary>Its share of a group.</summary>
    public int Size => Rows.Count + Entries.Count + Acknowledged.Count;

    /// <summary>The result, once durable.</summary>
    public Task<AppendResult> Task => completion.Task;

    public void Complete(AppendResult result) => completion.TrySetResult(result);

    /// <summary>Fails it: the outcome is unknown, or the store cannot hold the data.</summary>
    public void Fail(Exception exception) => completion.TrySetException(exception);
}
