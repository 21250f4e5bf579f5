using System.Text.Json;
using Shouldly;
using XelaConnect.ApiHost.Courses;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Courses;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Courses;

public sealed class CoursesJsonTests
{
    [Fact]
    public void A_course_has_every_field_of_the_contract_and_no_other()
    {
        var course = Shapes.Of(CoursesPageJson.Of(new Page<CourseView>([Views.Course(45, 40)], null))).ShouldHave("courses", "next_cursor").GetProperty("courses")[0]
            .ShouldHave(Shapes.Course);
        course.GetProperty("price").GetString().ShouldBe("$14.99");
        course.GetProperty("price_usd").GetDecimal().ShouldBe(14.99m);
        course.GetProperty("total_modules").GetInt32().ShouldBe(2);
        course.GetProperty("total_lessons").GetInt32().ShouldBe(2);
        course.GetProperty("duration").GetString().ShouldBe("1h 25m");
        course.GetProperty("created_at").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
    }

    [Fact]
    public void Only_preview_modules_carry_their_content()
    {
        var modules = Shapes.Of(new CourseDetailJson(CourseJson.Of(Views.Course(10, 10, 10)))).GetProperty("modules");
        modules[0].ShouldHave("module_id, title, duration_minutes, content, video_url").GetProperty("content").GetString().ShouldBe("Text 1");
        foreach (var module in modules.EnumerateArray().Skip(1))
        {
            module.ShouldHave("module_id, title, duration_minutes, content, video_url");
            module.GetProperty("content").ValueKind.ShouldBe(JsonValueKind.Null);
            module.GetProperty("video_url").ValueKind.ShouldBe(JsonValueKind.Null);
        }
    }

    [Fact]
    public void A_course_s_detail_has_its_fields_inside_and_at_the_top_level()
    {
        var detail = Shapes.Of(new CourseDetailJson(CourseJson.Of(Views.Course(10)))).ShouldHave(Shapes.Course, "course, user_progress, is_purchased");
        detail.GetProperty("course").ShouldHave(Shapes.Course);
        var progress = detail.GetProperty("user_progress").ShouldHave("progress, completed_modules, current_module");
        progress.GetProperty("current_module").GetString().ShouldBe("m1");
        detail.GetProperty("is_purchased").GetBoolean().ShouldBeFalse();
        Shapes.Of(new CourseDetailJson(CourseJson.Of(Views.Course()))).GetProperty("user_progress").GetProperty("current_module").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData(0, "0m")]
    [InlineData(45, "45m")]
    [InlineData(60, "1h")]
    [InlineData(85, "1h 25m")]
    [InlineData(600, "10h")]
    public void Durations_read_as_hours_and_minutes(int minutes, string text) => CourseJson.DurationText(minutes).ShouldBe(text);

    [Theory]
    [InlineData("0", "Free")]
    [InlineData("14.99", "$14.99")]
    [InlineData("9.9", "$9.90")]
    [InlineData("20", "$20.00")]
    public void Prices_read_as_free_or_dollars(string usd, string text) =>
        CourseJson.PriceText(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(text);
}
