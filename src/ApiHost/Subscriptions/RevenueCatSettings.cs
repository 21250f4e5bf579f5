namespace XelaConnect.ApiHost.Subscriptions;

internal sealed class RevenueCatSettings
{
    private const string Root = "Xela:Payments:RevenueCat";
    private const int MaxCredits = 1_000_000;
    private readonly byte[]? secretHash;
    private readonly Dictionary<string, string> products;
    private readonly Dictionary<string, int> packs;

    private RevenueCatSettings(
        string? secret, Dictionary<string, string> products, Dictionary<string, int> packs, bool allowsSandbox)
    {
        secretHash = secret is null ? null : SHA256.HashData(Encoding.UTF8.GetBytes(secret));
        (this.products, this.packs, AllowsSandbox) = (products, packs, allowsSandbox);
    }

    public bool IsConfigured => secretHash is not null;

    /// <summary>Whether purchases in a store's sandbox, which cost nothing, count.</summary>
    public bool AllowsSandbox { get; }

    /// <summary>By default sandboxes count in Development only.</summary>
    public static RevenueCatSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var secret = configuration.Text($"{Root}:WebhookSecret")?.Trim() is { Length: > 0 } text ? text : null;
        var products = ByProduct(configuration, "Products", TierOf);
        var packs = ByProduct(configuration, "CreditPacks", CreditsOf);
        if (packs.Keys.FirstOrDefault(products.ContainsKey) is { } both)
            throw new SettingException(
                $"{Root}:CreditPacks:{both} must not be a product of {Root}:Products too: a pack of credits opens no tier.");
        return new RevenueCatSettings(secret, products, packs, configuration.Flag($"{Root}:AllowSandbox", isDevelopment));
    }

    /// <summary>Whether a text is the secret. Compares digests in constant time.</summary>
    public bool IsSecret(string given) => secretHash is not null && CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), secretHash);

    /// <summary>The tier of a product by the settings, else by its name; null without one.</summary>
    public string? TierOf(string product) =>
        products.TryGetValue(product, out var tier) ? tier
        : product.Contains(Tiers.Elite, StringComparison.OrdinalIgnoreCase) ? Tiers.Elite
        : product.Contains(Tiers.Premium, StringComparison.OrdinalIgnoreCase) ? Tiers.Premium : null;

    /// <summary>The credits of a pack; null for any other product.</summary>
    public int? CreditsOf(string product) => packs.TryGetValue(product, out var credits) ? credits : null;

    // A product at Google is "subscription:plan", two levels of a setting's key.
    private static Dictionary<string, T> ByProduct<T>(
        IConfiguration configuration, string section, Func<string, string, T> read) =>
        configuration.GetSection($"{Root}:{section}").AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => read(pair.Key, pair.Value!), StringComparer.OrdinalIgnoreCase);

    private static int CreditsOf(string product, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var credits)
            && credits is > 0 and <= MaxCredits ? credits
        : throw new SettingException(string.Create(CultureInfo.InvariantCulture,
            $"{Root}:CreditPacks:{product} must be a whole number from 1 to {MaxCredits}, not \"{text}\"."));

    private static string TierOf(string product, string text) =>
        Array.Find([Tiers.Premium, Tiers.Elite], tier => tier.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase))
        ?? throw new SettingException($"{Root}:Products:{product} must be {Tiers.Premium} or {Tiers.Elite}, not \"{text}\".");
}

internal static class RevenueCatHosting
{
    public static void AddRevenueCat(this WebApplicationBuilder builder) => builder.Services.AddSingleton(
        RevenueCatSettings.Read(builder.Configuration, builder.Environment.IsDevelopment()));
}
