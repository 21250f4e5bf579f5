using System.Net;
using System.Text.Json;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using XelaConnect.Accounts;
using XelaConnect.Grains.Accounts;
using XelaConnect.Silo.Hosting;

namespace XelaConnect.Silo.Accounts;

/// <summary>
/// Emergent Auth (contract endpoint 3): one GET that tells whose a session is. Within 3 seconds, a bounded number at once, and not at all for a while
/// after it kept failing.
/// </summary>
internal sealed partial class EmergentAuth(HttpClient http, SiloSettings settings, ILogger<EmergentAuth> log) : IIdentityProvider
{
    private const int LargestAnswer = 64 * 1024;

    /// <summary>Shared by all calls, since a typed client lives for one.</summary>
    private static readonly SemaphoreSlim Lane = new(64);

    private static readonly ResiliencePipeline Pipeline = new ResiliencePipelineBuilder()
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5, MinimumThroughput = 10, SamplingDuration = TimeSpan.FromSeconds(10), BreakDuration = TimeSpan.FromSeconds(5),
        })
        .AddTimeout(TimeSpan.FromSeconds(3))
        .Build();

    public async Task<Outcome<VouchedIdentity>> IdentifyAsync(string providerSessionId)
    {
        if (!await Lane.WaitAsync(TimeSpan.Zero)) return AccountFaults.GoogleUnavailable;
        try
        {
            return await Pipeline.ExecuteAsync(async cancellation => await AskAsync(providerSessionId, cancellation));
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutRejectedException or BrokenCircuitException or OperationCanceledException or JsonException or IOException)
        {
            LogUnavailable(log, e.GetType().Name);
            return AccountFaults.GoogleUnavailable;
        }
        finally
        {
            Lane.Release();
        }
    }

    private async Task<Outcome<VouchedIdentity>> AskAsync(string providerSessionId, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, settings.EmergentSessionData);
        request.Headers.TryAddWithoutValidation("X-Session-ID", providerSessionId);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests) return AccountFaults.GoogleRejected;
        response.EnsureSuccessStatusCode();
        await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellation);
        using var document = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation), cancellationToken: cancellation);
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || Text(root, "email") is not { Length: > 2 and <= 254 } email || !email.Contains('@', StringComparison.Ordinal)) return AccountFaults.GoogleRejected;
        var name = Text(root, "name") is { Length: > 0 } given ? given : email[..email.IndexOf('@', StringComparison.Ordinal)];
        var picture = Text(root, "picture") is { Length: > 0 and <= 2048 } link && Uri.TryCreate(link, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" ? link : null;
        return new VouchedIdentity(email, name.Length > 80 ? name[..80] : name, picture);
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()?.Trim().Replace("\0", "", StringComparison.Ordinal) : null;

    [LoggerMessage(4101, LogLevel.Warning, "The identity provider did not answer ({Reason}); people are asked to try again.")]
    private static partial void LogUnavailable(ILogger log, string reason);
}
