using Microsoft.AspNetCore.Http.Metadata;

namespace XelaConnect.ApiHost.Http;

internal static class ServerSentEvents
{
    public const string MediaType = "text/event-stream";

    public static bool AreWanted(HttpContext http) =>
        http.Request.Headers.Accept.ToString().Contains(MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the endpoint declares a response of server-sent events.</summary>
    public static bool MayComeFrom(Endpoint? endpoint) =>
        endpoint?.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
        .Any(static response => response.ContentTypes.Contains(MediaType)) == true;
}

/// <summary>The languages of a client, by which Xela chooses hotlines where nothing else tells the country.</summary>
internal static class AcceptLanguage
{
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

/// <summary>The name of a client, as the list of sessions shows it.</summary>
internal static class UserAgent
{
    /// <summary>The User-Agent header, cut; null when there is none.</summary>
    public static string? Of(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString().Trim();
        return agent.Length > 0 && TextForm.IsStorable(agent) ? TextForm.Cut(agent, Limits.Device) : null;
    }
}
