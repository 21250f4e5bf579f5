using System.Buffers.Text;
using System.Text.Encodings.Web;

namespace XelaConnect.ApiHost.Http;

/// <summary>The JSON conventions of the API (docs/api/http.md, "base" and "time").</summary>
internal static class XelaJson
{
    public const string ContentType = "application/json; charset=utf-8";
    public static readonly JavaScriptEncoder Encoder = PlainJsonEncoder.Instance;

    /// <summary>Writes serialized JSON, with its length.</summary>
    public static Task WriteAsync(HttpContext http, ReadOnlyMemory<byte> utf8)
    {
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = utf8.Length;
        return http.Response.Body.WriteAsync(utf8, http.RequestAborted).AsTask();
    }

    /// <summary>The metadata of a type under the conventions, for responses that are serialized to bytes.</summary>
    public static JsonTypeInfo<T> Shape<T>(IJsonTypeInfoResolver resolver)
    {
        var options = new JsonSerializerOptions();
        Configure(options, [resolver]);
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }

    /// <summary>Applies the conventions, and puts the features' metadata before the existing resolvers.</summary>
    public static void Configure(JsonSerializerOptions options, ReadOnlySpan<IJsonTypeInfoResolver> resolvers)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = Encoder;
        options.Converters.Add(new UtcTimeConverter());
        for (var i = resolvers.Length - 1; i >= 0; i--) options.TypeInfoResolverChain.Insert(0, resolvers[i]);
    }
}

internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const int MillisecondsEnd = 23;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var value)
            ? value.ToUniversalTime() : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        // The round-trip format has a fast path and seven digits of the second, of which three are kept.
        Span<byte> text = stackalloc byte[32];
        Utf8Formatter.TryFormat(value.UtcDateTime, text, out _, new System.Buffers.StandardFormat('O'));
        text[MillisecondsEnd] = (byte)'Z';
        writer.WriteStringValue(text[..(MillisecondsEnd + 1)]);
    }
}
