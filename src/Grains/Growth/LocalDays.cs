namespace XelaConnect.Grains.Growth;

/// <summary>Events store the date, so that a newer time zone database changes no streak.</summary>
internal static class LocalDays
{
    // Files in some databases that are no zones: the machine's own, and copies with leap seconds.
    private static readonly string[] Local = ["localtime", "posixrules", "Factory"];
    private static readonly string[] Directories = ["right/", "posix/"];

    /// <summary>Whether a text is a time zone of the IANA database, in its spelling.</summary>
    public static bool IsZone(string name) =>
        !Local.Contains(name, StringComparer.OrdinalIgnoreCase)
        && !Array.Exists(Directories, directory => name.StartsWith(directory, StringComparison.OrdinalIgnoreCase))
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId && zone.Id == name;

    /// <summary>UTC where no zone is set or the machine does not know it.</summary>
    public static DateTime TimeIn(string? zone, DateTimeOffset at) =>
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? TimeZoneInfo.ConvertTime(at, found).DateTime
            : at.UtcDateTime;

    public static DateOnly In(string? zone, DateTimeOffset at) => DateOnly.FromDateTime(TimeIn(zone, at));
}
