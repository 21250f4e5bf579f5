using XelaConnect.ServiceDefaults;

namespace XelaConnect.ApiHost.Payments;

/// <summary>Settings of Stripe's webhook; the silo has those of charges.</summary>
/// <param name="StripeWebhookSecret">The signing secret (<c>Xela:Payments:Stripe:WebhookSecret</c>); null: webhooks are
/// refused as not configured.</param>
internal sealed record PaymentSettings(string? StripeWebhookSecret)
{
    /// <summary>Reads the settings.</summary>
    public static PaymentSettings Read(IConfiguration configuration) =>
        new(configuration.Text("Xela:Payments:Stripe:WebhookSecret"));
}
