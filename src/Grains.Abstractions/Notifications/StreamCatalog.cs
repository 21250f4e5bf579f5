namespace XelaConnect.Notifications;

/// <summary>Ids of all streams. A lost notification is found by its seq, or its content can be read again.</summary>
public static class StreamCatalog
{
    /// <summary>Name of the stream provider on every silo and API host.</summary>
    public const string Provider = "live";
    /// <summary>Key of the request context with the W3C trace context of a sampled publisher.</summary>
    public const string PublisherTrace = "xela.publisher-trace";

    /// <summary>Notifications of one circle: posts, members, removals.</summary>
    public static StreamId Circle(string circleId) => StreamId.Create("circle", circleId);

    /// <summary>Notifications for the people who have devices on one API host.</summary>
    public static StreamId Host(string hostId) => StreamId.Create("host", hostId);

    /// <summary>Notifications for one person, to which hosts of earlier versions subscribe.</summary>
    public static StreamId User(string userId) => StreamId.Create("user", userId);
}
