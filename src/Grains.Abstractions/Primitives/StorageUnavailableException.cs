namespace XelaConnect;

/// <summary>
/// A commit failed or its outcome is unknown. Repeating the operation is safe. Clients see no reason.
/// </summary>
[GenerateSerializer, Alias("durability.storage-unavailable")]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>For the serializer.</summary>
    public StorageUnavailableException() { }

    /// <summary>Creates it with a reason for the log.</summary>
    public StorageUnavailableException(string message, Exception? inner = null) : base(message, inner) { }
}
