using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using XelaConnect.Courses;

namespace XelaConnect.ApiHost.Courses;

// Contract §2: what clients in the field call lessons. Here a module is its one lesson. Names in camelCase are those clients read.

/// <summary>A course with its lessons, for those entitled.</summary>
internal sealed record CourseLessonsJson : CourseJson
{
    [SetsRequiredMembers]
    private CourseLessonsJson(CourseJson course) : base(course) { }

    [JsonPropertyName("totalLessons")]
    public int LessonsInAll => TotalLessons;

    public static CourseLessonsJson Of(CourseAccess study) => new(study.Json with
    {
        Modules = [.. study.Course.Content.Modules.Select((module, index) => CourseModuleJson.Of(module, readable: true) with { Lessons = [LessonJson.Of(module, index + 1)] })],
    });
}

/// <summary>One lesson; <paramref name="Order"/> counts from 1 through the course.</summary>
internal sealed record LessonJson(string Id, string Title, string Description, string Duration, int Order, string? Content)
{
    public static LessonJson Of(CourseModule module, int order) =>
        new(module.ModuleId, module.Title, Excerpt.Of(module.Content), CourseJson.DurationText(module.DurationMinutes), order, module.Content);
}

/// <summary>How far the caller is, by lessons.</summary>
internal sealed record LessonsProgressJson(int Progress, [property: JsonPropertyName("completedLessons")] ImmutableArray<string> CompletedLessons);

/// <summary>How far the caller is after a lesson was finished.</summary>
internal sealed record LessonCompletedJson(string Message, int Progress, [property: JsonPropertyName("completedLessons")] ImmutableArray<string> CompletedLessons);
