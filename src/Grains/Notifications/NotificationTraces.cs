using System.Diagnostics;

namespace XelaConnect.Grains.Notifications;

/// <summary>Spans under the source <c>XelaConnect.Streams</c>. Without a listener there are none.</summary>
internal static class NotificationTraces
{
    private static readonly ActivitySource Source = new("XelaConnect.Streams");

    /// <summary>The sampled span that a notification came with.</summary>
    public static Activity? Cause => Source.HasListeners() && Activity.Current is { Recorded: true } span ? span : null;

    public static Activity? Publish(Activity? cause) =>
        cause is null ? null : Source.StartActivity("stream publish", ActivityKind.Producer, cause.Context);
}
