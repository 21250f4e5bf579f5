using System.Diagnostics;
using XelaConnect.Notifications;

namespace XelaConnect.ApiHost.Live;

/// <summary>
/// Continues the trace of a notification at this host. Orleans begins a new trace for each delivery, since no span is current in the agent
/// that delivers.
/// </summary>
internal static class DeliveryTrace
{
    private static readonly ActivitySource Source = new("XelaConnect.Streams");

    /// <summary>Begins the span of a delivery in the trace of its publisher; null when nobody listens, or the publisher was not traced.</summary>
    public static Activity? Begin() =>
        Source.HasListeners()
        && RequestContext.Get(StreamCatalog.PublisherTrace) is string id
        && ActivityContext.TryParse(id, null, isRemote: true, out var publisher)
            ? Source.StartActivity("stream deliver", ActivityKind.Consumer, publisher)
            : null;
}
