namespace XelaConnect.Grains.Growth;

/// <summary>Which date it is where somebody is. What it says is written into the event, so that a newer list of time zones never changes what was counted.</summary>
internal static class LocalDays
{
    // Files of some machines' databases that are no zones: the machine's own, and copies with leap seconds.
    private static readonly HashSet<string> Local = new(StringComparer.OrdinalIgnoreCase) { "localtime", "posixrules", "Factory" };
    private static readonly string[] Directories = ["right/", "posix/"];

    /// <summary>Whether a text is the name of a time zone in the IANA database, written as it is there.</summary>
    public static bool IsZone(string name) =>
        !Local.Contains(name) && !Array.Exists(Directories, directory => name.StartsWith(directory, StringComparison.OrdinalIgnoreCase))
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId && zone.Id == name;

    /// <summary>Date and time of day there; UTC's where no zone is set, or this machine does not know it.</summary>
    public static DateTime TimeIn(string? zone, DateTimeOffset at) =>
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(at, found).DateTime : at.UtcDateTime;

    /// <summary>The date there.</summary>
    public static DateOnly In(string? zone, DateTimeOffset at) => DateOnly.FromDateTime(TimeIn(zone, at));
}
