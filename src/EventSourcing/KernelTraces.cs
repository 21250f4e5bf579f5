namespace XelaConnect.EventSourcing;

/// <summary>Spans carry the kind of journal and never its key. Without a listener they cost nothing.</summary>
internal static class KernelTraces
{
    private static readonly ActivitySource Source = new("XelaConnect.Durability");

    /// <summary>The sampled span that a command or message came with; null without one or a listener.</summary>
    public static Activity? Cause => Source.HasListeners() && Activity.Current is { Recorded: true } span ? span : null;

    public static Activity? Open(string journal) => Source.StartActivity("journal open")?.SetTag("xela.journal", journal);

    /// <summary>Below the span of its first command that has one, and linked to those of the others.</summary>
    public static Activity? Commit<TCommand>(string journal, List<TCommand> commands, Func<TCommand, Activity?> causeOf)
    {
        if (!Source.HasListeners()) return null;
        var causes = commands.Select(causeOf).OfType<Activity>().Select(static cause => cause.Context).ToList();
        return causes.Count == 0 ? Untraced() : Source.StartActivity("journal commit", ActivityKind.Internal, causes[0],
            [new("xela.journal", journal)], causes.Skip(1).Select(static cause => new ActivityLink(cause)));
    }

    public static Activity? Deliver(string journal, string message, Activity? cause)
    {
        if (!Source.HasListeners()) return null;
        return cause is null ? Untraced() : Source.StartActivity("outbox deliver", ActivityKind.Producer, cause.Context,
            [new("xela.journal", journal), new("xela.message", message), new("xela.messages", 1)]);
    }

    /// <summary>Commits and deliveries run in the flow of the first command, but are not part of its trace.</summary>
    private static Activity? Untraced() => Activity.Current = null;

    public static void Count(this Activity? span, int events, int messages) =>
        span?.SetTag("xela.events", events).SetTag("xela.messages", messages);

    public static void Succeed(this Activity? span, string outcome) => span?.SetTag("xela.outcome", outcome);

    public static void Fail(this Activity? span, string outcome, Exception? reason = null) =>
        span?.SetTag("xela.outcome", outcome)
            .SetTag("error.type", reason?.GetType().FullName)
            .SetStatus(ActivityStatusCode.Error);
}
