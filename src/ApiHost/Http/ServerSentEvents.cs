namespace XelaConnect.ApiHost.Http;

/// <summary>Answers that come as events, piece by piece.</summary>
internal static class ServerSentEvents
{
    public const string MediaType = "text/event-stream";

    /// <summary>Whether the client asks for events.</summary>
    public static bool AreWanted(HttpContext http) => http.Request.Headers.Accept.ToString().Contains(MediaType, StringComparison.OrdinalIgnoreCase);
}
