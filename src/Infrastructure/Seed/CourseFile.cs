using System.Collections.Immutable;
using System.Text.RegularExpressions;
using XelaConnect.Courses;

namespace XelaConnect.Infrastructure.Seed;

/// <summary>
/// Reads a starting course from its text file: fields as <c>name: value</c>, then the modules, each below
/// <c># 12 min: Title</c>. Modules are m1, m2 and so on in their order, so a published file is only appended to.
/// </summary>
internal static partial class CourseFile
{
    private static readonly string[] Known =
    [
        "id", "title", "tagline", "description", "category", "price_credits", "price_usd", "original_price", "duration",
        "instructor", "instructor_bio", "preview", "for_sale",
    ];

    public static ImmutableArray<SeededCourse> All() =>
    [
        .. typeof(CourseFile).Assembly.GetManifestResourceNames()
            .Where(static name => name.StartsWith("courses/", StringComparison.Ordinal))
            .Select(Read).OrderBy(static course => course.Id, StringComparer.Ordinal),
    ];

    public static SeededCourse Parse(string file)
    {
        var text = file.ReplaceLineEndings("\n");
        var headings = Heading().Matches(text);
        var fields = text[..(headings.Count > 0 ? headings[0].Index : text.Length)]
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split(": ", 2))
            .ToDictionary(static field => field[0], static field => field[1], StringComparer.Ordinal);
        if (fields.Keys.Except(Known, StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new InvalidDataException($"A course has no field {unknown}.");
        var content = new CourseContent(
            fields["title"], fields["tagline"], fields["description"], fields["category"], Image: null,
            Number(fields["price_credits"]), decimal.Parse(fields["price_usd"], CultureInfo.InvariantCulture),
            fields.GetValueOrDefault("original_price"), fields["instructor"], fields["instructor_bio"],
            [.. fields["preview"].Split(", ").Select(static number => Number(number) - 1)],
            [.. Enumerable.Range(0, headings.Count).Select(index => ModuleOf(text, headings, index))],
            fields["duration"]);
        return new(fields["id"], content, fields.GetValueOrDefault("for_sale") != "false");
    }

    private static SeededCourse Read(string resource)
    {
        using var reader = new StreamReader(typeof(CourseFile).Assembly.GetManifestResourceStream(resource)!);
        return Parse(reader.ReadToEnd());
    }

    private static CourseModule ModuleOf(string text, MatchCollection headings, int index)
    {
        var heading = headings[index];
        var end = index + 1 < headings.Count ? headings[index + 1].Index : text.Length;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"m{index + 1}"), heading.Groups["title"].Value,
            Number(heading.Groups["minutes"].Value), text[(heading.Index + heading.Length)..end].Trim(), null);
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^# (?<minutes>\d+) min: (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}

internal sealed record SeededCourse(string Id, CourseContent Content, bool ForSale);
