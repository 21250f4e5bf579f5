using System.Diagnostics;

namespace XelaConnect.Grains.Notifications;

/// <summary>
/// The spans of publishing on a stream, under the source <c>XelaConnect.Streams</c>. Without a listener there are none.
/// </summary>
internal static class NotificationTraces
{
    private static readonly ActivitySource Source = new("XelaConnect.Streams");

    /// <summary>The sampled span that a notification came with; null without one or without a listener.</summary>
    public static Activity? Cause => Source.HasListeners() && Activity.Current is { Recorded: true } span ? span : null;

    /// <summary>Begins the span of publishing a notification, below the span it came with.</summary>
    public static Activity? Publish(Activity? cause) =>
        cause is null ? null : Source.StartActivity("stream publish", ActivityKind.Producer, cause.Context);
}
