using System.Text;
using System.Text.Json;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Courses;
using XelaConnect.Subscriptions;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Courses;

public sealed class CourseProgressEndpointsTests : IDisposable
{
    private const string Contents = "content, content_markdown";
    private const string Lesson = "id, title, description, duration, order";
    private readonly CoursesFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("2")]
    [InlineData("\"2\"")]
    [InlineData("\" 2 \"")]
    [InlineData("\"m2\"")]
    public async Task Completed_module_is_stored_by_its_id(string number)
    {
        _fixture.Grains.On<ILearnerGrain>(
            nameof(ILearnerGrain.MarkAsync), (_, _) => new CourseProgress(Views.CourseId, ["m10", "m2", "m1"], 67));
        var sent = Encoding.UTF8.GetBytes($$"""{"module_id":{{number}},"completed":true}""");
        var (status, body) = await _fixture.AskAsync("MarkModule", sent);
        status.ShouldBe(200);
        body.ShouldHave("message, progress, completed_modules").GetProperty("progress").GetInt32().ShouldBe(67);
        body.GetProperty("completed_modules").GetRawText().ShouldBe("[1,2,10]");
        var call = _fixture.Grains.Only("ILearnerGrain.MarkAsync");
        (call.Key, call.Command<MarkModule>()).ShouldBe(("user-1", new MarkModule("op", Views.CourseId, "m2", true)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("\"\"")]
    public async Task Module_id_that_is_no_number_is_rejected_by_name(string value)
    {
        var sent = Encoding.UTF8.GetBytes($$"""{"module_id":{{value}},"completed":true}""");
        var (status, body) = await _fixture.AskAsync("MarkModule", sent);
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("module_id");
        _fixture.Grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Completion_is_taken_back()
    {
        _fixture.Grant = Views.Grant();
        (await _fixture.AskAsync("MarkModule", new { module_id = 2, completed = false })).Status.ShouldBe(200);
        _fixture.Grains.Only("ILearnerGrain.MarkAsync").Command<MarkModule>().Completed.ShouldBeFalse();
    }

    [Fact]
    public async Task Lesson_completion_marks_its_module()
    {
        _fixture.Tier = Tiers.Elite;
        var (status, body) = await _fixture.AskAsync("CompleteLesson", lesson: "m2");
        status.ShouldBe(200);
        body.ShouldHave("message, progress, completed, completedLessons").GetProperty("completedLessons").GetRawText()
            .ShouldBe("""["m1","m2"]""");
        body.GetProperty("completed").GetBoolean().ShouldBeTrue();
        _fixture.Grains.Only("ILearnerGrain.MarkAsync").Command<MarkModule>().ShouldBe(new MarkModule("op", Views.CourseId, "m2", true));
    }

    [Theory]
    [InlineData("user-1")]
    [InlineData(null)]
    public async Task Unentitled_caller_reads_the_preview_and_locked_lessons(string? caller)
    {
        var (status, body) = await _fixture.AskAsync("GetCourseContent", caller: caller);
        status.ShouldBe(200);
        body.ShouldHave(Shapes.Course, "totalLessons").GetProperty("totalLessons").GetInt32().ShouldBe(3);
        var modules = body.GetProperty("modules").EnumerateArray().ToList();
        modules.Select(module => module.ShouldHave(Shapes.Module).GetProperty("content").GetString()).ShouldBe(["Text 1", null, null]);
        var lessons = modules.ConvertAll(module => module.GetProperty("lessons").EnumerateArray().ShouldHaveSingleItem());
        lessons.Select(lesson => lesson.ShouldHave(Lesson, Contents).GetProperty("content").GetString())
            .ShouldBe(["Text 1", null, null]);
        lessons.Select(lesson => lesson.GetProperty("description").GetString()).ShouldBe(["Text 1", "", ""]);
    }

    [Fact]
    public async Task Signed_out_reader_gets_outline_and_zero_progress()
    {
        (_fixture.Grant, _fixture.Progress) = (Views.Grant(), new(Views.CourseId, ["m1"], 33));
        var detail = (await _fixture.AskAsync("GetCourse", caller: null)).Body;
        detail.ShouldHave(Shapes.Course, "course, user_progress, is_purchased").GetProperty("is_purchased").GetBoolean().ShouldBeFalse();
        Readable(detail).ShouldBe([1]);
        detail.GetProperty("user_progress").GetRawText().ShouldBe("""{"progress":0,"completed_modules":[],"current_module":1}""");
        (await _fixture.AskAsync("GetEnrollment", caller: null)).Body.GetRawText().ShouldBe("""{"enrolled":false}""");
        (await _fixture.AskAsync("GetCourseProgress", caller: null)).Body.GetRawText().ShouldBe("""{"progress":0,"completedLessons":[]}""");
        _fixture.Grains.Called.ShouldBe(Enumerable.Repeat("ICourseGrain.PreviewAsync", 3));
        _fixture.Grains.All("ICourseGrain.PreviewAsync").ShouldAllBe(call => call.Key == Views.CourseId);
    }

    [Fact]
    public async Task Refusal_of_a_mark_is_returned()
    {
        _fixture.Grains.On<ILearnerGrain>(nameof(ILearnerGrain.MarkAsync), (_, _) => CourseFaults.NotEntitled);
        (await _fixture.AskAsync("MarkModule", new { module_id = 1, completed = true })).Status.ShouldBe(403);
        (await _fixture.AskAsync("CompleteLesson", lesson: "m1")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task Unknown_module_and_unknown_lesson_have_their_own_codes()
    {
        _fixture.Grains.On<ILearnerGrain>(nameof(ILearnerGrain.MarkAsync), (_, _) => CourseFaults.UnknownModule);
        foreach (var unknown in (object[])[9, "9", "m9", "none"])
            (await _fixture.AskAsync("MarkModule", new { module_id = unknown, completed = true })).Body.GetProperty("code").GetString()
                .ShouldBe("module_not_found");
        (await _fixture.AskAsync("CompleteLesson", lesson: "m9")).Body.GetProperty("code").GetString().ShouldBe("lesson_not_found");
    }

    [Fact]
    public async Task Unknown_course_is_a_404()
    {
        foreach (var method in (string[])[nameof(ILearnerGrain.AccessAsync), nameof(ILearnerGrain.MarkAsync)])
            _fixture.Grains.On<ILearnerGrain>(method, (_, _) => CourseFaults.Unknown);
        _fixture.Grains.On<ICourseGrain>(nameof(ICourseGrain.PreviewAsync), (_, _) => CourseFaults.Unknown);
        foreach (var id in (string[])["1", "circle-1", "course-", Views.CourseId])
        {
            foreach (var answer in new[]
            {
                await _fixture.AskAsync("MarkModule", new { module_id = 1, completed = true }, id: id),
                await _fixture.AskAsync("CompleteLesson", lesson: "m1", id: id),
                await _fixture.AskAsync("GetCourseContent", id: id),
                await _fixture.AskAsync("GetCourseProgress", id: id),
                await _fixture.AskAsync("GetCourse", id: id, caller: null),
                await _fixture.AskAsync("GetEnrollment", id: id, caller: null),
            })
            {
                answer.Status.ShouldBe(404);
                answer.Body.GetProperty("code").GetString().ShouldBe("course_not_found");
            }
        }
    }

    [Fact]
    public async Task Progress_requires_both_fields()
    {
        var (status, body) = await _fixture.AskAsync("MarkModule", new { });
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("module_id, completed");
        _fixture.Grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Content_has_one_lesson_per_module()
    {
        _fixture.Grant = Views.Grant();
        _fixture.Progress = new(Views.CourseId, ["m1"], 33);
        var (status, body) = await _fixture.AskAsync("GetCourseContent");
        status.ShouldBe(200);
        body.ShouldHave(Shapes.Course, "totalLessons").GetProperty("totalLessons").GetInt32().ShouldBe(3);
        body.GetProperty("progress").GetInt32().ShouldBe(33);
        var order = 0;
        foreach (var module in body.GetProperty("modules").EnumerateArray())
        {
            module.ShouldHave(Shapes.Module).GetProperty("module_id").GetInt32().ShouldBe(++order);
            module.GetProperty("duration").GetString().ShouldBe($"{10 * order}m");
            var lesson = module.GetProperty("lessons").EnumerateArray().ShouldHaveSingleItem().ShouldHave(Lesson, Contents);
            lesson.GetProperty("id").GetString().ShouldBe($"m{order}");
            lesson.GetProperty("order").GetInt32().ShouldBe(order);
            lesson.GetProperty("duration").GetString().ShouldBe($"{10 * order}m");
            lesson.GetProperty("content").GetString().ShouldBe($"Text {order}");
            lesson.GetProperty("description").GetString().ShouldBe($"Text {order}");
        }
    }

    [Fact]
    public async Task Progress_without_completions_is_zero()
    {
        var (status, body) = await _fixture.AskAsync("GetCourseProgress");
        status.ShouldBe(200);
        body.ShouldHave("progress, completedLessons").GetProperty("progress").GetInt32().ShouldBe(0);
        body.GetProperty("completedLessons").GetArrayLength().ShouldBe(0);
        _fixture.Progress = new(Views.CourseId, ["m3"], 33);
        (await _fixture.AskAsync("GetCourseProgress")).Body.GetProperty("completedLessons").GetRawText().ShouldBe("""["m3"]""");
    }

    [Fact]
    public async Task Course_detail_shows_content_by_entitlement()
    {
        _fixture.Progress = new(Views.CourseId, ["m3", "m1"], 67);
        var outline = (await _fixture.AskAsync("GetCourse")).Body;
        outline.ShouldHave(Shapes.Course, "course, user_progress, is_purchased").GetProperty("is_purchased").GetBoolean().ShouldBeFalse();
        Readable(outline).ShouldBe([1]);
        _fixture.Grant = Views.Grant();
        var whole = (await _fixture.AskAsync("GetCourse")).Body;
        whole.GetProperty("is_purchased").GetBoolean().ShouldBeTrue();
        Readable(whole).ShouldBe([1, 2, 3]);
        Readable(whole.GetProperty("course")).ShouldBe([1, 2, 3]);
        whole.GetProperty("course").GetProperty("progress").GetInt32().ShouldBe(67);
        var progress = whole.GetProperty("user_progress").ShouldHave("progress, completed_modules, current_module");
        progress.GetProperty("completed_modules").GetRawText().ShouldBe("[1,3]");
        progress.GetProperty("current_module").GetInt32().ShouldBe(2);
    }

    private static IEnumerable<int> Readable(JsonElement course) => course.GetProperty("modules").EnumerateArray()
        .Where(module => module.GetProperty("content").ValueKind == JsonValueKind.String && module.GetProperty("video_url")
            .ValueKind == JsonValueKind.String)
        .Select(module => module.GetProperty("module_id").GetInt32());
}
