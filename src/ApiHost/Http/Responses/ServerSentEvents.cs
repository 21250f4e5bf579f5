using Microsoft.AspNetCore.Http.Metadata;

namespace XelaConnect.ApiHost.Http;

/// <summary>Recognises requests and endpoints of server-sent events.</summary>
internal static class ServerSentEvents
{
    public const string MediaType = "text/event-stream";

    /// <summary>Whether the client accepts server-sent events.</summary>
    public static bool AreWanted(HttpContext http) =>
        http.Request.Headers.Accept.ToString().Contains(MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the endpoint declares a response of server-sent events.</summary>
    public static bool MayComeFrom(Endpoint? endpoint) =>
        endpoint?.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>()
        .Any(static response => response.ContentTypes.Contains(MediaType)) == true;
}
