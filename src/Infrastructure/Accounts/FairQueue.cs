namespace XelaConnect.Infrastructure.Accounts;

/// <summary>
/// A bounded queue whose sources take turns, so that one with many items delays only itself. In a full queue an item of
/// a source with fewer items replaces the newest item of the source with most. Not thread-safe.
/// </summary>
/// <param name="capacity">The most items.</param>
internal sealed class FairQueue<T>(int capacity) where T : class
{
    private readonly Dictionary<string, LinkedList<T>> bySource = new(StringComparer.Ordinal);
    private readonly Queue<string> turns = new();
    private int count;

    /// <summary>Adds an item; false when there is no room.</summary>
    /// <param name="source">The source of the item.</param>
    /// <param name="item">The item.</param>
    /// <param name="displaced">The item that was replaced, or null.</param>
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

    /// <summary>Takes the oldest item of the next source; null when the queue is empty.</summary>
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
