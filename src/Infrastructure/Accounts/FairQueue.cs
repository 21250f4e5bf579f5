namespace XelaConnect.Infrastructure.Accounts;

/// <summary>A bounded queue whose sources take turns; when full, the longest source loses. Not thread-safe.</summary>
internal sealed class FairQueue<T>(int capacity) where T : class
{
    private readonly Dictionary<string, LinkedList<T>> bySource = new(StringComparer.Ordinal);
    private readonly Queue<string> turns = new();
    private int count;

    /// <summary>False when there is no room; may displace an item of another source.</summary>
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
