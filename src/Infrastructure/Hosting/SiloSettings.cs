using XelaConnect.Grains.Admin;
using XelaConnect.Grains.Feed;
using XelaConnect.Grains.Relationships;
using XelaConnect.Infrastructure.Accounts;
using XelaConnect.Infrastructure.Admin;
using XelaConnect.Infrastructure.Discovery;
using XelaConnect.Infrastructure.Mail;
using XelaConnect.Infrastructure.Subscriptions;
using XelaConnect.Infrastructure.Video;
using XelaConnect.Referrals;

namespace XelaConnect.Infrastructure.Hosting;

internal sealed record SiloSettings
{
    public required string DataDirectory { get; init; }
    /// <summary>Null: SQLite.</summary>
    public required string? Postgres { get; init; }
    public required int? Port { get; init; }
    public required int? GatewayPort { get; init; }
    /// <summary>Null: the machine's.</summary>
    public required string? AdvertisedAddress { get; init; }
    public required bool Seed { get; init; }
    /// <summary>Work factor: each step doubles the time.</summary>
    public required int BcryptCost { get; init; }
    /// <summary>Null: no sign-in with Google.</summary>
    public required Uri? EmergentSessionData { get; init; }
    public required OidcSettings Oidc { get; init; }
    public required EncryptionSettings Encryption { get; init; }
    public required PasskeySettings Passkeys { get; init; }
    public required StripeSettings Stripe { get; init; }
    public required VideoSettings Video { get; init; }
    public required MailSettings Mail { get; init; }
    public required CompanionSettings Companion { get; init; }
    public required Plans Plans { get; init; }
    public required ConnectionLimits Connections { get; init; }
    public required ReferralLimits Referrals { get; init; }
    public required MatchingWeights Matching { get; init; }
    public required FeedLinks Links { get; init; }
    public required StaffSettings Staff { get; init; }
    /// <summary>Development only.</summary>
    public required TimeSpan ClockOffset { get; init; }

    public static SiloSettings Read(IConfiguration configuration, bool isDevelopment, bool seed)
    {
        KnownSettings.Check(configuration);
        var offset = configuration.Span("Xela:Clock:Offset");
        if (offset != TimeSpan.Zero && !isDevelopment)
            throw new SettingException("Xela:Clock:Offset is for the Development environment only.");
        return new SiloSettings
        {
            DataDirectory = Path.GetFullPath(configuration.Text("Xela:DataDirectory") ?? "data"),
            Postgres = configuration.Postgres(),
            Port = configuration.Number("Xela:Silo:Port", 1, 65535),
            GatewayPort = configuration.Number("Xela:Silo:GatewayPort", 1, 65535),
            AdvertisedAddress = configuration.Text("Xela:Silo:AdvertisedAddress"),
            Seed = configuration.Flag("Xela:Seed", seed),
            BcryptCost = configuration.Number("Xela:Auth:BcryptCost", 4, 16) ?? 11,
            EmergentSessionData = configuration.OptionalUrl("Xela:Auth:EmergentSessionDataUrl"),
            Oidc = OidcSettings.Read(configuration),
            Encryption = EncryptionSettings.Read(configuration),
            Passkeys = PasskeySettings.Read(configuration, isDevelopment),
            Stripe = StripeSettings.Read(configuration),
            Video = VideoSettings.Read(configuration),
            Mail = MailSettings.Read(configuration),
            Companion = CompanionSettings.Read(configuration),
            Plans = PlanSettings.Read(configuration),
            Connections = new ConnectionLimits(
                configuration.Number("Xela:Connections:RequestsPerDay", 1, 1_000_000)
                    ?? ConnectionLimits.Default.RequestsPerDay,
                configuration.Limit("Xela:Connections:UnverifiedRequestsPerDay", 0, 1_000_000,
                    ConnectionLimits.Default.UnverifiedRequestsPerDay)),
            Referrals = new ReferralLimits(
                configuration.Flag("Xela:Referrals:RequireVerifiedEmail", !isDevelopment),
                configuration.Number("Xela:Referrals:ConversionsPerDay", 1, 1_000_000)
                ?? ReferralLimits.Default.ConversionsPerDay),
            Matching = MatchingSettings.Read(configuration),
            Links = LinkSettings.Read(configuration),
            Staff = StaffSettingsReader.Read(configuration, isDevelopment),
            ClockOffset = offset,
        };
    }
}
