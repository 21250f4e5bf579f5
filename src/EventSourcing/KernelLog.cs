namespace XelaConnect.EventSourcing;

internal static partial class KernelLog
{
    [LoggerMessage(1101, LogLevel.Warning,
        "Delivery of {MessageType} from {Owner} failed; the message stays in the outbox and is retried")]
    public static partial void DeliveryFailed(ILogger log, Exception e, string messageType, string owner);

    [LoggerMessage(1102, LogLevel.Warning,
        "Acknowledgement of {MessageType} from {Owner} failed; it is delivered again and its receiver ignores it")]
    public static partial void AcknowledgementFailed(ILogger log, Exception e, string messageType, string owner);

    [LoggerMessage(1103, LogLevel.Error,
        "{MessageType} from {Owner} is a dead letter after {Failures} failures, the last {Error}; staff can retry it")]
    public static partial void DeadLetter(ILogger log, string messageType, string owner, int failures, string error);

    [LoggerMessage(1104, LogLevel.Warning,
        "The due time of messages from {Owner} could not be moved; outbox recovery retries them sooner")]
    public static partial void PostponementFailed(ILogger log, Exception e, string owner);

    [LoggerMessage(1201, LogLevel.Debug, "Outbox recovery woke {Owners} grains")]
    public static partial void Recovered(ILogger log, int owners);

    [LoggerMessage(1202, LogLevel.Warning,
        "Outbox recovery could not wake {Owner}; its messages stay in the outbox until the next run")]
    public static partial void WakeFailed(ILogger log, Exception e, string owner);

    [LoggerMessage(1501, LogLevel.Error,
        "Commit of {Journal} {Key} failed; {Commands} commands fail and the next call replays the journal")]
    public static partial void CommitFailed(ILogger log, Exception e, string journal, string key, int commands);

    [LoggerMessage(1502, LogLevel.Error,
        "Notification of a commit of {Journal} {Key} failed; the events are stored and watchers fill the gap")]
    public static partial void AfterCommitFailed(ILogger log, Exception e, string journal, string key);

    [LoggerMessage(1503, LogLevel.Warning,
        "Delivery from {Journal} {Key} is slow; the response is sent and the delivery continues")]
    public static partial void DeliverySlow(ILogger log, string journal, string key);

    [LoggerMessage(1504, LogLevel.Warning,
        "Snapshot of {Journal} {Key} failed; the journal has the events since the last one")]
    public static partial void SnapshotFailed(ILogger log, Exception e, string journal, string key);

    [LoggerMessage(1505, LogLevel.Warning,
        "Dropping rows of {Journal} {Key} that a snapshot covers failed; the next snapshot drops them")]
    public static partial void DropFailed(ILogger log, Exception e, string journal, string key);
}
