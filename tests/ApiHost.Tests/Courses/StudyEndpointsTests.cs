using System.Text.Json;
using Shouldly;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Courses;
using XelaConnect.Subscriptions;
using XelaConnect.Wallet;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Courses;

public sealed class StudyEndpointsTests : IDisposable
{
    private readonly CoursesFixture _desk = new();

    public StudyEndpointsTests() =>
        _desk.Grains.On<ILearnerGrain>(nameof(ILearnerGrain.MarkAsync), (_, _) => new CourseProgress(Views.CourseId, ["m1", "m2"], 67));

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_module_is_marked_for_the_caller_with_how_many_the_course_has()
    {
        _desk.Grant = Views.Grant();
        var (status, body) = await _desk.AskAsync("MarkModule", new { module_id = "m2", completed = true });
        status.ShouldBe(200);
        body.ShouldHave("message, progress, completed_modules").GetProperty("progress").GetInt32().ShouldBe(67);
        body.GetProperty("completed_modules").GetRawText().ShouldBe("""["m1","m2"]""");
        var call = _desk.Grains.Only("ILearnerGrain.MarkAsync");
        (call.Key, call.Command<MarkModule>()).ShouldBe(("user-1", new MarkModule("op", Views.CourseId, "m2", true, 3)));
    }

    [Fact]
    public async Task A_mark_is_taken_back()
    {
        _desk.Grant = Views.Grant();
        (await _desk.AskAsync("MarkModule", new { module_id = "m2", completed = false })).Status.ShouldBe(200);
        _desk.Grains.Only("ILearnerGrain.MarkAsync").Command<MarkModule>().Completed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_lesson_is_a_module()
    {
        _desk.Tier = Tiers.Elite;
        var (status, body) = await _desk.AskAsync("CompleteLesson", lesson: "m2");
        status.ShouldBe(200);
        body.ShouldHave("message, progress, completedLessons").GetProperty("completedLessons").GetRawText().ShouldBe("""["m1","m2"]""");
        _desk.Grains.Only("ILearnerGrain.MarkAsync").Command<MarkModule>().ShouldBe(new MarkModule("op", Views.CourseId, "m2", true, 3));
    }

    [Fact]
    public async Task Who_is_not_entitled_marks_and_reads_nothing_whatever_they_name()
    {
        foreach (var answer in new[]
        {
            await _desk.AskAsync("MarkModule", new { module_id = "m1", completed = true }),
            await _desk.AskAsync("MarkModule", new { module_id = "no such module", completed = true }),
            await _desk.AskAsync("CompleteLesson", lesson: "m1"),
            await _desk.AskAsync("GetCourseContent"),
        })
        {
            answer.Status.ShouldBe(403);
            answer.Body.GetProperty("code").GetString().ShouldBe("not_entitled");
        }
        _desk.Grains.Called.ShouldNotContain("ILearnerGrain.MarkAsync");
    }

    [Fact]
    public async Task A_grant_that_came_with_a_tier_opens_nothing_once_the_tier_has_ended()
    {
        _desk.Grant = Views.Grant(GrantSources.Tier);
        (await _desk.AskAsync("GetCourseContent")).Status.ShouldBe(403);
        _desk.Tier = Tiers.Elite;
        (await _desk.AskAsync("GetCourseContent")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task What_is_not_there_is_said_to_be_unknown_by_its_kind()
    {
        _desk.Grant = Views.Grant();
        (await _desk.AskAsync("MarkModule", new { module_id = "m9", completed = true })).Body.GetProperty("code").GetString().ShouldBe("module_not_found");
        (await _desk.AskAsync("CompleteLesson", lesson: "m9")).Body.GetProperty("code").GetString().ShouldBe("lesson_not_found");
        _desk.Grains.On<ICourseGrain>(nameof(ICourseGrain.OfferAsync), (_, _) => CourseFaults.Unknown);
        foreach (var id in (string[])["1", "circle-1", "course-", Views.CourseId])
        {
            foreach (var answer in new[]
            {
                await _desk.AskAsync("MarkModule", new { module_id = "m1", completed = true }, id: id),
                await _desk.AskAsync("CompleteLesson", lesson: "m1", id: id),
                await _desk.AskAsync("GetCourseContent", id: id),
                await _desk.AskAsync("GetCourseProgress", id: id),
            })
            {
                answer.Status.ShouldBe(404);
                answer.Body.GetProperty("code").GetString().ShouldBe("course_not_found");
            }
        }
        _desk.Grains.Called.ShouldNotContain("ILearnerGrain.MarkAsync");
    }

    [Fact]
    public async Task Both_fields_of_a_mark_must_be_there()
    {
        var (status, body) = await _desk.AskAsync("MarkModule", new { });
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("module_id, completed");
        _desk.Grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_content_is_the_course_with_one_lesson_a_module()
    {
        _desk.Grant = Views.Grant();
        _desk.Progress = new(Views.CourseId, ["m1"], 33);
        var (status, body) = await _desk.AskAsync("GetCourseContent");
        status.ShouldBe(200);
        body.ShouldHave(Shapes.Course, "totalLessons").GetProperty("totalLessons").GetInt32().ShouldBe(3);
        body.GetProperty("progress").GetInt32().ShouldBe(33);
        var order = 0;
        foreach (var module in body.GetProperty("modules").EnumerateArray())
        {
            module.ShouldHave("module_id, title, duration_minutes, content, video_url, lessons");
            var lesson = module.GetProperty("lessons").EnumerateArray().ShouldHaveSingleItem().ShouldHave("id, title, description, duration, order, content");
            lesson.GetProperty("id").GetString().ShouldBe(module.GetProperty("module_id").GetString());
            lesson.GetProperty("order").GetInt32().ShouldBe(++order);
            lesson.GetProperty("duration").GetString().ShouldBe($"{10 * order}m");
            lesson.GetProperty("content").GetString().ShouldBe($"Text {order}");
            lesson.GetProperty("description").GetString().ShouldBe($"Text {order}");
        }
    }

    [Fact]
    public async Task Progress_is_there_before_anything_was_finished_and_stays_one_s_own()
    {
        var (status, body) = await _desk.AskAsync("GetCourseProgress");
        status.ShouldBe(200);
        body.ShouldHave("progress, completedLessons").GetProperty("progress").GetInt32().ShouldBe(0);
        body.GetProperty("completedLessons").GetArrayLength().ShouldBe(0);
        _desk.Progress = new(Views.CourseId, ["m3"], 33);
        (await _desk.AskAsync("GetCourseProgress")).Body.GetProperty("completedLessons").GetRawText().ShouldBe("""["m3"]""");
    }

    [Fact]
    public async Task The_detail_shows_content_to_those_entitled_and_the_preview_to_others()
    {
        _desk.Progress = new(Views.CourseId, ["m3", "m1"], 67);
        var outline = (await _desk.AskAsync("GetCourse")).Body;
        outline.ShouldHave(Shapes.Course, "course, user_progress, is_purchased").GetProperty("is_purchased").GetBoolean().ShouldBeFalse();
        Readable(outline).ShouldBe(["m1"]);
        _desk.Grant = Views.Grant();
        var whole = (await _desk.AskAsync("GetCourse")).Body;
        whole.GetProperty("is_purchased").GetBoolean().ShouldBeTrue();
        Readable(whole).ShouldBe(["m1", "m2", "m3"]);
        Readable(whole.GetProperty("course")).ShouldBe(["m1", "m2", "m3"]);
        whole.GetProperty("course").GetProperty("progress").GetInt32().ShouldBe(67);
        var progress = whole.GetProperty("user_progress").ShouldHave("progress, completed_modules, current_module");
        progress.GetProperty("completed_modules").GetRawText().ShouldBe("""["m3","m1"]""");
        progress.GetProperty("current_module").GetString().ShouldBe("m2");
    }

    private static IEnumerable<string?> Readable(JsonElement course) => course.GetProperty("modules").EnumerateArray()
        .Where(module => module.GetProperty("content").ValueKind == JsonValueKind.String && module.GetProperty("video_url").ValueKind == JsonValueKind.String)
        .Select(module => module.GetProperty("module_id").GetString());
}
