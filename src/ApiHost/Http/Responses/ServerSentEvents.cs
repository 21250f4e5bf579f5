using Microsoft.AspNetCore.Http.Metadata;

namespace XelaConnect.ApiHost.Http;

/// <summary>Answers that come as events, piece by piece.</summary>
internal static class ServerSentEvents
{
    public const string MediaType = "text/event-stream";

    /// <summary>Whether the client asks for events.</summary>
    public static bool AreWanted(HttpContext http) => http.Request.Headers.Accept.ToString().Contains(MediaType, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an endpoint says of itself that it answers with events.</summary>
    public static bool MayComeFrom(Endpoint? endpoint) =>
        endpoint?.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Any(static answer => answer.ContentTypes.Contains(MediaType)) == true;
}
