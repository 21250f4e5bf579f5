namespace XelaConnect.Infrastructure.Storage;

/// <summary>Log events of the storage layer, 3000–3099. A number is never used again for something else.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(EventId = 3000, Level = LogLevel.Error, Message = "A journal commit of {Count} failed; its callers were told that the outcome is unknown.")]
    public static partial void CommitFailed(ILogger logger, Exception exception, int count);

    [LoggerMessage(EventId = 3001, Level = LogLevel.Debug, Message = "A journal commit of {Count} met a conflict and is done again one by one.")]
    public static partial void GroupSplit(ILogger logger, int count);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Information, Message = "The schema of the {Name} is at version {Version}.")]
    public static partial void SchemaReady(ILogger logger, string name, int version);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Waiting for PostgreSQL at {Host}:{Port}: {Reason}")]
    public static partial void WaitingForPostgres(ILogger logger, string? host, int port, string reason);
}
