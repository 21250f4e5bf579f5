namespace XelaConnect.Infrastructure.Streams;

/// <summary>Orleans keeps the subscribers and publishers of a stream in one row, and lists none.</summary>
internal interface ISubscriptionRows
{
    /// <summary>In the order of their keys, as "provider/namespace/key".</summary>
    Task<IReadOnlyList<string>> AfterAsync(string after, int limit);
}
