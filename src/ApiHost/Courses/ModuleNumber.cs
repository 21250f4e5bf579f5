namespace XelaConnect.ApiHost.Courses;

/// <summary>
/// Clients number the modules of a course 1, 2, 3; courses and progress are stored with the ids <c>m1</c>, <c>m2</c>,
/// <c>m3</c> (ADR 0059).
/// </summary>
internal static class ModuleNumber
{
    private const char Prefix = 'm';

    /// <summary>The id of a number as text. Other text stays as it is: older clients send ids.</summary>
    public static string ToId(string text) =>
        TryParse(text, out var number) ? string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}") : text;

    /// <summary>The number of a module; an id of another form counts as its position.</summary>
    public static int Of(CourseModule module, int index) =>
        TryParse(module.ModuleId.TrimStart(Prefix), out var number) ? number : index + 1;

    public static ImmutableArray<int> Ascending(ImmutableArray<string> ids) =>
        [.. ids.Select(static id => TryParse(id.TrimStart(Prefix), out var number) ? number : 0)
            .Where(static number => number > 0).Order()];

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
