namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Wraps JSON responses as <c>{ "data": { … }, "message": "…" }</c> for callers that send <c>X-Response-Envelope:
/// true</c> (docs/api/http.md, "envelope"). Endpoints do not know of it.
/// </summary>
internal static class Envelope
{
    public const string Header = "X-Response-Envelope";
    private static readonly JsonEncodedText Data = JsonEncodedText.Encode("data");
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    public const string DefaultMessage = "OK";

    /// <summary>Whether the request wants the envelope and its response can be buffered until it is complete.</summary>
    public static bool IsWanted(HttpContext http) => IsRequested(http) && !IsStreamed(http);

    /// <summary>A route that may send events or a stream: only its refusals are wrapped here.</summary>
    public static bool IsWantedOfRefusal(HttpContext http) => IsRequested(http) && IsStreamed(http);

    public static bool IsRequested(HttpContext http) =>
        http.Request.Headers.TryGetValue(Header, out var values) && values is [var value]
        && "true".Equals(value, StringComparison.OrdinalIgnoreCase) && !http.Has<OperationalMetadata>();

    private static bool IsStreamed(HttpContext http) =>
        http.Has<StreamedMetadata>() || (ServerSentEvents.AreWanted(http) && ServerSentEvents.MayComeFrom(http.GetEndpoint()));

    public static async Task RunAsync(HttpContext http, Func<HttpContext, Task> next)
    {
        using var buffered = BufferedResponseBody.Begin(http);
        await next(http);
        var bytes = await buffered.EndAsync();
        var response = http.Response;
        if (bytes.Length == 0) return;
        if (IsJson(response.ContentType)) bytes = Wrap(bytes, failed: response.StatusCode >= 400);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>A <c>message</c> that is not text is a documented field and stays one.</summary>
    public static ReadOnlyMemory<byte> Wrap(ReadOnlyMemory<byte> payload, bool failed)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>(payload.Length + 64);
        using var writer = new Utf8JsonWriter(output, new() { SkipValidation = true, Encoder = XelaJson.Encoder });
        using var document = JsonDocument.Parse(payload);
        var root = document.RootElement;
        var hasMessage = root.ValueKind == JsonValueKind.Object
            && root.TryGetProperty("message"u8, out var message) && message.ValueKind == JsonValueKind.String;
        writer.WriteStartObject();
        writer.WritePropertyName(Data);
        if (root.ValueKind != JsonValueKind.Object) root.WriteTo(writer);
        else
        {
            writer.WriteStartObject();
            foreach (var property in root.EnumerateObject())
                if (!failed && !(hasMessage && property.NameEquals("message"u8))) property.WriteTo(writer);
            writer.WriteEndObject();
        }
        writer.WritePropertyName(Message);
        if (hasMessage) root.GetProperty("message"u8).WriteTo(writer);
        else writer.WriteStringValue(DefaultMessage);
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenMemory;
    }

    private static bool IsJson(string? contentType) =>
        contentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true;
}
