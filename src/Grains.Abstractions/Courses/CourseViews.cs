using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.Courses;

/// <summary>
/// The content of a course (<c>docs/api/http.md</c>, "course"). Dollars have two decimals.
/// <paramref name="Duration"/> is authored text like "4 weeks"; courses of earlier versions have none.
/// </summary>
[GenerateSerializer, Immutable, Alias("courses.content.v1")]
public sealed record CourseContent(
    [property: Id(0)] string Title, [property: Id(1)] string Tagline, [property: Id(2)] string Description,
    [property: Id(3)] string Category, [property: Id(4)] string? Image,
    [property: Id(5)] int PriceCredits, [property: Id(6)] decimal PriceUsd, [property: Id(7)] string? OriginalPrice,
    [property: Id(8)] string Instructor, [property: Id(9)] string InstructorBio,
    [property: Id(10)] ImmutableArray<int> PreviewModules, [property: Id(11)] ImmutableArray<CourseModule> Modules,
    [property: Id(12)] string? Duration = null)
{
    /// <summary>The card price in US cents.</summary>
    public long PriceInCents() => (long)decimal.Round(PriceUsd * 100);
    /// <summary>Whether the course costs neither credits nor dollars.</summary>
    public bool IsFree() => PriceCredits == 0 && PriceUsd == 0;
}

/// <summary>One module. <paramref name="Content"/> is Markdown; it is null where the reader may not see it.</summary>
[GenerateSerializer, Immutable, Alias("courses.module.v1")]
public sealed record CourseModule(
    [property: Id(0)] string ModuleId, [property: Id(1)] string Title, [property: Id(2)] int DurationMinutes,
    [property: Id(3)] string? Content, [property: Id(4)] string? VideoUrl);

/// <summary>A course and its id.</summary>
[GenerateSerializer, Immutable, Alias("courses.view.v1")]
public sealed record CourseView(
    [property: Id(0)] string Id, [property: Id(1)] CourseContent Content,
    [property: Id(2)] DateTimeOffset CreatedAt, [property: Id(3)] long Version)
{
    /// <summary>The course with the content and videos of the modules at readable indices only.</summary>
    public CourseView Reveal(Func<int, bool> isReadable)
    {
        var modules = Content.Modules.Select(
            (module, i) => isReadable(i) ? module : module with { Content = null, VideoUrl = null });
        return this with { Content = Content with { Modules = [.. modules] } };
    }
}

/// <summary>A course and whether it is for sale.</summary>
[GenerateSerializer, Immutable, Alias("courses.offer.v1")]
public sealed record CourseOffer([property: Id(0)] CourseView Course, [property: Id(1)] bool ForSale);

/// <summary>A user's progress in a course: modules in the order of completion, and 0 to 100, rounded.</summary>
[GenerateSerializer, Immutable, Alias("courses.progress.v1")]
public sealed record CourseProgress(
    [property: Id(0)] string CourseId, [property: Id(1)] ImmutableArray<string> Completed,
    [property: Id(2)] int Percent);

/// <summary>A course without what the user may not read. An enrolled user has a grant or progress besides.</summary>
[GenerateSerializer, Immutable, Alias("courses.access.v1")]
public sealed record CourseAccess(
    [property: Id(0)] CourseView Course, [property: Id(1)] bool IsEntitled,
    [property: Id(2)] bool IsEnrolled, [property: Id(3)] CourseProgress Progress)
{
    /// <summary>Decides what a user with this plan and this grant may see of a course.</summary>
    public static CourseAccess Of(CourseView course, Plan plan, CourseGrant? grant, CourseProgress? progress)
    {
        var isEntitled = plan.Opens(grant);
        var seen = isEntitled ? course : Preview(course);
        var isEnrolled = isEntitled && (grant is not null || progress is not null);
        return new CourseAccess(seen, isEntitled, isEnrolled, progress ?? None(course));
    }

    /// <summary>What a reader without a session may see of a course.</summary>
    public static CourseAccess SignedOut(CourseView course) =>
        new(Preview(course), IsEntitled: false, IsEnrolled: false, None(course));

    private static CourseView Preview(CourseView course) => course.Reveal(course.Content.PreviewModules.Contains);

    private static CourseProgress None(CourseView course) => new(course.Id, [], 0);
}
