using System.Collections.Immutable;

namespace XelaConnect.Infrastructure.Accounts;

/// <summary>Direct sign-in with the providers that have a client id.</summary>
internal sealed record OidcSettings(ImmutableDictionary<string, OidcProvider> Providers)
{
    public static OidcSettings Read(IConfiguration configuration)
    {
        var google = Provider(configuration, "Xela:Auth:Google", "https://accounts.google.com",
            "https://www.googleapis.com/oauth2/v3/certs");
        var apple = Provider(configuration, "Xela:Auth:Apple", "https://appleid.apple.com",
            "https://appleid.apple.com/auth/keys");
        return new(new Dictionary<string, OidcProvider>(StringComparer.Ordinal)
        {
            [Identities.Google] = google, [Identities.Apple] = apple,
        }.ToImmutableDictionary(StringComparer.Ordinal));
    }

    private static OidcProvider Provider(IConfiguration configuration, string section, string issuer, string keys)
    {
        var issued = configuration.Text($"{section}:Issuer") ?? issuer;
        // Google's tokens also name their issuer without the scheme.
        ImmutableArray<string> issuers = issued == issuer ? [issued, issued["https://".Length..]] : [issued];
        return new(
            [.. configuration.List($"{section}:ClientIds")], issuers,
            configuration.Url($"{section}:KeysUrl", keys));
    }
}

/// <summary>A provider: the client ids that a token may be for, who issues it, and where its keys are.</summary>
internal sealed record OidcProvider(ImmutableArray<string> ClientIds, ImmutableArray<string> Issuers, Uri Keys);
