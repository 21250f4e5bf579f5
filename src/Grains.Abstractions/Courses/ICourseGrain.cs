using System.Collections.Immutable;
using Orleans.Concurrency;

namespace XelaConnect.Courses;

/// <summary>One course, keyed by its id: what it teaches.</summary>
[Alias("courses.course")]
public interface ICourseGrain : IGrainWithStringKey
{
    /// <summary>Writes the course; the same content again changes nothing.</summary>
    [Alias("Write")]
    Task<Outcome<CourseView>> WriteAsync(WriteCourse command);

    /// <summary>The course, or <see cref="CourseFaults.Unknown"/>.</summary>
    [Alias("Get"), ReadOnly]
    Task<Outcome<CourseView>> GetAsync();

    /// <summary>The course and whether it can be bought, or <see cref="CourseFaults.Unknown"/>.</summary>
    [Alias("Offer"), ReadOnly]
    Task<Outcome<CourseOffer>> OfferAsync();

    /// <summary>Puts the course up for sale or takes it off; those who hold it keep it.</summary>
    [Alias("SetSale")]
    Task<Outcome<Done>> SetSaleAsync(SetCourseSale command);
}

/// <summary>All courses' outlines (key "all").</summary>
[Alias("courses.catalog")]
public interface ICourseCatalogGrain : IGrainWithStringKey
{
    /// <summary>Takes over a course's outline. Owed by <see cref="ICourseGrain"/>.</summary>
    [Alias("Put")]
    Task<Outcome<Done>> PutAsync(PutCourseOutline command);

    /// <summary>One page of outlines (modules without content), oldest first.</summary>
    [Alias("List"), ReadOnly]
    Task<Outcome<Page<CourseView>>> ListAsync(string? cursor, int limit);
}

/// <summary>Writes a course.</summary>
[GenerateSerializer, Immutable, Alias("courses.write.v1")]
public sealed record WriteCourse([property: Id(0)] string OperationId, [property: Id(1)] CourseContent Content) : ICommand;

/// <summary>Puts a course up for sale, or takes it off.</summary>
[GenerateSerializer, Immutable, Alias("courses.set-sale.v1")]
public sealed record SetCourseSale([property: Id(0)] string OperationId, [property: Id(1)] bool ForSale) : ICommand;

/// <summary>A course and whether it can be bought.</summary>
[GenerateSerializer, Immutable, Alias("courses.offer.v1")]
public sealed record CourseOffer([property: Id(0)] CourseView Course, [property: Id(1)] bool ForSale);

/// <summary>A course's outline for the catalogue.</summary>
[GenerateSerializer, Immutable, Alias("courses.put-outline.v1")]
public sealed record PutCourseOutline([property: Id(0)] string OperationId, [property: Id(1)] CourseView Outline) : ICommand;

/// <summary>What an author writes (contract §0 "course"). Prices: credits are whole, dollars have two decimals.</summary>
[GenerateSerializer, Immutable, Alias("courses.content.v1")]
public sealed record CourseContent(
    [property: Id(0)] string Title,
    [property: Id(1)] string Tagline,
    [property: Id(2)] string Description,
    [property: Id(3)] string Category,
    [property: Id(4)] string? Image,
    [property: Id(5)] int PriceCredits,
    [property: Id(6)] decimal PriceUsd,
    [property: Id(7)] string? OriginalPrice,
    [property: Id(8)] string Instructor,
    [property: Id(9)] string InstructorBio,
    [property: Id(10)] ImmutableArray<int> PreviewModules,
    [property: Id(11)] ImmutableArray<CourseModule> Modules)
{
    /// <summary>What a card pays for it, in US cents.</summary>
    public long PriceInCents() => (long)decimal.Round(PriceUsd * 100);
}

/// <summary>One module. <paramref name="Content"/> is Markdown; null in outlines.</summary>
[GenerateSerializer, Immutable, Alias("courses.module.v1")]
public sealed record CourseModule(
    [property: Id(0)] string ModuleId,
    [property: Id(1)] string Title,
    [property: Id(2)] int DurationMinutes,
    [property: Id(3)] string? Content,
    [property: Id(4)] string? VideoUrl);

/// <summary>A course with its identity.</summary>
[GenerateSerializer, Immutable, Alias("courses.view.v1")]
public sealed record CourseView(
    [property: Id(0)] string Id,
    [property: Id(1)] CourseContent Content,
    [property: Id(2)] DateTimeOffset CreatedAt,
    [property: Id(3)] long Version);

/// <summary>Every refusal of the courses slice.</summary>
public static class CourseFaults
{
    /// <summary>No such course.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "course_not_found", "Course not found.");
    /// <summary>It cannot be bought now; those who hold it keep it.</summary>
    public static readonly Fault NotForSale = new(FaultKind.Conflict, "course_not_for_sale", "This course is not for sale at the moment.");
    /// <summary>Content and progress are for those who hold the course.</summary>
    public static readonly Fault NotEntitled = new(FaultKind.Forbidden, "not_entitled", "Get this course to study it.");
    /// <summary>Enrolling is for what is free or open already.</summary>
    public static readonly Fault PurchaseRequired = new(FaultKind.PaymentRequired, "purchase_required", "This course has to be bought first.");
    /// <summary>No such module in this course.</summary>
    public static readonly Fault UnknownModule = new(FaultKind.NotFound, "module_not_found", "Module not found.");
    /// <summary>No such lesson in this course.</summary>
    public static readonly Fault UnknownLesson = new(FaultKind.NotFound, "lesson_not_found", "Lesson not found.");
    /// <summary>A cursor that is not one of ours.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_cursor", "The field cursor is not one this server gave out.", "cursor");
}
