namespace XelaConnect.Infrastructure.Accounts;

internal sealed partial class EmergentAuth(IHttpClientFactory clients, SiloSettings settings, ILogger<EmergentAuth> log)
    : IIdentityProvider
{
    public const string Client = "emergent";
    private const int MaxResponseBytes = 64 * 1024;
    private const int MaxNameLength = 80;
    private const int MaxPictureLength = 2048;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);
    private readonly HttpClient http = clients.CreateClient(Client);

    public static void AddTo(IServiceCollection services)
    {
        services.AddHttpClient(Client).AddBounds(Deadline, MaxResponseBytes);
        services.AddSingleton<IIdentityProvider, EmergentAuth>();
    }

    public async Task<Outcome<ProviderIdentity>> IdentifyAsync(string providerSessionId)
    {
        if (settings.EmergentSessionData is not { } address) return AccountFaults.GoogleNotConfigured;
        // The endpoint has checked it. Other characters would fail in the header and count against the circuit breaker.
        if (providerSessionId.AsSpan().ContainsAnyExceptInRange('!', '~')) return AccountFaults.GoogleRejected;
        try { return await ReadAsync(address, providerSessionId); }
        catch (Exception e) when (e is HttpRequestException or ExecutionRejectedException or OperationCanceledException or JsonException)
        {
            LogUnavailable(log, e.GetType().Name);
            return AccountFaults.GoogleUnavailable;
        }
    }

    private async Task<Outcome<ProviderIdentity>> ReadAsync(Uri address, string providerSessionId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("X-Session-ID", providerSessionId);
        using var response = await http.SendAsync(request);
        if (response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            and not HttpStatusCode.TooManyRequests)
            return AccountFaults.GoogleRejected;
        response.EnsureSuccessStatusCode();
        // Invalid UTF-8 becomes U+FFFD; the JSON reader would fail.
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "email") is not { } email || !TextForm.IsEmail(email))
            return AccountFaults.GoogleRejected;
        var picture = Text(root, "picture") is { Length: <= MaxPictureLength } link && TextForm.IsHttpsAddress(link) ? link : null;
        var localPart = email[..email.IndexOf('@', StringComparison.Ordinal)];
        return new ProviderIdentity(email, NameOf(Text(root, "name") ?? "", localPart), picture);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) ? JsonText.Of(value)?.Trim() : null;

    /// <summary>One line, visible, and cut between characters as people read them.</summary>
    internal static string NameOf(string given, string otherwise)
    {
        var line = TextForm.OneLineOf(given);
        var name = TextForm.HasVisible(line) ? line : otherwise;
        if (TextForm.Length(name) <= MaxNameLength) return name;
        var cut = new StringBuilder();
        var length = 0;
        for (var elements = StringInfo.GetTextElementEnumerator(name); elements.MoveNext();)
        {
            var element = elements.GetTextElement();
            length += TextForm.Length(element);
            if (length > MaxNameLength) break;
            cut.Append(element);
        }
        var whole = cut.ToString().Trim();
        return TextForm.HasVisible(whole) ? whole : TextForm.Cut(name, MaxNameLength);
    }

    [LoggerMessage(4101, LogLevel.Warning, "Identity provider failed ({Reason}); the sign-in is refused as unavailable")]
    private static partial void LogUnavailable(ILogger log, string reason);
}
