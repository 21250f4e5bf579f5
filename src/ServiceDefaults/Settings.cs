using System.Globalization;

namespace XelaConnect.ServiceDefaults;

/// <summary>Reads settings. A wrong one throws a <see cref="SettingException"/> that names the key.</summary>
public static class Settings
{
    /// <summary>A text; null when it is not set or empty.</summary>
    public static string? Text(this IConfiguration configuration, string key) =>
        configuration[KnownSettings.Required(key)] is { Length: > 0 } text ? text : null;

    /// <summary>True or false.</summary>
    public static bool Flag(this IConfiguration configuration, string key, bool defaultValue) =>
        configuration.Read<bool>(key, "true or false", static text => bool.TryParse(text, out var value) ? value : null)
        ?? defaultValue;

    /// <summary>A whole number within limits; null when it is not set.</summary>
    public static int? Number(this IConfiguration configuration, string key, int min, int max) =>
        configuration.Read(key, $"a whole number from {min} to {max}", text => Whole(text, min, max));

    /// <summary>A number within limits; null when it is not set.</summary>
    public static double? Fraction(this IConfiguration configuration, string key, double min, double max) =>
        configuration.Read<double>(
            key, string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max} such as 0.7"),
            text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && value >= min && value <= max ? value : null);

    /// <summary>A whole number within limits, or "unlimited", which is null.</summary>
    public static int? Limit(this IConfiguration configuration, string key, int min, int max, int? defaultValue) =>
        "unlimited".Equals(configuration.Text(key), StringComparison.OrdinalIgnoreCase) ? null
        : configuration.Read(key, $"a whole number from {min} to {max}, or unlimited", text => Whole(text, min, max))
            ?? defaultValue;

    /// <summary>An amount of money with at most two decimals; null when it is not set.</summary>
    public static decimal? Money(this IConfiguration configuration, string key, int max) =>
        configuration.Read<decimal>(
            key, $"an amount from 0 to {max} such as 9.99",
            text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                && value <= max && decimal.Round(value, 2) == value ? value : null);

    /// <summary>A time span; zero when it is not set.</summary>
    public static TimeSpan Span(this IConfiguration configuration, string key) =>
        configuration.Read<TimeSpan>(
            key, "a time span such as 1.00:00:00",
            static text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null)
        ?? TimeSpan.Zero;

    /// <summary>An http or https address.</summary>
    public static Uri Url(this IConfiguration configuration, string key, string defaultValue) =>
        Url(key, configuration.Text(key) ?? defaultValue);

    /// <summary>An http or https address; null when it is not set.</summary>
    public static Uri? OptionalUrl(this IConfiguration configuration, string key) =>
        configuration.Text(key) is { } text ? Url(key, text) : null;

    private static Uri Url(string key, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
        : throw new SettingException($"{key} must be an http or https address.");

    private static T? Read<T>(this IConfiguration configuration, string key, string form, Func<string, T?> parse)
        where T : struct =>
        configuration.Text(key) is not { } text ? null
        : parse(text) ?? throw new SettingException($"{key} must be {form}, not \"{text}\".");

    private static int? Whole(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value : null;

    /// <summary>Several values: a list, or one text with commas.</summary>
    public static IEnumerable<string> List(this IConfiguration configuration, string key)
    {
        var section = configuration.GetSection(KnownSettings.Required(key));
        if (section.Value is { Length: > 0 } single)
            return single.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return section.GetChildren().Select(child => child.Value).OfType<string>();
    }

    /// <summary><c>ConnectionStrings:Postgres</c>; null when it is not set.</summary>
    public static string? Postgres(this IConfiguration configuration) =>
        configuration.GetConnectionString("Postgres") is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;
}
