namespace XelaConnect;

/// <summary>
/// A commit did not go through, or nobody knows whether it did. Nothing was acknowledged; repeating the command with the same operation id is safe.
/// API hosts answer 503 with <c>Retry-After</c>.
/// </summary>
[GenerateSerializer, Alias("durability.storage-unavailable")]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Without a reason.</summary>
    public StorageUnavailableException() { }

    /// <summary>With a reason for the log; clients never see it.</summary>
    public StorageUnavailableException(string message) : base(message) { }

    /// <summary>With a reason and its cause for the log; clients never see them.</summary>
    public StorageUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}
