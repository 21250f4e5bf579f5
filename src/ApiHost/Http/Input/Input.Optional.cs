using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;

namespace XelaConnect.ApiHost.Http;

internal sealed partial class Input
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    /// <summary>Reads a body that may be left out: then every field of it is.</summary>
    public static async ValueTask<Input> ReadIfAnyAsync(HttpContext http) =>
        http.Request.ContentLength == 0 || http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }
            ? new Input(Nothing, new InputErrors(), "")
            : await ReadAsync(http);

    /// <summary>A yes or no that may be left out or null.</summary>
    public bool? OptionalFlag(string field) =>
        !TryGet(field, out var value) || value.ValueKind == JsonValueKind.Null ? null : Flag(field);

    /// <summary>A place from 1 on that may be left out or null.</summary>
    public long? OptionalSeq(string field)
    {
        if (!TryGet(field, out var value) || value.ValueKind == JsonValueKind.Null) return null;
        if (value.ValueKind == JsonValueKind.Number && long.TryParse(value.GetRawText(), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) && seq > 0) return seq;
        Refuse(field, "must be a whole number, 1 or more");
        return null;
    }
}
