using System.Security.Cryptography;
using System.Text;
using XelaConnect.Wallet;
using XelaConnect.Operations;

namespace XelaConnect.ApiHost.Wallet;

/// <summary>How RevenueCat is understood: its secret, and what its products stand for (<c>Xela:Payments:RevenueCat</c>).</summary>
internal sealed class RevenueCatSettings
{
    private const string Root = "Xela:Payments:RevenueCat";
    private readonly byte[]? secretHash;
    private readonly Dictionary<string, string> products;

    private RevenueCatSettings(string? secret, Dictionary<string, string> products)
    {
        secretHash = secret is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        this.products = products;
    }

    /// <summary>Whether the webhook has a secret; it takes nothing without.</summary>
    public bool IsConfigured => secretHash is not null;

    /// <summary>Reads and checks; <see cref="SettingException"/> names what is wrong.</summary>
    public static RevenueCatSettings Read(IConfiguration configuration)
    {
        var secret = configuration.Text($"{Root}:WebhookSecret") is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
        // A product of Google's is "subscription:plan", which makes two levels of a setting's key.
        var products = configuration.GetSection($"{Root}:Products").AsEnumerable(makePathsRelative: true).Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => TierOf(pair.Key, pair.Value!), StringComparer.OrdinalIgnoreCase);
        return new RevenueCatSettings(secret, products);
    }

    /// <summary>Whether a caller has the secret. Digests are compared, in the same time whatever is given and however long it is.</summary>
    public bool IsSecret(string given) => secretHash is not null && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), secretHash);

    /// <summary>What a product stands for: as the setting says, else as its name does; null where neither does.</summary>
    public string? TierOf(string product) =>
        products.TryGetValue(product, out var tier) ? tier
        : product.Contains(Tiers.Elite, StringComparison.OrdinalIgnoreCase) ? Tiers.Elite
        : product.Contains(Tiers.Premium, StringComparison.OrdinalIgnoreCase) ? Tiers.Premium
        : null;

    private static string TierOf(string product, string text) =>
        Array.Find([Tiers.Premium, Tiers.Elite], tier => tier.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new SettingException($"{Root}:Products:{product} must be {Tiers.Premium} or {Tiers.Elite}, not \"{text}\".");
}

/// <summary>Registers the settings.</summary>
internal static class RevenueCatHosting
{
    /// <summary>Reads them once, at start, so that a wrong one stops it.</summary>
    public static WebApplicationBuilder AddRevenueCat(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(RevenueCatSettings.Read(builder.Configuration));
        return builder;
    }
}
