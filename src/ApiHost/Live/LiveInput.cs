using XelaConnect.ApiHost.Http;

namespace XelaConnect.ApiHost.Live;

/// <summary>Checks of what hub methods take; the same limits as over HTTP.</summary>
internal static class LiveInput
{
    private const int LongestClientId = 100;
    private static readonly TextRule MessageRule = TextRule.Prose(Limits.Message);

    /// <summary>A message as it is stored: trimmed.</summary>
    public static string Message(InputErrors errors, string? message, string field = "message")
    {
        var text = message?.Trim() ?? "";
        if (text.Length == 0) errors.Add(field, "is required");
        else if (MessageRule.Refuses(text) is { } why) errors.Add(field, why);
        return text;
    }

    /// <summary>A client's own id of what it sends: 1..100 visible ASCII characters.</summary>
    public static void ClientId(InputErrors errors, string? clientId)
    {
        if (clientId is not { Length: >= 1 and <= LongestClientId } || clientId.AsSpan().ContainsAnyExceptInRange('!', '~'))
            errors.Add("client_id", $"must be 1 to {LongestClientId} visible ASCII characters");
    }
}
