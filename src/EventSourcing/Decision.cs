namespace XelaConnect.EventSourcing;

/// <summary>The result of a rule: events with their outbox messages, or a refusal, or nothing to do.</summary>
public readonly struct Decision<TEvent> where TEvent : class
{
    private readonly ImmutableArray<TEvent> events;
    private readonly ImmutableArray<OutboxMessage> messages;

    private Decision(ImmutableArray<TEvent> events, ImmutableArray<OutboxMessage> messages, Fault? refusal) =>
        (this.events, this.messages, Refusal) = (events, messages, refusal);

    /// <summary>Events to store, in order.</summary>
    public ImmutableArray<TEvent> Events => events.IsDefault ? [] : events;
    /// <summary>Messages to deliver when the events are stored.</summary>
    public ImmutableArray<OutboxMessage> Messages => messages.IsDefault ? [] : messages;
    /// <summary>Why the command is refused; null when it is not.</summary>
    public Fault? Refusal { get; }

    /// <summary>Stores events.</summary>
    public static Decision<TEvent> Record(params ReadOnlySpan<TEvent> events) => new([.. events], [], null);

    /// <summary>Adds outbox messages. They are stored in the same commit, so the decision must have an event.</summary>
    public Decision<TEvent> AndSend(params ReadOnlySpan<OutboxMessage> added) =>
        new(Events, [.. Messages, .. added], Refusal);

    /// <summary>Both decisions in one commit; refused if one of them is.</summary>
    public Decision<TEvent> And(Decision<TEvent> then) =>
        new([.. Events, .. then.Events], [.. Messages, .. then.Messages], Refusal ?? then.Refusal);

    /// <summary>Stores one event.</summary>
    public static implicit operator Decision<TEvent>(TEvent happened) => new([happened], [], null);

    /// <summary>Refuses the command.</summary>
    public static implicit operator Decision<TEvent>(Fault refusal) => new([], [], refusal);

    /// <summary>Changes nothing: the command is fulfilled already.</summary>
    public static implicit operator Decision<TEvent>(Decision nothing) => new([], [], null);
}

/// <summary>The decision that needs no event type.</summary>
public readonly struct Decision
{
    /// <summary>Changes nothing: the command is fulfilled already.</summary>
    public static readonly Decision Nothing;
}
