using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace XelaConnect.ApiHost.Privacy;

/// <summary>The export as a page that opens without a network.</summary>
internal static class ExportPage
{
    private const string Start = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Your data at XelaConnect</title>
        <style>
        body { font: 16px/1.5 sans-serif; max-width: 50em; margin: 2em auto; padding: 0 1em; color: #222 }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1em }
        dl { border-top: 1px solid #ddd; padding: .5em 0; margin: 0 }
        dt { color: #666 } dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
        </style>
        <h1>Your data at XelaConnect</h1>

        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static async Task WriteAsync(
        Stream output, PersonalExport export, JsonSerializerOptions json, CancellationToken stop)
    {
        await using var page = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        await page.WriteAsync(Start.AsMemory(), stop);
        foreach (var section in export.Sections)
        {
            await page.WriteAsync($"<h2>{Encoder.Encode(section.Title)}</h2>\n".AsMemory(), stop);
            var isEmpty = true;
            await foreach (var item in section.Items(json))
            {
                isEmpty = false;
                using var document = JsonDocument.Parse(item);
                await page.WriteAsync(Html(document.RootElement).AsMemory(), stop);
            }
            if (isEmpty) await page.WriteAsync("<p>None.</p>\n".AsMemory(), stop);
        }
        await page.FlushAsync(stop);
    }

    private static string Html(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"<dl>{string.Concat(value.EnumerateObject().Where(HasValue).Select(Field))}</dl>\n",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Html)),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => Encoder.Encode(value.ToString()),
    };

    private static bool HasValue(JsonProperty field) => field.Value.ValueKind != JsonValueKind.Null;

    private static string Field(JsonProperty field) =>
        $"<dt>{Encoder.Encode(field.Name.Replace('_', ' '))}</dt><dd>{Html(field.Value)}</dd>";
}
