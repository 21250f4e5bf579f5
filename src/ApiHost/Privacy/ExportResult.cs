using System.IO.Compression;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace XelaConnect.ApiHost.Privacy;

/// <summary>Writes an export while it is read: the response is never in memory as a whole.</summary>
internal sealed class ExportResult(PersonalExport export, bool asZip) : IResult
{
    public const string ZipType = "application/zip";
    private const int FlushBytes = 16 * 1024;
    private static readonly JsonWriterOptions Plain = new() { Encoder = XelaJson.Encoder };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, stop) = (httpContext.Response, httpContext.RequestAborted);
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        response.ContentType = asZip ? ZipType : XelaJson.ContentType;
        response.Headers.ContentDisposition = $"attachment; filename=\"xelaconnect.{(asZip ? "zip" : "json")}\"";
        // The body of a response to HEAD is discarded.
        if (HttpMethods.IsHead(httpContext.Request.Method)) return;
        if (!asZip)
        {
            await WriteJsonAsync(response.Body, json, Envelope.IsRequested(httpContext), stop);
            return;
        }
        // The archive writes the headers of its entries synchronously; they are small.
        httpContext.Features.GetRequiredFeature<IHttpBodyControlFeature>().AllowSynchronousIO = true;
        await using var zip = await ZipArchive.CreateAsync(
            response.Body, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, stop);
        await using (var entry = await zip.CreateEntry("xelaconnect.json").OpenAsync(stop))
            await WriteJsonAsync(entry, json, isEnveloped: false, stop);
        await using (var entry = await zip.CreateEntry("xelaconnect.html").OpenAsync(stop))
            await ExportPage.WriteAsync(entry, export, json, stop);
    }

    private async Task WriteJsonAsync(
        Stream output, JsonSerializerOptions json, bool isEnveloped, CancellationToken stop)
    {
        await using var writer = new Utf8JsonWriter(output, Plain);
        writer.WriteStartObject();
        if (isEnveloped) writer.WriteStartObject("data");
        foreach (var section in export.Sections)
        {
            writer.WritePropertyName(section.Name);
            if (section.IsList) writer.WriteStartArray();
            await foreach (var item in section.Items(json))
            {
                writer.WriteRawValue(item.Span, skipInputValidation: true);
                if (writer.BytesPending >= FlushBytes) await writer.FlushAsync(stop);
            }
            if (section.IsList) writer.WriteEndArray();
        }
        if (isEnveloped)
        {
            writer.WriteEndObject();
            writer.WriteString("message", Envelope.DefaultMessage);
        }
        writer.WriteEndObject();
        await writer.FlushAsync(stop);
    }
}
