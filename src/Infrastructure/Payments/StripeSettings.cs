using Microsoft.Extensions.Configuration;

namespace XelaConnect.Infrastructure.Payments;

/// <summary>Settings of Stripe (<c>Xela:Payments:Stripe</c>), validated at start.</summary>
/// <param name="ApiBase">The address of the API.</param>
/// <param name="SecretKey">The secret key; null: card payments are refused as not configured.</param>
internal sealed record StripeSettings(Uri ApiBase, string? SecretKey)
{
    /// <summary>Reads and validates; <see cref="SettingException"/> names the setting at fault.</summary>
    public static StripeSettings Read(IConfiguration configuration)
    {
        var key = configuration.Text("Xela:Payments:Stripe:SecretKey");
        // It becomes a header, so a line break from a mounted secret must be found now and not at the first charge.
        if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new SettingException("Xela:Payments:Stripe:SecretKey must consist of visible ASCII characters.");
        return new StripeSettings(configuration.Url("Xela:Payments:Stripe:ApiBase", "https://api.stripe.com"), key);
    }
}
