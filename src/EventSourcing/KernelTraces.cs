using System.Diagnostics;

namespace XelaConnect.EventSourcing;

/// <summary>
/// The spans of the kernel, from the source <c>XelaConnect.Durability</c>: opening a grain, committing, and delivering
/// from the outbox. They carry the kind of journal and never its key. Without a listener there are none, and they cost
/// nothing.
/// </summary>
internal static class KernelTraces
{
    private static readonly ActivitySource Source = new("XelaConnect.Durability");

    /// <summary>
    /// The sampled span that a command or an outbox message came with; null without one or without a listener.
    /// </summary>
    public static Activity? Cause => Source.HasListeners() && Activity.Current is { Recorded: true } span ? span : null;

    /// <summary>Begins the span of opening a journal.</summary>
    public static Activity? Open(string journal) => Source.StartActivity("journal open")?.SetTag("xela.journal", journal);

    /// <summary>
    /// Begins the span of a commit, below the span of its first command that has one, and linked to those of the
    /// others.
    /// </summary>
    /// <param name="journal">The kind of journal.</param>
    /// <param name="commands">The commands, in order.</param>
    /// <param name="causeOf">The span that a command came with.</param>
    public static Activity? Commit<TCommand>(string journal, List<TCommand> commands, Func<TCommand, Activity?> causeOf)
    {
        if (!Source.HasListeners()) return null;
        var causes = commands.Select(causeOf).OfType<Activity>().Select(static cause => cause.Context).ToList();
        return causes.Count == 0 ? Untraced() : Source.StartActivity("journal commit", ActivityKind.Internal, causes[0],
            [new("xela.journal", journal)], causes.Skip(1).Select(static cause => new ActivityLink(cause)));
    }

    /// <summary>Begins the span of one attempt at delivering an outbox message.</summary>
    /// <param name="journal">The kind of journal that sends it.</param>
    /// <param name="message">The message's type.</param>
    /// <param name="cause">The span that stored it or read it from the store.</param>
    public static Activity? Deliver(string journal, string message, Activity? cause)
    {
        if (!Source.HasListeners()) return null;
        return cause is null ? Untraced() : Source.StartActivity("outbox deliver", ActivityKind.Producer, cause.Context,
            [new("xela.journal", journal), new("xela.message", message), new("xela.messages", 1)]);
    }

    /// <summary>
    /// Ends the current trace: commits and deliveries run in the flow of the first command, and must not become part of
    /// its trace.
    /// </summary>
    private static Activity? Untraced() => Activity.Current = null;

    /// <summary>Sets how many events and messages a span covers.</summary>
    public static void Count(this Activity? span, int events, int messages) =>
        span?.SetTag("xela.events", events).SetTag("xela.messages", messages);

    /// <summary>Sets the outcome.</summary>
    public static void Succeed(this Activity? span, string outcome) => span?.SetTag("xela.outcome", outcome);

    /// <summary>Sets the outcome and marks the span as failed.</summary>
    public static void Fail(this Activity? span, string outcome, Exception? reason = null) =>
        span?.SetTag("xela.outcome", outcome)
            .SetTag("error.type", reason?.GetType().FullName)
            .SetStatus(ActivityStatusCode.Error);
}
