namespace XelaConnect.Grains;

internal static class Bounded
{
    /// <summary>Adds an item at the end; beyond <paramref name="max"/> the oldest ones go.</summary>
    public static ImmutableArray<T> AddLast<T>(this ImmutableArray<T> items, T item, int max) =>
        items.Length < max ? items.Add(item) : [.. items.AsSpan()[^(max - 1)..], item];
}
