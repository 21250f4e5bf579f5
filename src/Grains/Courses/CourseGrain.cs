namespace XelaConnect.Grains.Courses;

[GrainType("course"), Reentrant]
internal sealed class CourseGrain(Journal<CourseState, CourseEvent> journal)
    : EventSourcedGrain<CourseState, CourseEvent>(journal), ICourseGrain
{
    public Task<Outcome<CourseView>> WriteAsync(WriteCourse command) =>
        Handle(command, CourseRules.Write, static course => course.View!);

    public Task<Outcome<Done>> SetSaleAsync(SetCourseSale command) => Handle(command, CourseRules.SetSale);

    public Task<Outcome<CourseView>> GetAsync() =>
        Task.FromResult<Outcome<CourseView>>(Committed.View is { } view ? view : CourseFaults.Unknown);

    public async Task<Outcome<CourseAccess>> PreviewAsync() => (await GetAsync()).Then(CourseAccess.SignedOut);

    public async Task<Outcome<CourseOffer>> OfferAsync() =>
        (await GetAsync()).Then(view => new CourseOffer(view, !Committed.IsWithdrawn));
}

[GrainType("course-catalog"), Reentrant]
internal sealed class CourseCatalogGrain(Journal<CatalogState, CatalogEvent> journal)
    : EventSourcedGrain<CatalogState, CatalogEvent>(journal), ICourseCatalogGrain
{
    public Task<Outcome<Done>> PutAsync(PutCourseOutline command) => Handle(command, CourseRules.Put);

    public Task<Outcome<Page<CourseView>>> ListAsync(string? cursor, int limit) => ListAsync(null, cursor, limit);

    public Task<Outcome<Page<CourseView>>> ListAsync(string? category, string? cursor, int limit)
    {
        var courses = Committed.Courses.Values
            .Where(course => string.CompareOrdinal(course.Id, cursor) > 0
                && (category is null || course.Content.Category == category))
            .Take(limit + 1).ToList();
        return Task.FromResult<Outcome<Page<CourseView>>>(new Page<CourseView>(
            [.. courses.Take(limit)], courses.Count > limit ? courses[limit - 1].Id : null));
    }
}
