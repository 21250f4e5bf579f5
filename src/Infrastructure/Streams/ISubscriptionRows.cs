namespace XelaConnect.Infrastructure.Streams;

/// <summary>Which streams the store has a row of. Orleans keeps the subscribers and publishers of each stream in one, and lists none.</summary>
internal interface ISubscriptionRows
{
    /// <summary>Streams in the order of their keys, as "provider/namespace/key".</summary>
    /// <param name="after">The key to go on behind; empty for the first.</param>
    /// <param name="limit">The most keys.</param>
    Task<IReadOnlyList<string>> AfterAsync(string after, int limit);
}
