using System.Collections.Immutable;
using XelaConnect.Courses;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Courses;

/// <summary>One course as one person meets it: what it holds, whether it is theirs to study, how far they are.</summary>
/// <param name="Course">The course.</param>
/// <param name="ForSale">Whether it can be bought now.</param>
/// <param name="Grant">What the person holds of it, if anything.</param>
/// <param name="Plan">What the person's tier entitles to.</param>
/// <param name="Progress">How far they are; null when nothing was ever finished.</param>
internal sealed record CourseAccess(CourseView Course, bool ForSale, CourseGrant? Grant, Plan Plan, CourseProgress? Progress)
{
    /// <summary>The kind of a course's id.</summary>
    public const string Kind = "course";

    /// <summary>May read everything and have progress: by a grant, or because the tier opens all courses.</summary>
    public bool IsEntitled => Plan.Opens(Grant);

    /// <summary>Took it up, and may still study it. On a tier that opens all courses not every course is one's own because of that.</summary>
    public bool IsEnrolled => IsEntitled && (Grant is not null || Progress is not null);

    /// <summary>0..100.</summary>
    public int Percent => Progress?.Percent ?? 0;

    /// <summary>Finished modules, in the order they were finished.</summary>
    public ImmutableArray<string> Completed => Progress?.Completed ?? [];

    /// <summary>The course as this person may see it.</summary>
    public CourseJson Json => CourseJson.Of(Course, IsEntitled, Percent);

    /// <summary>Whether the course has this module, which is also its lesson.</summary>
    public bool Has(string moduleId) => Course.Content.Modules.Any(module => module.ModuleId == moduleId);

    /// <summary>Asks all who know, at once; <see cref="CourseFaults.Unknown"/> when there is no such course.</summary>
    public static async Task<Outcome<CourseAccess>> OfAsync(IGrainFactory grains, string courseId, string userId)
    {
        if (!Ids.IsOf(Kind, courseId)) return CourseFaults.Unknown;
        var offer = grains.Course(courseId).OfferAsync();
        var grant = grains.Wallet(userId).GrantAsync(courseId);
        var subscription = grains.Subscription(userId).GetAsync();
        var progress = grains.Learner(userId).GetAsync(courseId);
        await Task.WhenAll(offer, grant, subscription, progress);
        var offered = await offer;
        return offered.IsOk ? new CourseAccess(offered.Value.Course, offered.Value.ForSale, await grant, (await subscription).Plan, await progress) : offered.Fault;
    }

    /// <summary>The same, for what only the entitled may do.</summary>
    public static async Task<Outcome<CourseAccess>> OfEntitledAsync(IGrainFactory grains, string courseId, string userId)
    {
        var study = await OfAsync(grains, courseId, userId);
        return study.IsOk && !study.Value.IsEntitled ? CourseFaults.NotEntitled : study;
    }
}
