using System.Diagnostics.CodeAnalysis;

namespace XelaConnect.ApiHost.Courses;

/// <summary>The fields of a course beside its modules.</summary>
internal record CourseFieldsJson
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required string Tagline { get; init; }
    public required string Description { get; init; }
    public required string Category { get; init; }
    public required string Image { get; init; }
    public required int PriceCredits { get; init; }
    public required decimal PriceUsd { get; init; }
    public required string Price { get; init; }
    public required string? OriginalPrice { get; init; }
    public required string Instructor { get; init; }
    public required string InstructorBio { get; init; }
    public required int TotalModules { get; init; }
    public required int TotalLessons { get; init; }
    public required string Duration { get; init; }
    public required int DurationMinutes { get; init; }
    public required ImmutableArray<int> PreviewModules { get; init; }
    public required int Progress { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Maps a course. A lesson is a module; <paramref name="progress"/> is the reader's, 0 to 100.</summary>
    public static CourseFieldsJson FieldsOf(CourseView course, int progress)
    {
        var content = course.Content;
        var minutes = content.Modules.Sum(static module => module.DurationMinutes);
        return new()
        {
            Id = course.Id,
            Title = content.Title,
            Tagline = content.Tagline,
            Description = content.Description,
            Category = content.Category,
            Image = PictureLinks.OfCourse(course.Id, content),
            PriceCredits = content.PriceCredits,
            PriceUsd = content.PriceUsd,
            Price = PriceText(content.PriceUsd),
            OriginalPrice = content.OriginalPrice,
            Instructor = content.Instructor,
            InstructorBio = content.InstructorBio,
            TotalModules = content.Modules.Length,
            TotalLessons = content.Modules.Length,
            Duration = content.Duration ?? DurationText(minutes),
            DurationMinutes = minutes,
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

/// <summary>A course. Modules that the caller may not read have no content and no video.</summary>
internal record CourseJson : CourseFieldsJson
{
    [SetsRequiredMembers]
    private CourseJson(CourseFieldsJson course, IReadOnlyList<CourseModuleJson<LessonJson>> modules) : base(course) =>
        Modules = modules;

    public required IReadOnlyList<CourseModuleJson<LessonJson>> Modules { get; init; }

    public static CourseJson For(CourseAccess access) => Of(access.Course, access.Progress.Percent);

    public static CourseJson Of(CourseView course, int progress) =>
        new(FieldsOf(course, progress), CourseModuleJson<LessonJson>.Of(course, LessonJson.Of));
}

/// <summary>
/// One module. What older clients call a lesson is a module here: each has one. <paramref name="Content"/> is
/// <paramref name="ContentMarkdown"/>, as it was written, without signs.
/// </summary>
internal sealed record CourseModuleJson<TLesson>(
    int ModuleId, string Title, int DurationMinutes, string Duration, string? Content, string? ContentMarkdown,
    string? VideoUrl, string Image, IReadOnlyList<TLesson> Lessons)
{
    /// <summary>Maps the modules of a course, each with the lesson of its order, which counts from 1.</summary>
    public static IReadOnlyList<CourseModuleJson<TLesson>> Of(
        CourseView course, Func<CourseModule, int, TLesson> lesson) =>
        [.. course.Content.Modules.Select((module, index) => new CourseModuleJson<TLesson>(
            ModuleNumber.Of(module, index), module.Title, module.DurationMinutes,
            CourseFieldsJson.DurationText(module.DurationMinutes), PlainText.Of(module.Content), module.Content,
            module.VideoUrl,
            PictureLinks.OfModule(course.Id, course.Content, index + 1), [lesson(module, index + 1)]))];
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

    public required CourseJson Course { get; init; }
    public required UserProgressJson UserProgress { get; init; }
    public required bool IsPurchased { get; init; }

    public static CourseDetailJson Of(CourseAccess access) =>
        new(CourseJson.For(access), UserProgressJson.Of(access), access.IsEntitled);
}

/// <summary>The caller's progress.</summary>
internal sealed record UserProgressJson(int Progress, ImmutableArray<int> CompletedModules, int? CurrentModule)
{
    /// <summary>The current module is the first that is not completed; null when all are.</summary>
    public static UserProgressJson Of(CourseAccess access)
    {
        var (_, completed, percent) = access.Progress;
        var modules = access.Course.Content.Modules;
        var current = modules.TakeWhile(module => completed.Contains(module.ModuleId)).Count();
        return new(percent, ModuleNumber.Ascending(completed),
            current < modules.Length ? ModuleNumber.Of(modules[current], current) : null);
    }
}

/// <summary>The caller's progress after a module was marked.</summary>
internal sealed record ModuleMarkedJson(string Message, int Progress, ImmutableArray<int> CompletedModules);

// Lessons keep their ids as text, and older clients read some names in camelCase.

/// <summary>A course with the content of its lessons.</summary>
internal sealed record CourseLessonsJson : CourseFieldsJson
{
    [SetsRequiredMembers]
    private CourseLessonsJson(CourseAccess access) : base(FieldsOf(access.Course, access.Progress.Percent)) =>
        (Modules, LessonCount) =
            (CourseModuleJson<LessonContentJson>.Of(access.Course, LessonContentJson.Of), TotalLessons);

    public required IReadOnlyList<CourseModuleJson<LessonContentJson>> Modules { get; init; }

    [JsonPropertyName("totalLessons")]
    public required int LessonCount { get; init; }

    public static CourseLessonsJson Of(CourseAccess access) => new(access);
}

/// <summary>A lesson; <paramref name="Order"/> counts from 1 in the course. A locked one has no description.</summary>
internal sealed record LessonJson(string Id, string Title, string Description, string Duration, int Order)
{
    public static LessonJson Of(CourseModule module, int order) => new(
        module.ModuleId, module.Title, Excerpt.Of(module.Content), CourseFieldsJson.DurationText(module.DurationMinutes),
        order);
}

/// <summary>A lesson with its content, which is null where it is locked.</summary>
internal sealed record LessonContentJson(
    string Id, string Title, string Description, string Duration, int Order, string? Content, string? ContentMarkdown)
{
    public static LessonContentJson Of(CourseModule module, int order)
    {
        var (id, title, description, duration, _) = LessonJson.Of(module, order);
        return new(id, title, description, duration, order, PlainText.Of(module.Content), module.Content);
    }
}

/// <summary>The caller's progress by lessons.</summary>
internal sealed record LessonsProgressJson(
    int Progress, [property: JsonPropertyName("completedLessons")] ImmutableArray<string> CompletedLessons);

/// <summary>The caller's progress after a lesson was completed.</summary>
internal sealed record LessonCompletedJson(
    string Message, int Progress, bool Completed,
    [property: JsonPropertyName("completedLessons")] ImmutableArray<string> CompletedLessons);

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

/// <summary>Body of a mark. The module may also come as text, <c>"3"</c> or <c>"m3"</c>.</summary>
internal sealed record MarkModuleRequest([property: Range(1, int.MaxValue)] int ModuleId, bool Completed);

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
