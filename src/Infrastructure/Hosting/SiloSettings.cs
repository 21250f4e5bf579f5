using Microsoft.Extensions.Configuration;
using XelaConnect.Discovery;
using XelaConnect.Grains.Relationships;
using XelaConnect.Infrastructure.Companion;
using XelaConnect.Infrastructure.Discovery;
using XelaConnect.Infrastructure.Payments;
using XelaConnect.Infrastructure.Subscriptions;
using XelaConnect.Subscriptions;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>The settings of the silo, read and checked once at start.</summary>
internal sealed record SiloSettings
{
    /// <summary>Directory of the SQLite files, as a full path.</summary>
    public required string DataDirectory { get; init; }
    /// <summary>Connection string of PostgreSQL; null: SQLite.</summary>
    public required string? Postgres { get; init; }
    /// <summary>Port between silos; null where it is not set.</summary>
    public required int? Port { get; init; }
    /// <summary>Port for API hosts; null where it is not set.</summary>
    public required int? GatewayPort { get; init; }
    /// <summary>Address or name at which other processes reach this silo; null: the machine's.</summary>
    public required string? AdvertisedAddress { get; init; }
    /// <summary>Whether the starting circles and courses are written once.</summary>
    public required bool Seed { get; init; }
    /// <summary>Work factor of bcrypt: each step doubles the time.</summary>
    public required int BcryptCost { get; init; }
    /// <summary>Address of the identity provider's session data; null: no sign-in with Google.</summary>
    public required Uri? EmergentSessionData { get; init; }
    /// <summary>Stripe.</summary>
    public required StripeSettings Stripe { get; init; }
    /// <summary>The model behind Xela.</summary>
    public required CompanionSettings Companion { get; init; }
    /// <summary>Plans, prices and rewards.</summary>
    public required Plans Plans { get; init; }
    /// <summary>Limits on connection requests.</summary>
    public required ConnectionLimits Connections { get; init; }
    /// <summary>Weights of compatibility.</summary>
    public required MatchingWeights Matching { get; init; }
    /// <summary>Shift of the domain's clock; Development only.</summary>
    public required TimeSpan ClockOffset { get; init; }

    /// <summary>Reads and checks the settings. A <see cref="SettingException"/> names a wrong key.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="isDevelopment">Whether settings for developers are allowed.</param>
    /// <param name="seed">The default of <c>Xela:Seed</c>.</param>
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
            Stripe = StripeSettings.Read(configuration),
            Companion = CompanionSettings.Read(configuration),
            Plans = PlanSettings.Read(configuration),
            Connections = new ConnectionLimits(configuration.Number("Xela:Connections:RequestsPerDay", 1, 1_000_000)
                ?? ConnectionLimits.Default.RequestsPerDay),
            Matching = MatchingSettings.Read(configuration),
            ClockOffset = offset,
        };
    }
}
