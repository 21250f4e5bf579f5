namespace XelaConnect.Grains.Courses;

/// <summary>Registers courses, the catalog and learners.</summary>
internal static class CoursesModule
{
    public static void AddTo(IServiceCollection services)
    {
        services
            .AddJournal(CourseJournal.Course)
            .AddJournal(CourseJournal.Catalog)
            .AddJournal(LearnerJournal.Learner)
            .AddOutboxMessages(CourseCatalogMessages.Put);
    }
}
