using System.Collections.Immutable;
using System.Text.Json;
using XelaConnect.ApiHost.Courses;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Courses;
using XelaConnect.Subscriptions;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Courses;

public sealed class CoursesJsonTests
{
    [Fact]
    public void Course_has_exactly_the_contract_fields()
    {
        var course = Shapes.Of(CoursesPageJson.Of(new Page<CourseView>([Views.Course(45, 40)], null), []))
            .ShouldHave("courses", "next_cursor").GetProperty("courses")[0]
            .ShouldHave(Shapes.Course);
        course.GetProperty("price").GetString().ShouldBe("$14.99");
        course.GetProperty("price_usd").GetDecimal().ShouldBe(14.99m);
        course.GetProperty("total_modules").GetInt32().ShouldBe(2);
        course.GetProperty("total_lessons").GetInt32().ShouldBe(2);
        course.GetProperty("duration").GetString().ShouldBe("4 weeks");
        course.GetProperty("duration_minutes").GetInt32().ShouldBe(85);
        course.GetProperty("created_at").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
    }

    [Fact]
    public void Course_without_authored_duration_shows_the_sum_of_minutes()
    {
        var course = Views.Course(45, 40);
        Shapes.Of(CourseJson.Of(course with { Content = course.Content with { Duration = null } }, 0)).GetProperty("duration").GetString()
            .ShouldBe("1h 25m");
    }

    [Fact]
    public void Module_has_its_number_and_its_lesson()
    {
        var modules = Shapes.Of(CourseJson.Of(Views.Course(10, 70), 0)).GetProperty("modules");
        modules[1].GetProperty("module_id").GetRawText().ShouldBe("2");
        modules[1].GetProperty("duration").GetString().ShouldBe("1h 10m");
        modules[1].GetProperty("lessons").GetRawText().ShouldBe(
            """[{"id":"m2","title":"Module 2","description":"Text 2","duration":"1h 10m","order":2}]""");
    }

    [Fact]
    public void Unentitled_reader_gets_content_of_preview_modules_only()
    {
        var modules = Shapes.Of(CourseJson.For(Unknown(Views.Course(10, 10, 10)))).GetProperty("modules");
        modules[0].ShouldHave(Shapes.Module).GetProperty("content").GetString().ShouldBe("Text 1");
        foreach (var module in modules.EnumerateArray().Skip(1))
        {
            module.ShouldHave(Shapes.Module);
            module.GetProperty("content").ValueKind.ShouldBe(JsonValueKind.Null);
            module.GetProperty("video_url").ValueKind.ShouldBe(JsonValueKind.Null);
        }
    }

    [Fact]
    public void Entitled_reader_gets_content_of_every_module()
    {
        var course = Shapes.Of(CourseJson.For(Owned(Views.Course(10, 10, 10), 33))).ShouldHave(Shapes.Course);
        course.GetProperty("progress").GetInt32().ShouldBe(33);
        course.GetProperty("modules").EnumerateArray().Select(module => module.GetProperty("content").GetString())
            .ShouldBe(["Text 1", "Text 2", "Text 3"]);
        foreach (var module in course.GetProperty("modules").EnumerateArray())
            module.ShouldHave(Shapes.Module);
    }

    [Fact]
    public void Course_page_has_progress()
    {
        var (begun, other) = (Views.Course(10, 10), Views.Course(10) with { Id = "course-2" });
        var courses =
            Shapes.Of(
                CoursesPageJson.Of(new Page<CourseView>([begun, other], null),
                [new CourseProgress(Views.CourseId, ["m1"], 50), new CourseProgress("course-3", ["m1"], 10)]))
            .GetProperty("courses");
        courses.EnumerateArray().Select(course => course.GetProperty("progress").GetInt32()).ShouldBe([50, 0]);
    }

    [Fact]
    public void Course_detail_repeats_its_fields_at_top_level()
    {
        var detail = Shapes.Of(CourseDetailJson.Of(Unknown(Views.Course(10))))
            .ShouldHave(Shapes.Course, "course, user_progress, is_purchased");
        detail.GetProperty("course").ShouldHave(Shapes.Course);
        var progress = detail.GetProperty("user_progress").ShouldHave("progress, completed_modules, current_module");
        progress.GetProperty("current_module").GetInt32().ShouldBe(1);
        detail.GetProperty("is_purchased").GetBoolean().ShouldBeFalse();
        Shapes.Of(CourseDetailJson.Of(Unknown(Views.Course()))).GetProperty("user_progress").GetProperty("current_module")
            .ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void Current_module_is_the_first_unfinished_one()
    {
        var study = Unknown(Views.Course(10, 10, 10));
        foreach (var (completed, current) in ((ImmutableArray<string>, int?)[])[
            ([], 1), (["m1"], 2), (["m3", "m1"], 2), (["m2"], 1), (["m3", "m2", "m1"], null)])
            UserProgressJson.Of(study with { Progress = new(Views.CourseId, completed, 1) }).CurrentModule.ShouldBe(current);
    }

    [Fact]
    public void Requests_and_responses_have_the_contract_names()
    {
        Shapes.Of(new ModuleMarkedJson("m", 50, [1])).ShouldHave("message, progress, completed_modules");
        Shapes.Of(new LessonsProgressJson(50, ["m1"])).ShouldHave("progress, completedLessons");
        Shapes.Of(new LessonCompletedJson("m", 50, true, ["m1"])).ShouldHave("message, progress, completed, completedLessons");
        Shapes.Of(new EnrollmentJson(true)).ShouldHave("enrolled");
        Shapes.Of(new EnrolledJson("m", true, CourseJson.For(Owned(Views.Course(10), 50)))).ShouldHave("message, enrolled, course");
        Shapes.Of(new MarkModuleRequest(1, true)).ShouldHave("module_id, completed");
    }

    [Fact]
    public void Stored_ids_of_modules_are_shown_as_ascending_numbers()
    {
        ModuleNumber.Ascending(["m10", "m2", "m1"]).ShouldBe([1, 2, 10]);
        ModuleNumber.Ascending(["m2", "introduction", "m", ""]).ShouldBe([2]);
        ModuleNumber.Of(new CourseModule("m7", "", 1, null, null), index: 0).ShouldBe(7);
        ModuleNumber.Of(new CourseModule("introduction", "", 1, null, null), index: 0).ShouldBe(1);
    }

    [Theory]
    [InlineData(0, "0m")]
    [InlineData(45, "45m")]
    [InlineData(60, "1h")]
    [InlineData(85, "1h 25m")]
    [InlineData(600, "10h")]
    public void Duration_is_formatted_as_hours_and_minutes(int minutes, string text) =>
        CourseFieldsJson.DurationText(minutes).ShouldBe(text);

    [Theory]
    [InlineData("0", "Free")]
    [InlineData("14.99", "$14.99")]
    [InlineData("9.9", "$9.90")]
    [InlineData("20", "$20.00")]
    public void Price_is_formatted_as_free_or_dollars(string usd, string text) =>
        CourseFieldsJson.PriceText(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(text);

    /// <summary>The course for a user without a grant and without progress.</summary>
    private static CourseAccess Unknown(CourseView course) => CourseAccess.Of(course, Plans.Default.Of(Tiers.Free), grant: null, progress: null);

    /// <summary>The course for its owner.</summary>
    private static CourseAccess Owned(CourseView course, int percent) =>
        CourseAccess.Of(course, Plans.Default.Of(Tiers.Free), Views.Grant(), new CourseProgress(course.Id, [], percent));
}
