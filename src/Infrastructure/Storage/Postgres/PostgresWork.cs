using XelaConnect.EventSourcing;

namespace XelaConnect.Infrastructure.Storage.Postgres;

/// <summary>What one caller wants written.</summary>
internal sealed class PostgresWork(string owner, IReadOnlyList<JournalRow> rows, IReadOnlyList<OutboxEntry> owed, IReadOnlyList<OutboxAcknowledgement> settled)
{
    // Callers are grains: they must go on in their own turns, never on the pipeline's.
    private readonly TaskCompletionSource<AppendResult> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whose effects these are.</summary>
    public string Owner { get; } = owner;

    /// <summary>Rows to append.</summary>
    public IReadOnlyList<JournalRow> Rows { get; } = rows;

    /// <summary>Effects to owe.</summary>
    public IReadOnlyList<OutboxEntry> Entries { get; } = owed;

    /// <summary>Effects to forget.</summary>
    public IReadOnlyList<OutboxAcknowledgement> Acknowledged { get; } = settled;

    /// <summary>How much of a group it fills.</summary>
    public int Size => Rows.Count + Entries.Count + Acknowledged.Count;

    /// <summary>The answer, once durable.</summary>
    public Task<AppendResult> Task => completion.Task;

    /// <summary>The outcome is known.</summary>
    public void Complete(AppendResult result) => completion.TrySetResult(result);

    /// <summary>The outcome is unknown, or the store cannot hold this.</summary>
    public void Fail(Exception exception) => completion.TrySetException(exception);
}
