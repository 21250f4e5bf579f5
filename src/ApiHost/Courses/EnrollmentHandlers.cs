using XelaConnect.ApiHost.Http;
using XelaConnect.Courses;
using XelaConnect.Wallet;

namespace XelaConnect.ApiHost.Courses;

/// <summary>Taking up a course that costs the caller nothing: it is free, or the tier opens it (contract §2).</summary>
internal static class EnrollmentHandlers
{
    public static async Task<IResult> GetAsync(string id, CurrentUser caller, IGrainFactory grains) =>
        OutcomeResults.Of(await CourseAccess.OfAsync(grains, id, caller.UserId), study => TypedResults.Ok(new EnrollmentJson(study.IsEnrolled)));

    public static async Task<IResult> EnrollAsync(HttpContext http, string id, CurrentUser caller, IGrainFactory grains)
    {
        var study = await CourseAccess.OfAsync(grains, id, caller.UserId);
        return study.IsOk ? await EnrollAsync(grains, $"{Operation.Of(http)}/enroll", caller.UserId, study.Value) : OutcomeResults.Refuse(study.Fault);
    }

    private static async Task<IResult> EnrollAsync(IGrainFactory grains, string operation, string userId, CourseAccess study)
    {
        if (!(study.IsEntitled && study.Grant is not null))
        {
            var isFree = study.Course.Content is { PriceCredits: 0, PriceUsd: 0 };
            // Off sale ends what is for anyone; a tier that opens all courses opens this one too.
            if (!study.ForSale && !study.IsEntitled) return OutcomeResults.Refuse(CourseFaults.NotForSale);
            if (!isFree && !study.IsEntitled) return OutcomeResults.Refuse(CourseFaults.PurchaseRequired);
            // What is free stays the person's own when the tier ends.
            var source = isFree && study.ForSale ? GrantSources.Free : GrantSources.Tier;
            var granted = await grains.Wallet(userId).PurchaseAsync(new(operation, study.Course.Id, study.Course.Content.Title, 0, source));
            if (!granted.IsOk) return OutcomeResults.Refuse(granted.Fault);
        }
        return TypedResults.Ok(new EnrolledJson("Successfully enrolled in course", Enrolled: true, CourseJson.Of(study.Course, entitled: true, study.Percent)));
    }
}
