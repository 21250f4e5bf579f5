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
            .On<ICourseCatalogGrain>(
                nameof(ICourseCatalogGrain.ListAsync), (_, _) => new Page<CourseView>([Views.Course(10)], Views.CourseId))
            .On<ILearnerGrain>(nameof(ILearnerGrain.AllAsync), (_, _) => Views.All(new CourseProgress(Views.CourseId, ["m1"], 100)));
    }

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Courses_are_listed_in_pages_without_session()
    {
        var (status, body) = await _endpoints.CallAsync("ListCourses", query: $"?limit=1&cursor={Views.CourseId}");
        status.ShouldBe(200);
        body.ShouldHave("courses, next_cursor").GetProperty("next_cursor").GetString().ShouldBe(Views.CourseId);
        _grains.Only("ICourseCatalogGrain.ListAsync").Arguments.ShouldBe([null, Views.CourseId, 1]);
        body.GetProperty("courses")[0].GetProperty("progress").GetInt32().ShouldBe(0);
        _grains.Called.ShouldBe(["ICourseCatalogGrain.ListAsync"]);
        _endpoints.Headers.CacheControl.ToString().ShouldStartWith("public");
        _endpoints.Headers.ETag.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Course_list_of_signed_in_caller_has_progress_uncached()
    {
        var (status, body) = await _endpoints.CallAsync("ListCourses", caller: "user-1");
        status.ShouldBe(200);
        body.ShouldHave("courses, next_cursor").GetProperty("courses")[0].ShouldHave(Shapes.Course).GetProperty("progress").GetInt32()
            .ShouldBe(100);
        _grains.Only("ILearnerGrain.AllAsync").Key.ShouldBe("user-1");
        _endpoints.Headers.CacheControl.ToString().ShouldBe("no-store");
        _endpoints.Headers.ETag.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Course_list_has_up_to_100_courses_by_default()
    {
        (await _endpoints.CallAsync("ListCourses")).Status.ShouldBe(200);
        _grains.Only("ICourseCatalogGrain.ListAsync").Arguments.ShouldBe([null, null, 100]);
    }

    [Theory]
    [InlineData("?category=Self-Growth", "Self-Growth")]
    [InlineData("?category=All", null)]
    [InlineData("?category=", null)]
    public async Task Courses_are_listed_by_category(string query, string? category)
    {
        (await _endpoints.CallAsync("ListCourses", query: query)).Status.ShouldBe(200);
        _grains.Only("ICourseCatalogGrain.ListAsync").Arguments.ShouldBe([category, null, 100]);
    }

    [Fact]
    public async Task Unknown_category_is_rejected_by_name()
    {
        var (status, body) = await _endpoints.CallAsync("ListCourses", query: "?category=Fitness");
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("category");
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Foreign_cursor_is_rejected_by_name()
    {
        var (status, body) = await _endpoints.CallAsync("ListCourses", query: "?cursor=zzz");
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("cursor");
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Course_is_one_call_of_its_reader()
    {
        using var fixture = new CoursesFixture();
        (await fixture.AskAsync("GetCourse")).Status.ShouldBe(200);
        fixture.Grains.Called.ShouldBe(["ILearnerGrain.AccessAsync"]);
        var call = fixture.Grains.Only("ILearnerGrain.AccessAsync");
        (call.Key, call.Arguments.ShouldHaveSingleItem()).ShouldBe(("user-1", Views.CourseId));
    }
}
