using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json.Serialization;
using XelaConnect.ApiHost.Http;
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

    /// <summary>
    /// The public shape of a view for one caller. Whoever is <paramref name="entitled"/> gets the content of every module, others that of those modules
    /// anyone may read. A lesson is a module; <paramref name="progress"/> is the caller's, 0 to 100.
    /// </summary>
    public static CourseJson Of(CourseView course, bool entitled, int progress)
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
            Modules = [.. content.Modules.Select((module, index) => CourseModuleJson.Of(module, entitled || content.PreviewModules.Contains(index)))],
            TotalModules = content.Modules.Length,
            TotalLessons = content.Modules.Length,
            Duration = DurationText(content.Modules.Sum(module => module.DurationMinutes)),
            PreviewModules = content.PreviewModules,
            Progress = progress,
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
    /// <summary>Only where a course is asked for with its lessons (contract §2).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LessonJson>? Lessons { get; init; }

    public static CourseModuleJson Of(CourseModule module, bool readable) =>
        new(module.ModuleId, module.Title, module.DurationMinutes, readable ? module.Content : null, readable ? module.VideoUrl : null);
}

/// <summary>A page of courses.</summary>
internal sealed record CoursesPageJson(IReadOnlyList<CourseJson> Courses, string? NextCursor)
{
    /// <summary>The page as someone sees it who is so far in these courses; signed out, in none.</summary>
    public static CoursesPageJson Of(Page<CourseView> page, ImmutableArray<CourseProgress> learning)
    {
        var progress = learning.ToDictionary(course => course.CourseId, course => course.Percent, StringComparer.Ordinal);
        return new([.. page.Items.Select(course => CourseJson.Of(course, entitled: false, progress.GetValueOrDefault(course.Id)))], page.NextCursor);
    }
}

/// <summary>Contract endpoint 14, with the course's own fields beside it, where clients in the field read them (contract §2).</summary>
internal sealed record CourseDetailJson : CourseJson
{
    [SetsRequiredMembers]
    private CourseDetailJson(CourseJson course, UserProgressJson progress, bool isPurchased) : base(course) =>
        (Course, UserProgress, IsPurchased) = (course, progress, isPurchased);

    public CourseJson Course { get; }
    public UserProgressJson UserProgress { get; }
    public bool IsPurchased { get; }

    public static CourseDetailJson Of(CourseAccess study) => new(study.Json, UserProgressJson.Of(study), study.IsEntitled);
}

/// <summary>How far the caller is.</summary>
internal sealed record UserProgressJson(int Progress, ImmutableArray<string> CompletedModules, string? CurrentModule)
{
    /// <summary>The current module is the first that is not finished; none when all are.</summary>
    public static UserProgressJson Of(CourseAccess study) =>
        new(study.Percent, study.Completed, study.Course.Content.Modules.FirstOrDefault(module => !study.Completed.Contains(module.ModuleId))?.ModuleId);
}

/// <summary>How far the caller is after a module was marked (contract endpoint 16).</summary>
internal sealed record ModuleMarkedJson(string Message, int Progress, ImmutableArray<string> CompletedModules)
{
    public static ModuleMarkedJson Of(string message, CourseProgress course) => new(message, course.Percent, course.Completed);
}

/// <summary>Whether the caller takes part in a course.</summary>
internal sealed record EnrollmentJson(bool Enrolled);

/// <summary>The caller takes part in a course from now on.</summary>
internal sealed record EnrolledJson(string Message, bool Enrolled, CourseJson Course);

/// <summary>The course after its purchase, or before it when the payment is still being confirmed (202).</summary>
internal sealed record PurchasedJson(string Message, CourseJson Course);

/// <summary>Body of a purchase; <c>stripe_token</c> is a <c>pm_…</c> or <c>tok_…</c> of Stripe's, for <c>stripe</c>.</summary>
internal sealed record PurchaseRequest([property: OneOf("credits", "stripe")] string PaymentMethod, [property: MaxLength(Limits.CardToken)] string? StripeToken = null);

/// <summary>Body of marking a module as finished, or not.</summary>
internal sealed record MarkModuleRequest([property: Length(1, Limits.ModuleId)] string ModuleId, bool Completed);

/// <summary>Serializers of this slice, made at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CoursesPageJson))]
[JsonSerializable(typeof(CourseDetailJson))]
[JsonSerializable(typeof(ModuleMarkedJson))]
[JsonSerializable(typeof(EnrollmentJson))]
[JsonSerializable(typeof(EnrolledJson))]
[JsonSerializable(typeof(PurchasedJson))]
[JsonSerializable(typeof(PurchaseRequest))]
[JsonSerializable(typeof(MarkModuleRequest))]
[JsonSerializable(typeof(CourseLessonsJson))]
[JsonSerializable(typeof(LessonsProgressJson))]
[JsonSerializable(typeof(LessonCompletedJson))]
internal sealed partial class CoursesJson : JsonSerializerContext;
