namespace XelaConnect;

/// <summary>
/// A commit failed or its outcome is unknown. Nothing was acknowledged, and repeating the command with the same
/// operation id is safe. API hosts respond with 503 and <c>Retry-After</c>.
/// </summary>
[GenerateSerializer, Alias("durability.storage-unavailable")]
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Creates it without a message.</summary>
    public StorageUnavailableException() { }

    /// <summary>Creates it with a reason for the log. Clients do not see it.</summary>
    public StorageUnavailableException(string message) : base(message) { }

    /// <summary>Creates it with a reason and a cause for the log. Clients see neither.</summary>
    public StorageUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}
