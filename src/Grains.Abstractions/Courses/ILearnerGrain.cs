namespace XelaConnect.Courses;

/// <summary>A user's progress in courses and access to them, keyed by user id.</summary>
[Alias("courses.learner")]
public interface ILearnerGrain : IGrainWithStringKey
{
    /// <summary>Returns the progress in one course; null when no module of it was ever completed.</summary>
    [Alias("Get"), ReadOnly] Task<CourseProgress?> GetAsync(string courseId);
    /// <summary>Returns the progress in every course of which a module was completed.</summary>
    [Alias("All"), ReadOnly] Task<ImmutableArray<CourseProgress>> AllAsync();
    /// <summary>Returns a course as the user may see it, or <see cref="CourseFaults.Unknown"/>.</summary>
    [Alias("Access"), ReadOnly] Task<Outcome<CourseAccess>> AccessAsync(string courseId);
    /// <summary>As <see cref="AccessAsync"/>, with all content, or <see cref="CourseFaults.NotEntitled"/>.</summary>
    [Alias("Content"), ReadOnly] Task<Outcome<CourseAccess>> ContentAsync(string courseId);
    /// <summary>Marks a module as completed or not. Refuses as <see cref="ContentAsync"/> does.</summary>
    [Alias("Mark")] Task<Outcome<CourseProgress>> MarkAsync(MarkModule command);
}
