using System.Buffers.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace XelaConnect.ApiHost.Http;

/// <summary>How JSON is read and written (contract §0, "base", "time").</summary>
internal static class XelaJson
{
    /// <summary>Leaves letters and emoji as they are.</summary>
    public static readonly JavaScriptEncoder Encoder = PlainJsonEncoder.Instance;

    /// <summary>The metadata of a shape under the conventions, for answers written as bytes.</summary>
    public static JsonTypeInfo<T> Shape<T>(IJsonTypeInfoResolver shapes)
    {
        var options = new JsonSerializerOptions();
        Configure(options, [shapes]);
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }

    /// <summary>Applies the conventions and chains the slices' source-generated metadata in front of what is there.</summary>
    public static void Configure(JsonSerializerOptions options, ReadOnlySpan<IJsonTypeInfoResolver> shapes)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = Encoder;
        options.Converters.Add(new UtcTimeConverter());
        for (var i = shapes.Length - 1; i >= 0; i--) options.TypeInfoResolverChain.Insert(0, shapes[i]);
    }
}

/// <summary>RFC 3339, UTC, <c>Z</c>, milliseconds.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const int MillisecondsEnd = 23;

    /// <inheritdoc />
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value) ? value.ToUniversalTime() : throw new JsonException();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // The round-trip format has seven digits of the second and a fast path; it is cut after three.
        Span<byte> text = stackalloc byte[32];
        Utf8Formatter.TryFormat(value.UtcDateTime, text, out _, new System.Buffers.StandardFormat('O'));
        text[MillisecondsEnd] = (byte)'Z';
        writer.WriteStringValue(text[..(MillisecondsEnd + 1)]);
    }
}
