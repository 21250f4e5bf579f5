using System.Text.Json;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Wraps JSON answers as <c>{ "data": { … }, "message": "…" }</c> for callers that send <c>X-Response-Envelope: true</c> (contract §0, "body").
/// The only place that does; endpoints know nothing of it.
/// </summary>
internal static class Envelope
{
    /// <summary>The header that asks for it.</summary>
    public const string Header = "X-Response-Envelope";

    private static readonly JsonEncodedText Data = JsonEncodedText.Encode("data");
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    private const string NothingToSay = "OK";

    /// <summary>True when this request asks for the envelope, and its answer can wait here until it is complete.</summary>
    public static bool IsWanted(HttpContext http) => IsAsked(http) && !MayBeEvents(http);

    /// <summary>True when this request asks for the envelope of a route that may answer with events. Events are sent as they are, refusals are wrapped.</summary>
    public static bool IsWantedOfRefusal(HttpContext http) => IsAsked(http) && MayBeEvents(http);

    private static bool IsAsked(HttpContext http) =>
        http.Request.Headers.TryGetValue(Header, out var value) && value.Count == 1 && string.Equals(value[0], "true", StringComparison.OrdinalIgnoreCase)
        && http.GetEndpoint()?.Metadata.GetMetadata<OperationalMetadata>() is null;

    private static bool MayBeEvents(HttpContext http) => ServerSentEvents.AreWanted(http) && ServerSentEvents.MayComeFrom(http.GetEndpoint());

    /// <summary>Runs the rest of the pipeline and wraps what it answers.</summary>
    public static async Task RunAsync(HttpContext http, Func<HttpContext, Task> next)
    {
        using var captured = CapturedBody.Begin(http);
        await next(http);
        var bytes = await captured.EndAsync();
        var response = http.Response;
        if (bytes.Length == 0) return;
        if (IsJson(response.ContentType)) bytes = Wrap(bytes, failed: response.StatusCode >= 400);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>The payload in its envelope. A <c>message</c> that is not text is a documented field and stays one.</summary>
    public static ReadOnlyMemory<byte> Wrap(ReadOnlyMemory<byte> payload, bool failed)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>(payload.Length + 64);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true, Encoder = XelaJson.Encoder });
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        var hasMessage = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("message"u8, out var said) && said.ValueKind == JsonValueKind.String;
        writer.WriteStartObject();
        writer.WritePropertyName(Data);
        if (root.ValueKind != JsonValueKind.Object)
        {
            root.WriteTo(writer);
        }
        else
        {
            writer.WriteStartObject();
            if (!failed)
            {
                foreach (var property in root.EnumerateObject())
                {
                    if (!hasMessage || !property.NameEquals("message"u8)) property.WriteTo(writer);
                }
            }
            writer.WriteEndObject();
        }
        writer.WritePropertyName(Message);
        if (hasMessage) root.GetProperty("message"u8).WriteTo(writer);
        else writer.WriteStringValue(NothingToSay);
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenMemory;
    }

    private static bool IsJson(string? contentType) => contentType is not null && contentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
}
