
namespace XelaConnect.Notifications;

/// <summary>The only place a stream's identity is built. Streams carry news, not truth: every event has a seq or can be read again.</summary>
public static class StreamCatalog
{
    /// <summary>Name of the stream provider on every silo and API host.</summary>
    public const string Provider = "live";

    /// <summary>Key of the request context under which a notification carries the W3C trace context of its publisher, if it was sampled.</summary>
    public const string PublisherTrace = "xela.publisher-trace";

    /// <summary>News of one circle: activities, members, removals.</summary>
    public static StreamId Circle(string circleId) => StreamId.Create("circle", circleId);

    /// <summary>News for one person, on whichever device and host.</summary>
    public static StreamId User(string userId) => StreamId.Create("user", userId);
}
