namespace XelaConnect.Infrastructure.Storage.Postgres;

internal sealed class PostgresWork(
    string owner, IReadOnlyList<JournalRow> rows, IReadOnlyList<OutboxEntry> entries,
    IReadOnlyList<OutboxAcknowledgement> acknowledged)
{
    // Callers are grains: their continuations must not run on the pipeline.
    private readonly TaskCompletionSource<AppendResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Owner { get; } = owner;
    public IReadOnlyList<JournalRow> Rows { get; } = rows;
    public IReadOnlyList<OutboxEntry> Entries { get; } = entries;
    public IReadOnlyList<OutboxAcknowledgement> Acknowledged { get; } = acknowledged;
    public int Size => Rows.Count + Entries.Count + Acknowledged.Count;
    public Task<AppendResult> Task => completion.Task;

    public void Complete(AppendResult result) => completion.TrySetResult(result);
    public void Fail(Exception exception) => completion.TrySetException(exception);
}
