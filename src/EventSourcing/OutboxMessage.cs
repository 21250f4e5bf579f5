using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace XelaConnect.EventSourcing;

/// <summary>A command owed to another grain. Its id is the command's operation id, so the receiver applies it once however often it comes.</summary>
/// <param name="Id">Unique for the owner; a projection always uses the same one, and the latest wins.</param>
/// <param name="Type">How it is stored and delivered.</param>
/// <param name="Target">Key of the receiving grain.</param>
/// <param name="Command">What the receiver is to do.</param>
public sealed record OutboxMessage(string Id, OutboxMessageType Type, string Target, ICommand Command);

/// <summary>One kind of effect: its alias in the outbox and how it reaches its receiver.</summary>
public abstract class OutboxMessageType(string alias)
{
    /// <summary>Alias and version in stored bytes; never reused.</summary>
    public string Alias { get; } = alias;

    /// <summary>
    /// Whether the answer to the command that owes it waits for its first delivery, so that whoever has the answer finds the receiver told. Where nobody looks
    /// for that, no answer is made slower by it.
    /// </summary>
    public bool ResponseAwaitsDelivery { get; init; } = true;

    /// <summary>The stored form of an effect.</summary>
    public abstract ReadOnlyMemory<byte> Encode(OutboxMessage effect);

    /// <summary>The effect of a stored form.</summary>
    public abstract OutboxMessage Decode(string id, ReadOnlyMemory<byte> payload);

    /// <summary>Delivers; an exception means "not delivered", and it is tried again.</summary>
    public abstract Task DeliverAsync(IGrainFactory grains, OutboxMessage effect);
}

/// <summary>One kind of effect.</summary>
/// <typeparam name="TCommand">The command owed.</typeparam>
/// <param name="alias">Alias and version in stored bytes.</param>
/// <param name="json">How the command is stored.</param>
/// <param name="deliver">Calls the receiver. A refusal it can do nothing about is an answer too: only exceptions are tried again.</param>
public sealed class OutboxMessageType<TCommand>(string alias, JsonTypeInfo<TCommand> json, Func<IGrainFactory, string, TCommand, Task> deliver) : OutboxMessageType(alias)
    where TCommand : class, ICommand
{
    /// <summary>An effect of this kind.</summary>
    public OutboxMessage To(string target, TCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return new OutboxMessage(command.OperationId, this, target, command);
    }

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Encode(OutboxMessage effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        var buffer = new ArrayBufferWriter<byte>(256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("target", effect.Target);
        writer.WritePropertyName("command");
        JsonSerializer.Serialize(writer, (TCommand)effect.Command, json);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    /// <inheritdoc/>
    public override OutboxMessage Decode(string id, ReadOnlyMemory<byte> payload)
    {
        using var document = JsonDocument.Parse(payload);
        var target = document.RootElement.GetProperty("target").GetString() ?? throw new InvalidDataException("The outbox holds an effect without a target.");
        var command = document.RootElement.GetProperty("command").Deserialize(json) ?? throw new InvalidDataException("The outbox holds an effect without a command.");
        return new OutboxMessage(id, this, target, command);
    }

    /// <inheritdoc/>
    public override Task DeliverAsync(IGrainFactory grains, OutboxMessage effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return deliver(grains, effect.Target, (TCommand)effect.Command);
    }
}

/// <summary>Every kind of effect there is, by alias.</summary>
public sealed class OutboxMessageTypes
{
    private readonly Dictionary<string, OutboxMessageType> kinds = new(StringComparer.Ordinal);

    /// <summary>Collects the slices' kinds; two under one alias stop the start.</summary>
    public OutboxMessageTypes(IEnumerable<OutboxMessageType> kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        foreach (var kind in kinds) this.kinds.Add(kind.Alias, kind);
    }

    /// <summary>All aliases that can be read.</summary>
    public IReadOnlyCollection<string> Aliases => kinds.Keys;

    /// <summary>The effect of an outbox row.</summary>
    public OutboxMessage Decode(OutboxEntry owed)
    {
        ArgumentNullException.ThrowIfNull(owed);
        return kinds.TryGetValue(owed.Kind, out var kind)
            ? kind.Decode(owed.Id, owed.Payload)
            : throw new InvalidDataException($"The outbox holds an effect '{owed.Kind}' that this version does not know.");
    }
}
