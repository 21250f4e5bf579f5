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
