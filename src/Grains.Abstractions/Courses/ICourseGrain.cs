namespace XelaConnect.Courses;

/// <summary>A course, keyed by its id.</summary>
[Alias("courses.course")]
public interface ICourseGrain : IGrainWithStringKey
{
    /// <summary>Writes the course.</summary>
    [Alias("Write")] Task<Outcome<CourseView>> WriteAsync(WriteCourse command);
    /// <summary>Returns the course with all its content, or <see cref="CourseFaults.Unknown"/>.</summary>
    [Alias("Get"), ReadOnly] Task<Outcome<CourseView>> GetAsync();
    /// <summary>The course as readers without a session see it, or <see cref="CourseFaults.Unknown"/>.</summary>
    [Alias("Preview"), ReadOnly] Task<Outcome<CourseAccess>> PreviewAsync();
    /// <summary>Returns the course and whether it is for sale, or <see cref="CourseFaults.Unknown"/>.</summary>
    [Alias("Offer"), ReadOnly] Task<Outcome<CourseOffer>> OfferAsync();
    /// <summary>Puts the course on sale or takes it off sale; users who own it keep it.</summary>
    [Alias("SetSale")] Task<Outcome<Done>> SetSaleAsync(SetCourseSale command);
}

/// <summary>The outlines of all courses (key "all").</summary>
[Alias("courses.catalog")]
public interface ICourseCatalogGrain : IGrainWithStringKey
{
    /// <summary>Replaces the outline of a course. Outbox message of <see cref="ICourseGrain"/>.</summary>
    [Alias("Put")] Task<Outcome<Done>> PutAsync(PutCourseOutline command);
    /// <summary>As below, for hosts of earlier versions.</summary>
    [Alias("List"), ReadOnly] Task<Outcome<Page<CourseView>>> ListAsync(string? cursor, int limit);
    /// <summary>One page of outlines (modules without content), oldest first. Without a category: of all.</summary>
    [Alias("ListOf"), ReadOnly] Task<Outcome<Page<CourseView>>> ListAsync(string? category, string? cursor, int limit);
}
