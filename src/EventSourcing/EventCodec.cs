using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace XelaConnect.EventSourcing;

/// <summary>
/// Events as stored: an alias with a version, and JSON without .NET type names. Events are for ever, so an alias is never reused and an old one is read
/// through an upcast.
/// </summary>
/// <typeparam name="TEvent">The slice's event type.</typeparam>
public sealed class EventCodec<TEvent> where TEvent : class
{
    private readonly Dictionary<Type, (string Alias, JsonTypeInfo Json)> writers = [];
    private readonly Dictionary<string, Func<ReadOnlyMemory<byte>, TEvent>> readers = new(StringComparer.Ordinal);

    /// <summary>All aliases that can be read.</summary>
    public IReadOnlyCollection<string> Aliases => readers.Keys;

    /// <summary>Declares an event, written and read under <paramref name="alias"/>.</summary>
    public EventCodec<TEvent> On<T>(string alias, JsonTypeInfo<T> json) where T : class, TEvent
    {
        writers.Add(typeof(T), (alias, json));
        readers.Add(alias, bytes => Parse(bytes, json));
        return this;
    }

    /// <summary>Declares how a shape that is written no longer is read today.</summary>
    public EventCodec<TEvent> Upcast<TOld>(string alias, JsonTypeInfo<TOld> json, Func<TOld, TEvent> upcast) where TOld : class
    {
        readers.Add(alias, bytes => upcast(Parse(bytes, json)));
        return this;
    }

    /// <summary>The stored form.</summary>
    public (string Alias, ReadOnlyMemory<byte> Payload) Encode(TEvent recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        var (alias, json) = writers[recorded.GetType()];
        return (alias, JsonSerializer.SerializeToUtf8Bytes(recorded, json));
    }

    /// <summary>The event of a stored form; an unknown alias is a bug or a newer writer, and stops the grain rather than losing history.</summary>
    public TEvent Decode(string alias, ReadOnlyMemory<byte> payload) =>
        readers.TryGetValue(alias, out var read) ? read(payload) : throw new InvalidDataException($"The journal holds an event '{alias}' that this version does not know.");

    private static T Parse<T>(ReadOnlyMemory<byte> bytes, JsonTypeInfo<T> json) where T : class =>
        JsonSerializer.Deserialize(bytes.Span, json) ?? throw new InvalidDataException("The journal holds an empty event.");
}
