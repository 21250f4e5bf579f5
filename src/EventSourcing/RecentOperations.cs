using System.Diagnostics.CodeAnalysis;

namespace XelaConnect.EventSourcing;

/// <summary>The last operations of one grain, by id. What falls out is found in the journal, by its unique index.</summary>
internal sealed class RecentOperations<T>(int capacity, Func<T, bool> isOver) where T : class
{
    private readonly Dictionary<string, T> byId = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>True while every operation of the grain's history is in the window, so that "not here" means "never".</summary>
    public bool IsComplete { get; private set; } = true;

    public IReadOnlyCollection<T> Values => byId.Values;

    public bool TryGet(string operationId, [MaybeNullWhen(false)] out T operation) => byId.TryGetValue(operationId, out operation);

    public void Add(string operationId, T operation)
    {
        byId.Add(operationId, operation);
        order.Enqueue(operationId);
        // An operation under way is in no journal yet, so it stays however many there are.
        while (byId.Count > capacity && order.TryPeek(out var oldest))
        {
            if (byId.TryGetValue(oldest, out var known) && !isOver(known)) return;
            order.Dequeue();
            if (byId.Remove(oldest)) IsComplete = false;
        }
    }

    public void Remove(string operationId) => byId.Remove(operationId);

    /// <summary>The window does not hold the whole history.</summary>
    public void MarkIncomplete() => IsComplete = false;
}
