namespace XelaConnect.Infrastructure.Payments;

/// <summary>Settings of Stripe. Without a secret key card payments are refused as not configured.</summary>
internal sealed record StripeSettings(Uri ApiBase, string? SecretKey)
{
    public static StripeSettings Read(IConfiguration configuration)
    {
        var key = configuration.Text("Xela:Payments:Stripe:SecretKey");
        // It becomes a header, so a line break from a mounted secret must be found now and not at the first charge.
        if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new SettingException("Xela:Payments:Stripe:SecretKey must consist of visible ASCII characters.");
        return new StripeSettings(configuration.Url("Xela:Payments:Stripe:ApiBase", "https://api.stripe.com"), key);
    }
}
