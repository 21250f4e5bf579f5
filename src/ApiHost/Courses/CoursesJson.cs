using System.Diagnostics.CodeAnalysis;

namespace XelaConnect.ApiHost.Courses;

/// <summary>A course. Modules that the caller may not read have no content and no video.</summary>
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

    public static CourseJson For(CourseAccess access) => Of(access.Course, access.Progress.Percent);

    /// <summary>Maps a course. A lesson is a module; <paramref name="progress"/> is the reader's, 0 to 100.</summary>
    public static CourseJson Of(CourseView course, int progress)
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
            Modules = [.. content.Modules.Select(CourseModuleJson.Of)],
            TotalModules = content.Modules.Length,
            TotalLessons = content.Modules.Length,
            Duration = DurationText(content.Modules.Sum(module => module.DurationMinutes)),
            PreviewModules = content.PreviewModules,
            Progress = progress,
            CreatedAt = course.CreatedAt,
        };
    }

    /// <summary>"Free", or dollars with two decimals.</summary>
    public static string PriceText(decimal usd) =>
        usd == 0 ? "Free" : string.Create(CultureInfo.InvariantCulture, $"${usd:0.00}");

    /// <summary>"45m", "2h" or "1h 25m".</summary>
    public static string DurationText(int minutes) => (minutes / 60, minutes % 60) switch
    {
        (0, var rest) => $"{rest}m",
        (var hours, 0) => $"{hours}h",
        var (hours, rest) => $"{hours}h {rest}m",
    };
}

/// <summary>One module.</summary>
internal sealed record CourseModuleJson(
    string ModuleId, string Title, int DurationMinutes, string? Content, string? VideoUrl)
{
    /// <summary>Only in the content of a course.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LessonJson>? Lessons { get; init; }

    public static CourseModuleJson Of(CourseModule module) =>
        new(module.ModuleId, module.Title, module.DurationMinutes, module.Content, module.VideoUrl);
}

/// <summary>A page of courses.</summary>
internal sealed record CoursesPageJson(IReadOnlyList<CourseJson> Courses, string? NextCursor)
{
    /// <summary>Maps a page of outlines, with the caller's progress in them; empty when signed out.</summary>
    public static CoursesPageJson Of(Page<CourseView> page, ImmutableArray<CourseProgress> progress)
    {
        var percents = progress.ToDictionary(static c => c.CourseId, static c => c.Percent, StringComparer.Ordinal);
        return new([.. page.Items.Select(c => CourseJson.Of(c, percents.GetValueOrDefault(c.Id)))], page.NextCursor);
    }
}

/// <summary>
/// A course and the caller's progress. Its fields stand at the top level too, where older clients read them.
/// </summary>
internal sealed record CourseDetailJson : CourseJson
{
    [SetsRequiredMembers]
    private CourseDetailJson(CourseJson course, UserProgressJson progress, bool isPurchased) : base(course) =>
        (Course, UserProgress, IsPurchased) = (course, progress, isPurchased);

    public CourseJson Course { get; }
    public UserProgressJson UserProgress { get; }
    public bool IsPurchased { get; }

    public static CourseDetailJson Of(CourseAccess access) =>
        new(CourseJson.For(access), UserProgressJson.Of(access), access.IsEntitled);
}

/// <summary>The caller's progress.</summary>
internal sealed record UserProgressJson(int Progress, ImmutableArray<string> CompletedModules, string? CurrentModule)
{
    /// <summary>The current module is the first that is not completed; null when all are.</summary>
    public static UserProgressJson Of(CourseAccess access)
    {
        var (_, completed, percent) = access.Progress;
        var current = access.Course.Content.Modules.FirstOrDefault(module => !completed.Contains(module.ModuleId));
        return new(percent, completed, current?.ModuleId);
    }
}

/// <summary>The caller's progress after a module was marked.</summary>
internal sealed record ModuleMarkedJson(string Message, int Progress, ImmutableArray<string> CompletedModules);

// What older clients call lessons: here a module is its one lesson. They read some names in camelCase.

/// <summary>A course with its lessons.</summary>
internal sealed record CourseLessonsJson : CourseJson
{
    [SetsRequiredMembers]
    private CourseLessonsJson(CourseJson course) : base(course) { }

    [JsonPropertyName("totalLessons")]
    public int LessonCount => TotalLessons;

    public static CourseLessonsJson Of(CourseAccess access) => new(CourseJson.For(access) with
    {
        Modules = [.. access.Course.Content.Modules.Select((module, index) =>
            CourseModuleJson.Of(module) with { Lessons = [LessonJson.Of(module, index + 1)] })],
    });
}

/// <summary>One lesson; <paramref name="Order"/> counts from 1 through the course.</summary>
internal sealed record LessonJson(
    string Id, string Title, string Description, string Duration, int Order, string? Content)
{
    public static LessonJson Of(CourseModule module, int order) =>
        new(module.ModuleId, module.Title, Excerpt.Of(module.Content), CourseJson.DurationText(module.DurationMinutes),
            order, module.Content);
}

/// <summary>The caller's progress by lessons.</summary>
internal sealed record LessonsProgressJson(
    int Progress, [property: JsonPropertyName("completedLessons")] ImmutableArray<string> CompletedLessons);

/// <summary>The caller's progress after a lesson was completed.</summary>
internal sealed record LessonCompletedJson(
    string Message, int Progress, [property: JsonPropertyName("completedLessons")] ImmutableArray<string> CompletedLessons);

/// <summary>Whether the caller is enrolled in a course.</summary>
internal sealed record EnrollmentJson(bool Enrolled);
/// <summary>Response to an enrolment.</summary>
internal sealed record EnrolledJson(string Message, bool Enrolled, CourseJson Course);
/// <summary>The course after its purchase, or before it while the payment is pending (202).</summary>
internal sealed record PurchasedJson(string Message, CourseJson Course);

/// <summary>
/// Body of a purchase; <c>stripe_token</c> is a Stripe <c>pm_…</c> or <c>tok_…</c>, for <c>stripe</c>.
/// </summary>
internal sealed record PurchaseRequest(
    [property: OneOf("credits", "stripe")] string PaymentMethod,
    [property: MaxLength(Limits.CardToken)] string? StripeToken = null);

/// <summary>Body of a mark.</summary>
internal sealed record MarkModuleRequest([property: Length(1, Limits.ModuleId)] string ModuleId, bool Completed);

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
