using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using XelaConnect.Courses;

namespace XelaConnect.ApiHost.Courses;

/// <summary>A course (contract §0 "course").</summary>
internal record CourseJson
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string Tagline { get; init; }
    public required string Description { get; init; }
    public required string Category { get; init; }
    public required string? Image { get; init; }
    public required int PriceCredits { get; init; }
    public required decimal PriceUsd { get; init; }
    public required string Price { get; init; }
    public required string? OriginalPrice { get; init; }
    public required string Instructor { get; init; }
    public required string InstructorBio { get; init; }
    public required IReadOnlyList<CourseModuleJson> Modules { get; init; }
    public required int TotalModules { get; init; }
    public required int TotalLessons { get; init; }
    public required string Duration { get; init; }
    public required ImmutableArray<int> PreviewModules { get; init; }
    public required int Progress { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The public shape of a view: the outline, and the content of those modules anyone may read. A lesson is a module; progress starts at 0.</summary>
    public static CourseJson Of(CourseView course)
    {
        var content = course.Content;
        return new()
        {
            Id = course.Id,
            Title = content.Title,
            Tagline = content.Tagline,
            Description = content.Description,
            Category = content.Category,
            Image = content.Image,
            PriceCredits = content.PriceCredits,
            PriceUsd = content.PriceUsd,
            Price = PriceText(content.PriceUsd),
            OriginalPrice = content.OriginalPrice,
            Instructor = content.Instructor,
            InstructorBio = content.InstructorBio,
            Modules = [.. content.Modules.Select((module, index) => CourseModuleJson.Of(module, content.PreviewModules.Contains(index)))],
            TotalModules = content.Modules.Length,
            TotalLessons = content.Modules.Length,
            Duration = DurationText(content.Modules.Sum(module => module.DurationMinutes)),
            PreviewModules = content.PreviewModules,
            Progress = 0,
            CreatedAt = course.CreatedAt,
        };
    }

    /// <summary>"Free", or dollars with two decimals.</summary>
    public static string PriceText(decimal usd) => usd == 0 ? "Free" : string.Create(CultureInfo.InvariantCulture, $"${usd:0.00}");

    /// <summary>"45m", "2h" or "1h 25m".</summary>
    public static string DurationText(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => $"{rest}m",
        (var hours, 0) => $"{hours}h",
        var (hours, rest) => $"{hours}h {rest}m",
    };
}

/// <summary>One module; content and video only for those who may read it.</summary>
internal sealed record CourseModuleJson(string ModuleId, string Title, int DurationMinutes, string? Content, string? VideoUrl)
{
    public static CourseModuleJson Of(CourseModule module, bool readable) =>
        new(module.ModuleId, module.Title, module.DurationMinutes, readable ? module.Content : null, readable ? module.VideoUrl : null);
}

/// <summary>A page of courses.</summary>
internal sealed record CoursesPageJson(IReadOnlyList<CourseJson> Courses, string? NextCursor)
{
    public static CoursesPageJson Of(Page<CourseView> page) => new([.. page.Items.Select(CourseJson.Of)], page.NextCursor);
}

/// <summary>Contract endpoint 14, with the course's own fields beside it, where clients in the field read them (contract §2).</summary>
internal sealed record CourseDetailJson : CourseJson
{
    [SetsRequiredMembers]
    public CourseDetailJson(CourseJson course) : base(course)
    {
        Course = course;
        UserProgress = new(0, [], course.Modules.Count > 0 ? course.Modules[0].ModuleId : null);
    }

    public CourseJson Course { get; }
    public UserProgressJson UserProgress { get; }
    public bool IsPurchased { get; }
}

/// <summary>How far the caller is.</summary>
internal sealed record UserProgressJson(int Progress, IReadOnlyList<string> CompletedModules, string? CurrentModule);

/// <summary>Serializers of this slice, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CoursesPageJson))]
[JsonSerializable(typeof(CourseDetailJson))]
internal sealed partial class CoursesJson : JsonSerializerContext;
