using Shouldly;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Courses;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Courses;

public sealed class CoursesEndpointsTests : IDisposable
{
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;

    public CoursesEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<ICourseCatalogGrain>(nameof(ICourseCatalogGrain.ListAsync), (_, _) => new Page<CourseView>([Views.Course(10)], Views.CourseId))
            .On<ICourseGrain>(nameof(ICourseGrain.GetAsync), (_, _) => Views.Course(10));
    }

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Courses_are_listed_to_anyone_by_page()
    {
        var (status, body) = await _endpoints.CallAsync("ListCourses", query: $"?limit=1&cursor={Views.CourseId}");
        status.ShouldBe(200);
        body.ShouldHave("courses, next_cursor").GetProperty("next_cursor").GetString().ShouldBe(Views.CourseId);
        _grains.Only("ICourseCatalogGrain.ListAsync").Arguments.ShouldBe([Views.CourseId, 1]);
    }

    [Fact]
    public async Task A_cursor_that_is_not_ours_is_refused_by_name()
    {
        var (status, body) = await _endpoints.CallAsync("ListCourses", query: "?cursor=zzz");
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("cursor");
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_course_is_found_by_its_id_and_nothing_by_another_s()
    {
        (await _endpoints.CallAsync("GetCourse", caller: "user-1", route: [("id", Views.CourseId)])).Body.ShouldHave(Shapes.Course, "course, user_progress, is_purchased");
        foreach (var id in (string[])["1", "circle-1", "course-"]) (await _endpoints.CallAsync("GetCourse", caller: "user-1", route: [("id", id)])).Status.ShouldBe(404);
        _grains.Called.ShouldBe(["ICourseGrain.GetAsync"]);
    }
}
