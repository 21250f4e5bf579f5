using System.Collections.Immutable;

namespace XelaConnect.EventSourcing;

/// <summary>What a rule decided: events to record and effects owed with them, or a refusal, or nothing to do.</summary>
/// <typeparam name="TEvent">The slice's event type.</typeparam>
public readonly struct Decision<TEvent> where TEvent : class
{
    private readonly ImmutableArray<TEvent> events;
    private readonly ImmutableArray<OutboxMessage> messages;

    private Decision(ImmutableArray<TEvent> events, ImmutableArray<OutboxMessage> effects, Fault? refusal) =>
        (this.events, this.messages, Refusal) = (events, effects, refusal);

    /// <summary>Events to record, in order.</summary>
    public ImmutableArray<TEvent> Events => events.IsDefault ? [] : events;

    /// <summary>Commands owed to other grains once the events are stored.</summary>
    public ImmutableArray<OutboxMessage> Messages => messages.IsDefault ? [] : messages;

    /// <summary>Why the command is refused, or null.</summary>
    public Fault? Refusal { get; }

    /// <summary>Records these events.</summary>
    public static Decision<TEvent> Record(params ReadOnlySpan<TEvent> events) => new([.. events], [], null);

    /// <summary>The same decision, with effects owed. Effects go with events: they are stored in the same commit.</summary>
    public Decision<TEvent> AndSend(params ReadOnlySpan<OutboxMessage> owed) => new(Events, [.. Messages, .. owed], Refusal);

    /// <summary>Records one event.</summary>
    public static implicit operator Decision<TEvent>(TEvent recorded) => new([recorded], [], null);

    /// <summary>Refuses.</summary>
    public static implicit operator Decision<TEvent>(Fault refusal) => new([], [], refusal);

    /// <summary>Nothing to do: the command is fulfilled already.</summary>
    public static implicit operator Decision<TEvent>(Decision nothing) => new([], [], null);
}

/// <summary>The decision that needs no type.</summary>
public readonly struct Decision
{
    /// <summary>The command is fulfilled already.</summary>
    public static readonly Decision Nothing;
}
