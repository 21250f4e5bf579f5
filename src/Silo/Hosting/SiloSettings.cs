using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace XelaConnect.Silo.Hosting;

/// <summary>The settings of the silo, read and checked once at start.</summary>
internal sealed record SiloSettings
{
    /// <summary>Where SQLite keeps its files, as a full path.</summary>
    public required string DataDirectory { get; init; }
    /// <summary>Where PostgreSQL is; null: SQLite.</summary>
    public required string? Postgres { get; init; }
    /// <summary>Port between silos; null: any free one, which is all an embedded silo needs.</summary>
    public required int? Port { get; init; }
    /// <summary>Whether the starting circles and courses are written, once.</summary>
    public required bool Seed { get; init; }
    /// <summary>Work factor of bcrypt: each step doubles the time.</summary>
    public required int BcryptCost { get; init; }
    /// <summary>Where the identity provider tells whose a session is.</summary>
    public required Uri EmergentSessionData { get; init; }
    /// <summary>Shifts the clock; Development only.</summary>
    public required TimeSpan ClockOffset { get; init; }

    /// <summary>Reads and checks; <see cref="SettingException"/> names what is wrong.</summary>
    public static SiloSettings Read(IConfiguration configuration, bool isDevelopment)
    {
        var offset = Span(configuration, "Xela:Clock:Offset");
        if (offset != TimeSpan.Zero && !isDevelopment) throw new SettingException("Xela:Clock:Offset is for the Development environment only.");
        var directory = Path.GetFullPath(configuration["Xela:DataDirectory"] is { Length: > 0 } set ? set : "data");
        var postgres = configuration.GetConnectionString("Postgres");
        return new SiloSettings
        {
            DataDirectory = directory,
            Postgres = string.IsNullOrWhiteSpace(postgres) ? null : postgres,
            Port = Number(configuration, "Xela:Silo:Port", 1, 65535),
            Seed = Flag(configuration, "Xela:Seed", true),
            BcryptCost = Number(configuration, "Xela:Auth:BcryptCost", 4, 16) ?? 11,
            EmergentSessionData = Url(configuration, "Xela:Auth:EmergentSessionDataUrl", "https://demobackend.emergentagent.com/auth/v1/env/oauth/session-data"),
            ClockOffset = offset,
        };
    }

    private static bool Flag(IConfiguration configuration, string key, bool otherwise) =>
        configuration[key] is not { Length: > 0 } text ? otherwise
        : bool.TryParse(text, out var value) ? value
        : throw new SettingException($"{key} must be true or false, not \"{text}\".");

    private static int? Number(IConfiguration configuration, string key, int least, int most) =>
        configuration[key] is not { Length: > 0 } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value
        : throw new SettingException($"{key} must be a whole number from {least} to {most}, not \"{text}\".");

    private static TimeSpan Span(IConfiguration configuration, string key) =>
        configuration[key] is not { Length: > 0 } text ? TimeSpan.Zero
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value
        : throw new SettingException($"{key} must be a time span such as 1.00:00:00, not \"{text}\".");

    private static Uri Url(IConfiguration configuration, string key, string otherwise) =>
        Uri.TryCreate(configuration[key] is { Length: > 0 } text ? text : otherwise, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
        : throw new SettingException($"{key} must be an http or https address.");
}
