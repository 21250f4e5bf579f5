using Microsoft.Extensions.Configuration;
using XelaConnect.ServiceDefaults;

namespace XelaConnect.Infrastructure.Payments;

/// <summary>How Stripe is reached (<c>Xela:Payments:Stripe</c>), read and checked once at start.</summary>
/// <param name="ApiBase">Where its API is.</param>
/// <param name="SecretKey">The key that charges; null: card payments are refused as not set up.</param>
internal sealed record StripeSettings(Uri ApiBase, string? SecretKey)
{
    /// <summary>Reads and checks; <see cref="SettingException"/> names what is wrong.</summary>
    public static StripeSettings Read(IConfiguration configuration)
    {
        var key = configuration.Text("Xela:Payments:Stripe:SecretKey");
        // It becomes a header; a line break that came along with a mounted secret is better found now than at the first charge.
        if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new SettingException("Xela:Payments:Stripe:SecretKey must consist of visible ASCII characters.");
        return new StripeSettings(configuration.Url("Xela:Payments:Stripe:ApiBase", "https://api.stripe.com"), key);
    }
}
