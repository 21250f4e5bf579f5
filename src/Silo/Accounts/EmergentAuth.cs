using System.Net;
using System.Text.Json;
using Polly;
using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;
using XelaConnect.Silo.Hosting;

namespace XelaConnect.Silo.Accounts;

/// <summary>Asks Emergent Auth (contract endpoint 3) whose a session is: one GET, bounded in time, size and number.</summary>
internal sealed partial class EmergentAuth(IHttpClientFactory clients, SiloSettings settings, ILogger<EmergentAuth> log) : IIdentityProvider
{
    /// <summary>The name of its HTTP client.</summary>
    public const string Client = "emergent";

    private const int LargestResponse = 64 * 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(3);

    private readonly HttpClient http = clients.CreateClient(Client);

    /// <summary>Registers the provider and its HTTP client.</summary>
    public static void AddTo(IServiceCollection services)
    {
        services.AddHttpClient(Client).AddBounds(Deadline, LargestResponse);
        services.AddSingleton<IIdentityProvider, EmergentAuth>();
    }

    /// <inheritdoc/>
    public async Task<Outcome<VouchedIdentity>> IdentifyAsync(string providerSessionId)
    {
        // The endpoint has checked it; a header takes nothing else, and a connection that it broke would count against the circuit breaker.
        if (providerSessionId.AsSpan().ContainsAnyExceptInRange('!', '~')) return AccountFaults.GoogleRejected;
        try
        {
            return await AskAsync(providerSessionId);
        }
        // The last two: a body that is no JSON, and one whose text is no text.
        catch (Exception e) when (e is HttpRequestException or ExecutionRejectedException or OperationCanceledException
            or JsonException or InvalidOperationException)
        {
            LogUnavailable(log, e.GetType().Name);
            return AccountFaults.GoogleUnavailable;
        }
    }

    private async Task<Outcome<VouchedIdentity>> AskAsync(string providerSessionId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.EmergentSessionData);
        request.Headers.Add("X-Session-ID", providerSessionId);
        using var response = await http.SendAsync(request);
        if (response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError
            and not HttpStatusCode.TooManyRequests)
            return AccountFaults.GoogleRejected;
        response.EnsureSuccessStatusCode();
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync());
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "email") is not { Length: > 2 and <= 254 } email
            || !email.Contains('@', StringComparison.Ordinal)) return AccountFaults.GoogleRejected;
        var name = Text(root, "name") is { Length: > 0 } given ? given : email[..email.IndexOf('@', StringComparison.Ordinal)];
        var picture = Text(root, "picture") is { Length: > 0 and <= 2048 } link && Uri.TryCreate(link, UriKind.Absolute, out var url)
            && url.Scheme is "https" or "http" ? link : null;
        return new VouchedIdentity(email, name.Length > 80 ? name[..80] : name, picture);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()?.Trim().Replace("\0", "", StringComparison.Ordinal) : null;

    [LoggerMessage(4101, LogLevel.Warning, "The identity provider did not answer ({Reason}); people are asked to try again.")]
    private static partial void LogUnavailable(ILogger log, string reason);
}
