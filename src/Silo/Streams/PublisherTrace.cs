using System.Diagnostics;

namespace XelaConnect.Silo.Streams;

/// <summary>
/// Carries the trace of a notification over the queue: it is kept with the message, and the delivery continues it. Orleans hands the
/// request context of the message to the delivery, but begins a new trace for it, since no span is current in the agent that delivers.
/// </summary>
internal sealed class PublisherTrace : IOutgoingGrainCallFilter
{
    /// <summary>The key under which a request context carries a W3C trace context.</summary>
    private const string TraceParent = "traceparent";

    private static readonly ActivitySource Source = new("XelaConnect.Streams");

    /// <summary>
    /// Adds the current trace to the request context of a message. The context itself may hold the trace of an earlier call.
    /// </summary>
    public static Dictionary<string, object>? Keep(Dictionary<string, object>? requestContext)
    {
        if (Activity.Current is not { Recorded: true, Id: { } id }) return requestContext;
        requestContext ??= new Dictionary<string, object>(StringComparer.Ordinal);
        requestContext[TraceParent] = id;
        return requestContext;
    }

    /// <inheritdoc/>
    public Task Invoke(IOutgoingGrainCallContext context)
    {
        if (Activity.Current is not null || RequestContext.Get(TraceParent) is not string id) return context.Invoke();
        return ActivityContext.TryParse(id, null, isRemote: true, out var publisher) ? DeliverAsync(context, publisher) : context.Invoke();
    }

    private static async Task DeliverAsync(IOutgoingGrainCallContext context, ActivityContext publisher)
    {
        using var span = Source.StartActivity("stream deliver", ActivityKind.Consumer, publisher);
        await context.Invoke();
    }
}
