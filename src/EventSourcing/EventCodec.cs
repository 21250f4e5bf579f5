using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace XelaConnect.EventSourcing;

/// <summary>
/// The stored form of events: an alias with a version, and JSON without .NET type names. The base of a grain's events
/// declares each of them once, as <c>[JsonDerivedType(typeof(MemberJoined), alias)]</c>. An alias is never reused; a
/// form that is no longer written stays readable through an upcast.
/// </summary>
/// <typeparam name="TEvent">The base of the grain's events.</typeparam>
public sealed class EventCodec<TEvent> where TEvent : class
{
    private readonly Dictionary<Type, (string Alias, JsonTypeInfo Json)> writers = [];
    private readonly Dictionary<string, Func<ReadOnlyMemory<byte>, TEvent>> readers = new(StringComparer.Ordinal);

    /// <summary>
    /// Reads the declared events from <typeparamref name="TEvent"/> and their JSON form from <paramref name="json"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">An event has no alias, or <paramref name="json"/> lacks its
    /// type.</exception>
    public EventCodec(JsonSerializerContext json)
    {
        ArgumentNullException.ThrowIfNull(json);
        foreach (var declared in typeof(TEvent).GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false))
        {
            var alias = declared.TypeDiscriminator as string
                ?? throw new InvalidOperationException($"{declared.DerivedType} has no alias.");
            var type = json.GetTypeInfo(declared.DerivedType)
                ?? throw new InvalidOperationException($"{declared.DerivedType} is not in {json.GetType()}.");
            writers.Add(declared.DerivedType, (alias, type));
            readers.Add(alias, bytes => (TEvent)Parse(bytes, type));
        }
    }

    /// <summary>All aliases that can be read.</summary>
    public IReadOnlyCollection<string> Aliases => readers.Keys;

    /// <summary>Reads a form that is no longer written, as one of today's events.</summary>
    public EventCodec<TEvent> Upcast<TOld>(string alias, JsonTypeInfo<TOld> json, Func<TOld, TEvent> upcast)
        where TOld : class
    {
        readers.Add(alias, bytes => upcast((TOld)Parse(bytes, json)));
        return this;
    }

    /// <summary>The stored form of an event.</summary>
    public (string Alias, ReadOnlyMemory<byte> Payload) Encode(TEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var (alias, json) = writers[happened.GetType()];
        return (alias, JsonSerializer.SerializeToUtf8Bytes(happened, json));
    }

    /// <summary>The event of a stored form.</summary>
    /// <exception cref="InvalidDataException">The alias is unknown: a newer version wrote it. The grain does not open,
    /// since it would lose history.</exception>
    public TEvent Decode(string alias, ReadOnlyMemory<byte> payload) =>
        readers.TryGetValue(alias, out var read)
            ? read(payload)
            : throw new InvalidDataException($"The journal holds an event '{alias}' that this version does not know.");

    private static object Parse(ReadOnlyMemory<byte> bytes, JsonTypeInfo json) =>
        JsonSerializer.Deserialize(bytes.Span, json)
        ?? throw new InvalidDataException("The journal holds an empty event.");
}

/// <summary>An event with its position in the journal.</summary>
/// <param name="SubStream">Index of the grain's stream: 0 is the main stream.</param>
/// <param name="Seq">Its seq in that stream.</param>
/// <param name="At">When it was decided.</param>
/// <param name="Op">The operation id, on the operation's first event in a stream.</param>
/// <param name="Event">The event.</param>
public sealed record EventEnvelope<TEvent>(int SubStream, long Seq, DateTimeOffset At, string? Op, TEvent Event);
