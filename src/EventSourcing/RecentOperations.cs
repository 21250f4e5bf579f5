namespace XelaConnect.EventSourcing;

/// <summary>Older ones are found in the journal, by its unique index.</summary>
internal sealed class RecentOperations<T>(int capacity, Func<T, bool> isCompleted) where T : class
{
    private readonly Dictionary<string, T> byId = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>Whether it holds the whole history, so that an unknown id is a new operation.</summary>
    public bool IsComplete { get; private set; } = true;
    public IReadOnlyCollection<T> Values => byId.Values;

    public bool TryGet(string operationId, [MaybeNullWhen(false)] out T operation) =>
        byId.TryGetValue(operationId, out operation);

    public void Add(string operationId, T operation)
    {
        byId.Add(operationId, operation);
        order.Enqueue(operationId);
        // An operation under way is in no journal yet, so it stays, even beyond the capacity.
        while (byId.Count > capacity && order.TryPeek(out var oldest))
        {
            if (byId.TryGetValue(oldest, out var known) && !isCompleted(known)) return;
            order.Dequeue();
            if (byId.Remove(oldest)) IsComplete = false;
        }
    }

    public void Remove(string operationId) => byId.Remove(operationId);
    public void MarkIncomplete() => IsComplete = false;
}
