namespace XelaConnect.ApiHost.Http;

/// <summary>The languages that a client prefers. Xela chooses hotlines by them, where nothing else tells the country.</summary>
internal static class AcceptLanguage
{
    /// <summary>The maximum length of what is passed on.</summary>
    public const int MaxLength = 200;

    /// <summary>The Accept-Language header; of a longer one, the first whole tags. Null when there is none.</summary>
    public static string? Of(HttpContext http)
    {
        var header = http.Request.Headers.AcceptLanguage.ToString().Trim();
        if (header.Length <= MaxLength) return header.Length == 0 ? null : header;
        var end = header.LastIndexOf(',', MaxLength);
        return end > 0 ? header[..end].TrimEnd() : null;
    }
}
