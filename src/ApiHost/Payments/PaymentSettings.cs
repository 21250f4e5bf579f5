using XelaConnect.ServiceDefaults;

namespace XelaConnect.ApiHost.Payments;

/// <summary>What the host needs to believe Stripe's webhooks; charging is the silo's.</summary>
/// <param name="StripeWebhookSecret">The signing secret (<c>Xela:Payments:Stripe:WebhookSecret</c>); null: its webhooks are refused as not set up.</param>
internal sealed record PaymentSettings(string? StripeWebhookSecret)
{
    /// <summary>Reads them.</summary>
    public static PaymentSettings Read(IConfiguration configuration) => new(configuration.Text("Xela:Payments:Stripe:WebhookSecret"));
}
