namespace XelaConnect.Infrastructure.Storage;

/// <summary>Log events 3000 to 3099. A number is never reused.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(3000, LogLevel.Error,
        "Commit of a group of {Count} failed; the outcome is unknown, its callers fail and their grains replay the journal")]
    public static partial void CommitFailed(ILogger logger, Exception exception, int count);

    [LoggerMessage(3001, LogLevel.Debug, "Commit of a group of {Count} had a conflict; it is retried one by one")]
    public static partial void GroupSplit(ILogger logger, int count);

    [LoggerMessage(3002, LogLevel.Information, "Schema of the {Name} is at version {Version}")]
    public static partial void SchemaReady(ILogger logger, string name, int version);

    [LoggerMessage(3003, LogLevel.Warning, "Waiting for PostgreSQL at {Host}:{Port}: {Reason}")]
    public static partial void WaitingForPostgres(ILogger logger, string? host, int port, string reason);

    [LoggerMessage(3004, LogLevel.Warning, "Closing a failed connection failed; the next group opens a new one")]
    public static partial void CloseFailed(ILogger logger, Exception exception);

    [LoggerMessage(3005, LogLevel.Debug, "{Refused} of a group of {Count} conflict; the rest is written together")]
    public static partial void GroupRefused(ILogger logger, int count, int refused);

    [LoggerMessage(3006, LogLevel.Debug, "Deleted {Rows} expired rows")]
    public static partial void ExpiredDeleted(ILogger logger, long rows);

    [LoggerMessage(3007, LogLevel.Warning, "Deleting expired rows failed; the next run retries")]
    public static partial void ExpiredFailed(ILogger logger, Exception exception);

    [LoggerMessage(3008, LogLevel.Information,
        "Schema version {Version}: {Rows} rows are copied so far; the silo starts when all are")]
    public static partial void SchemaCopied(ILogger logger, int version, long rows);

    [LoggerMessage(3009, LogLevel.Information, "Schema version {Version} waits for other transactions: {Reason}")]
    public static partial void SchemaWaits(ILogger logger, int version, string reason);

    [LoggerMessage(3017, LogLevel.Warning, "Rebuilding the files failed; an erasure that waits for it retries")]
    public static partial void CompactionFailed(ILogger logger, Exception exception);
}
