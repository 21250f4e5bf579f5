using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace XelaConnect.EventSourcing;

/// <summary>
/// A command to another grain that is stored with the events of a decision and delivered after the commit, at least
/// once.
/// </summary>
/// <param name="Id">Unique for the sending grain. It is the command's operation id, except for a state replica, which
/// keeps one id.</param>
/// <param name="Type">How the message is stored and delivered.</param>
/// <param name="Target">Key of the receiving grain.</param>
/// <param name="Command">The command. The receiver applies it once, by its operation id.</param>
public sealed record OutboxMessage(string Id, OutboxMessageType Type, string Target, ICommand Command);

/// <summary>
/// A type of outbox message: its alias in the outbox and how it reaches its receiver. The receiver's feature declares
/// it.
/// </summary>
public abstract class OutboxMessageType(string alias)
{
    /// <summary>Alias and version in stored bytes; never reused.</summary>
    public string Alias { get; } = alias;

    /// <summary>
    /// All aliases that this type reads: its own, and those under which earlier versions stored the command.
    /// </summary>
    public abstract IReadOnlyCollection<string> ReadableAliases { get; }

    /// <summary>
    /// Whether the response to a command waits for the first delivery of this message, so that the caller then finds
    /// the receiver up to date. Where it does not wait, the message has a receiver queue of its own.
    /// </summary>
    public bool ResponseAwaitsDelivery { get; init; } = true;

    /// <summary>The stored form of a message.</summary>
    public abstract ReadOnlyMemory<byte> Encode(OutboxMessage message);

    /// <summary>The message of a stored form.</summary>
    public abstract OutboxMessage Decode(string alias, string id, ReadOnlyMemory<byte> payload);

    /// <summary>Delivers a message. An exception means that the delivery failed; it is retried.</summary>
    public abstract Task DeliverAsync(IGrainFactory grains, OutboxMessage message);
}

/// <summary>A type of outbox message.</summary>
/// <typeparam name="TCommand">The command that it carries.</typeparam>
public sealed class OutboxMessageType<TCommand> : OutboxMessageType where TCommand : class, ICommand
{
    private readonly JsonTypeInfo<TCommand> json;
    private readonly Func<IGrainFactory, string, TCommand, Task> deliver;
    private readonly Dictionary<string, Func<JsonElement, TCommand?>> readers = new(StringComparer.Ordinal);

    /// <param name="alias">Alias and version in stored bytes.</param>
    /// <param name="json">Stored form of the command.</param>
    /// <param name="deliver">Calls the receiver. Only exceptions are retried, so a refusal that no retry can change
    /// completes the delivery.</param>
    public OutboxMessageType(
        string alias, JsonTypeInfo<TCommand> json, Func<IGrainFactory, string, TCommand, Task> deliver) : base(alias)
    {
        (this.json, this.deliver) = (json, deliver);
        AlsoReads(alias);
    }

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> ReadableAliases => readers.Keys;

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
    public OutboxMessage To(string target, TCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new OutboxMessage(command.OperationId, this, target, command);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Encode(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
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

    /// <inheritdoc/>
    public override OutboxMessage Decode(string alias, string id, ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        var target = document.RootElement.GetProperty("target").GetString()
            ?? throw new InvalidDataException($"The outbox message {id} ({alias}) has no target.");
        var command = readers[alias](document.RootElement.GetProperty("command"))
            ?? throw new InvalidDataException($"The outbox message {id} ({alias}) has no command.");
        return new OutboxMessage(id, this, target, command);
    }

    /// <inheritdoc/>
    public override Task DeliverAsync(IGrainFactory grains, OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return deliver(grains, message.Target, (TCommand)message.Command);
    }
}

/// <summary>All types of outbox messages, by the aliases that they read.</summary>
public sealed class OutboxMessageTypes
{
    private readonly Dictionary<string, OutboxMessageType> types = new(StringComparer.Ordinal);

    /// <summary>Collects the registered types.</summary>
    /// <exception cref="ArgumentException">Two types read the same alias.</exception>
    public OutboxMessageTypes(IEnumerable<OutboxMessageType> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        foreach (var type in types)
            foreach (var alias in type.ReadableAliases) this.types.Add(alias, type);
    }

    /// <summary>The message of an outbox entry.</summary>
    /// <exception cref="InvalidDataException">The alias is unknown: a newer version wrote it.</exception>
    public OutboxMessage Decode(OutboxEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return types.TryGetValue(entry.Kind, out var type)
            ? type.Decode(entry.Kind, entry.Id, entry.Payload)
            : throw new InvalidDataException($"The outbox holds a message '{entry.Kind}' of a newer version.");
    }
}

/// <summary>A delivery is not due yet: the message stays in the outbox and is retried, and nothing is logged.</summary>
public sealed class DeliveryDeferredException : Exception
{
    /// <summary>Creates it with what the delivery waits for.</summary>
    public DeliveryDeferredException(string message) : base(message) { }

    /// <summary>Creates it without a message.</summary>
    public DeliveryDeferredException() { }

    /// <summary>Creates it with what the delivery waits for, and the cause.</summary>
    public DeliveryDeferredException(string message, Exception inner) : base(message, inner) { }
}
