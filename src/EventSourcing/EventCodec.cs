using System.Reflection;
using System.Text.Json.Serialization;

namespace XelaConnect.EventSourcing;

/// <summary>The stored form of events: an alias, declared by JsonDerivedType and never reused, and JSON.</summary>
public sealed class EventCodec<TEvent> where TEvent : class
{
    private readonly Dictionary<Type, (string Alias, JsonTypeInfo Json)> writers = [];
    private readonly Dictionary<string, Func<ReadOnlyMemory<byte>, TEvent>> readers = new(StringComparer.Ordinal);

    private readonly FormSwitches switches;

    /// <summary>Reads the events and aliases that <typeparamref name="TEvent"/> declares.</summary>
    public EventCodec(JsonSerializerContext json, FormSwitches? switches = null)
    {
        this.switches = switches ?? FormSwitches.Current;
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
        var (alias, json) = writers[happened.GetType()];
        switches.Require(alias);
        return (alias, JsonSerializer.SerializeToUtf8Bytes(happened, json));
    }

    /// <summary>The event of a stored form. An unknown alias throws: without it, history would be lost.</summary>
    public TEvent Decode(string alias, ReadOnlyMemory<byte> payload) =>
        readers.TryGetValue(alias, out var read)
            ? read(payload)
            : throw new InvalidDataException($"The journal holds an event '{alias}' that this version does not know.");

    private static object Parse(ReadOnlyMemory<byte> bytes, JsonTypeInfo json) =>
        JsonSerializer.Deserialize(bytes.Span, json)
        ?? throw new InvalidDataException("The journal holds an empty event.");
}

/// <summary>An event in its stream (0 is the main one); the first of an operation carries its id.</summary>
public sealed record EventEnvelope<TEvent>(int SubStream, long Seq, DateTimeOffset At, string? Op, TEvent Event);
