namespace XelaConnect.Infrastructure.Accounts;

/// <summary>
/// A bounded queue whose sources take turns: one that queues much waits behind itself, not before the others. When the queue is full, an item of a source
/// that has less in it takes the place of the newest item of the source that has most. Not thread-safe.
/// </summary>
/// <param name="capacity">The most items.</param>
internal sealed class FairQueue<T>(int capacity) where T : class
{
    private readonly Dictionary<string, LinkedList<T>> bySource = new(StringComparer.Ordinal);
    private readonly Queue<string> turns = new();
    private int count;

    /// <summary>Queues an item; false when there is no room for it.</summary>
    /// <param name="source">Whose it is.</param>
    /// <param name="item">The item.</param>
    /// <param name="displaced">The item that lost its place to this one, or null.</param>
    public bool TryAdd(string source, T item, out T? displaced)
    {
        displaced = null;
        if (count >= capacity)
        {
            var longest = bySource.Values.MaxBy(items => items.Count)!;
            if (longest.Count <= (bySource.TryGetValue(source, out var own) ? own.Count : 0) + 1) return false;
            displaced = longest.Last!.Value;
            longest.RemoveLast();
            count--;
        }
        if (!bySource.TryGetValue(source, out var items))
        {
            bySource[source] = items = new LinkedList<T>();
            turns.Enqueue(source);
        }
        items.AddLast(item);
        count++;
        return true;
    }

    /// <summary>The next item: the oldest of the source whose turn it is; null when there is none.</summary>
    public T? Take()
    {
        if (!turns.TryDequeue(out var source)) return null;
        var items = bySource[source];
        var item = items.First!.Value;
        items.RemoveFirst();
        count--;
        if (items.Count == 0) bySource.Remove(source);
        else turns.Enqueue(source);
        return item;
    }
}
