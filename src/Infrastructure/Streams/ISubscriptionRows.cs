namespace XelaConnect.Infrastructure.Streams;

/// <summary>
/// Lists the streams with a row in the store. Orleans keeps the subscribers and publishers of a stream in one row, and
/// lists none.
/// </summary>
internal interface ISubscriptionRows
{
    /// <summary>Streams in the order of their keys, as "provider/namespace/key".</summary>
    /// <param name="after">The key before the first; empty at the start.</param>
    /// <param name="limit">The most keys.</param>
    Task<IReadOnlyList<string>> AfterAsync(string after, int limit);
}
