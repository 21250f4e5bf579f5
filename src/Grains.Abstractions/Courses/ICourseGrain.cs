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
