using System.Buffers;

namespace XelaConnect.EventSourcing;

/// <summary>A command to another grain, stored with the events of a decision and delivered at least once.</summary>
public sealed record OutboxMessage(string Id, OutboxMessageType Type, string Target, ICommand Command)
{
    /// <summary>When a message of a scheduled type is delivered.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>A type of outbox message, declared by the receiver: how it is stored and delivered.</summary>
public abstract class OutboxMessageType(string alias)
{
    /// <summary>Alias and version in stored bytes; never reused.</summary>
    public string Alias { get; } = alias;
    /// <summary>Its own alias, and those under which earlier versions stored the command.</summary>
    internal abstract IReadOnlyCollection<string> ReadableAliases { get; }
    /// <summary>Whether the response waits for the first delivery; else the message has a queue of its own.</summary>
    public bool ResponseAwaitsDelivery { get; init; } = true;
    /// <summary>Whether messages wait for <see cref="OutboxMessage.NotBefore"/>. Their responses do not.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>The stored form of a message.</summary>
    internal abstract ReadOnlyMemory<byte> Encode(OutboxMessage message);

    /// <summary>The message of a stored form.</summary>
    internal abstract OutboxMessage Decode(string alias, string id, ReadOnlyMemory<byte> payload);

    /// <summary>Delivers a message. An exception means that the delivery failed; it is retried.</summary>
    internal abstract Task DeliverAsync(IGrainFactory grains, OutboxMessage message);
}

/// <summary>A type of outbox message, by its command.</summary>
public sealed class OutboxMessageType<TCommand> : OutboxMessageType where TCommand : class, ICommand
{
    private readonly JsonTypeInfo<TCommand> json;
    private readonly Func<IGrainFactory, string, TCommand, Task> deliver;
    private readonly Dictionary<string, Func<JsonElement, TCommand?>> readers = new(StringComparer.Ordinal);

    private readonly FormSwitches switches;

    /// <summary>Only exceptions of <paramref name="deliver"/> are retried; a refusal completes the delivery.</summary>
    public OutboxMessageType(
        string alias, JsonTypeInfo<TCommand> json, Func<IGrainFactory, string, TCommand, Task> deliver,
        FormSwitches? switches = null) : base(alias)
    {
        (this.json, this.deliver, this.switches) = (json, deliver, switches ?? FormSwitches.Current);
        AlsoReads(alias);
    }

    internal override IReadOnlyCollection<string> ReadableAliases => readers.Keys;

    /// <summary>Reads messages that earlier versions stored in the same form under another alias.</summary>
    public OutboxMessageType<TCommand> AlsoReads(string otherAlias) =>
        AlsoReads(otherAlias, json, static command => command);

    /// <summary>Reads messages that earlier versions stored in another form.</summary>
    public OutboxMessageType<TCommand> AlsoReads<TOld>(
        string otherAlias, JsonTypeInfo<TOld> oldJson, Func<TOld, TCommand> upcast) where TOld : class
    {
        readers.Add(otherAlias, element => element.Deserialize(oldJson) is { } old ? upcast(old) : null);
        return this;
    }

    /// <summary>A message of this type, with the command's operation id.</summary>
    public OutboxMessage To(string target, TCommand command) =>
        new OutboxMessage(command.OperationId, this, target, command);

    internal override ReadOnlyMemory<byte> Encode(OutboxMessage message)
    {
        switches.Require(Alias);
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("target", message.Target);
        writer.WritePropertyName("command");
        JsonSerializer.Serialize(writer, (TCommand)message.Command, json);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    internal override OutboxMessage Decode(string alias, string id, ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        var target = document.RootElement.GetProperty("target").GetString()
            ?? throw new InvalidDataException($"The outbox message {id} ({alias}) has no target.");
        var command = readers[alias](document.RootElement.GetProperty("command"))
            ?? throw new InvalidDataException($"The outbox message {id} ({alias}) has no command.");
        return new OutboxMessage(id, this, target, command);
    }

    internal override Task DeliverAsync(IGrainFactory grains, OutboxMessage message) =>
        deliver(grains, message.Target, (TCommand)message.Command);
}

/// <summary>All types of outbox messages, by the aliases that they read.</summary>
public sealed class OutboxMessageTypes
{
    private readonly Dictionary<string, OutboxMessageType> types = new(StringComparer.Ordinal);

    /// <summary>Collects the registered types.</summary>
    public OutboxMessageTypes(IEnumerable<OutboxMessageType> types)
    {
        foreach (var type in types)
            foreach (var alias in type.ReadableAliases) this.types.Add(alias, type);
    }

    /// <summary>The message of an outbox entry.</summary>
    public OutboxMessage Decode(OutboxEntry entry) =>
        types.TryGetValue(entry.Kind, out var type)
            ? type.Decode(entry.Kind, entry.Id, entry.Payload)
            : throw new InvalidDataException($"The outbox holds a message '{entry.Kind}' of a newer version.");
}

/// <summary>A delivery is not due yet: the message stays in the outbox and is retried, and nothing is logged.</summary>
public sealed class DeliveryDeferredException(string message) : Exception(message);
