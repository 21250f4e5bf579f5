using System.Collections.Immutable;

namespace XelaConnect.Infrastructure.Accounts;

/// <summary>
/// The domain that passkeys are bound to (null: no passkeys), and the origins of the clients that may use them. In
/// Development, without an address, clients on any port of localhost may.
/// </summary>
internal sealed record PasskeySettings(string? Domain, ImmutableArray<string> Origins, bool AcceptsLocalhost)
{
    private const string DomainKey = "Xela:Passkeys:RelyingPartyId";
    private const string OriginsKey = "Xela:Passkeys:Origins";
    private const string Localhost = "localhost";

    public static PasskeySettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var web = configuration.OptionalUrl("Xela:Mail:WebUrl") ?? configuration.OptionalUrl("Xela:Http:PublicUrl");
        var address = web is not null && Uri.CheckHostName(web.Host) == UriHostNameType.Dns ? web : null;
        var domain = configuration.Text(DomainKey) is { } text ? Checked(text)
            : address?.Host ?? (isDevelopment ? Localhost : null);
        ImmutableArray<string> origins = [.. configuration.List(OriginsKey).Select(origin => Checked(origin, domain))];
        if (origins.IsEmpty && address is not null && IsOf(address, domain))
            origins = [address.GetLeftPart(UriPartial.Authority)];
        return new(domain, origins, isDevelopment && domain == Localhost);
    }

    public bool Accepts(string origin) =>
        Origins.Contains(origin, StringComparer.Ordinal)
        || (AcceptsLocalhost && Uri.TryCreate(origin, UriKind.Absolute, out var url) && url.Host == Localhost
            && url.Scheme is "http" or "https" && origin == url.GetLeftPart(UriPartial.Authority));

    private static string Checked(string domain) =>
        Uri.CheckHostName(domain) == UriHostNameType.Dns && !domain.Any(char.IsAsciiLetterUpper) ? domain
        : throw new SettingException($"{DomainKey} must be a domain such as example.org, not \"{domain}\".");

    /// <summary>An app on Android has an origin of its own, the hash of its certificate.</summary>
    private static string Checked(string origin, string? domain)
    {
        if (origin.StartsWith("android:apk-key-hash:", StringComparison.Ordinal)) return origin;
        return Uri.TryCreate(origin, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && origin == url.GetLeftPart(UriPartial.Authority) && IsOf(url, domain) ? origin
            : throw new SettingException(
                $"{OriginsKey} must hold origins below {DomainKey} such as https://app.example.org, not \"{origin}\".");
    }

    private static bool IsOf(Uri url, string? domain) =>
        url.Host == domain || url.Host.EndsWith($".{domain}", StringComparison.Ordinal);
}
