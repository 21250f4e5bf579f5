using System.Net;
using IPNetwork = System.Net.IPNetwork;

namespace XelaConnect.ApiHost.Http;

/// <summary>A rate limit: requests a second, and the size of a burst.</summary>
internal sealed record RateLimit(int PerSecond, int Burst);

internal sealed record HttpSettings
{
    /// <summary>Whether the silo runs inside this process (<c>Xela:Mode</c>).</summary>
    public required bool Embedded { get; init; }
    /// <summary>The PostgreSQL connection string; null when the embedded host stores everything in files.</summary>
    public required string? Postgres { get; init; }
    public required string DataDirectory { get; init; }
    public required SigningKey SigningKey { get; init; }
    /// <summary>The key before the current one, which still verifies and decrypts; null when there is none.</summary>
    public required SigningKey? PreviousSigningKey { get; init; }
    /// <summary>Whether <c>/docs</c> is served; null: in every environment except Production.</summary>
    public required bool? Docs { get; init; }
    /// <summary>Allowed CORS origins; <c>*</c> for any.</summary>
    public required IReadOnlyList<string> CorsOrigins { get; init; }
    /// <summary>Where clients reach the API, in addresses of pictures; null: as the request says.</summary>
    public required string? PublicUrl { get; init; }
    /// <summary>Proxies whose <c>X-Forwarded-For</c> is trusted.</summary>
    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }
    public required bool LimitsEnabled { get; init; }
    public required RateLimit UserLimit { get; init; }
    public required RateLimit GuestLimit { get; init; }
    public required RateLimit AnonymousLimit { get; init; }
    public required RateLimit SignInLimit { get; init; }
    /// <summary>The maximum number of requests in progress, without live connections and replies of Xela.</summary>
    public required int ConcurrentRequests { get; init; }
    /// <summary>The maximum number of requests that wait beside those in progress.</summary>
    public required int QueuedRequests { get; init; }
    /// <summary>How long the host keeps listening, not ready, after a stop signal.</summary>
    public required TimeSpan Drain { get; init; }

    public static HttpSettings Read(IConfiguration configuration)
    {
        KnownSettings.Check(configuration);
        var mode = configuration.Text("Xela:Mode") ?? "Embedded";
        var embedded = mode.Equals("Embedded", StringComparison.OrdinalIgnoreCase);
        if (!embedded && !mode.Equals("Cluster", StringComparison.OrdinalIgnoreCase))
            throw new SettingException($"Xela:Mode must be Embedded or Cluster, not \"{mode}\".");
        var directory = Path.GetFullPath(configuration.Text("Xela:DataDirectory") ?? "data");
        return new HttpSettings
        {
            Embedded = embedded,
            Postgres = configuration.Postgres() ?? (embedded ? null : throw new SettingException(
                "ConnectionStrings:Postgres must be set in cluster mode: it is where the silos are found.")),
            DataDirectory = directory,
            SigningKey = SigningKey.Load(configuration.Text("Xela:Auth:SigningKey"), embedded ? directory : null),
            PreviousSigningKey = SigningKey.LoadPrevious(configuration.Text("Xela:Auth:PreviousSigningKey")),
            Docs = configuration.Text("Xela:Http:Docs") is null ? null : configuration.Flag("Xela:Http:Docs", false),
            CorsOrigins = [.. configuration.List("Xela:Http:CorsOrigins").Select(Origin)],
            PublicUrl = configuration.Text("Xela:Http:PublicUrl") is { } address ? PublicAddress(address) : null,
            TrustedProxies = [.. configuration.List("Xela:Http:TrustedProxies").Select(Network)],
            LimitsEnabled = configuration.Flag("Xela:Limits:Enabled", true),
            UserLimit = Limit(configuration, "Xela:Limits:User", new(50, 200)),
            GuestLimit = Limit(configuration, "Xela:Limits:Guest", new(10, 60)),
            AnonymousLimit = Limit(configuration, "Xela:Limits:Anonymous", new(50, 200)),
            SignInLimit = Limit(configuration, "Xela:Limits:SignIn", new(10, 150)),
            ConcurrentRequests = configuration.Number("Xela:Http:ConcurrentRequests", 1, 1_000_000) ?? 1000,
            QueuedRequests = configuration.Number("Xela:Http:QueuedRequests", 0, 1_000_000) ?? 1000,
            Drain = TimeSpan.FromSeconds(configuration.Number("Xela:Http:DrainSeconds", 0, 20) ?? 0),
        };
    }

    private static string Origin(string text)
    {
        if (text == "*") return text;
        var origin = text.TrimEnd('/');
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && uri is { Scheme: "http" or "https", AbsolutePath: "/", Query.Length: 0 } ? origin
            : throw new SettingException(
                $"Xela:Http:CorsOrigins must hold origins such as https://app.example.org, not \"{text}\".");
    }

    private static string PublicAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "http" or "https", Query.Length: 0, Fragment.Length: 0, UserInfo.Length: 0 }
            ? uri.AbsoluteUri.TrimEnd('/')
            : throw new SettingException(
                $"Xela:Http:PublicUrl must be an address such as https://api.example.org, not \"{text}\".");

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new SettingException(
            $"Xela:Http:TrustedProxies must hold addresses or networks such as 10.0.0.0/8, not \"{text}\".");

    private static RateLimit Limit(IConfiguration configuration, string key, RateLimit otherwise) =>
        new(configuration.Number($"{key}:PerSecond", 1, 1_000_000) ?? otherwise.PerSecond,
            configuration.Number($"{key}:Burst", 1, 1_000_000) ?? otherwise.Burst);
}
