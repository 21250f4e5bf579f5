using Shouldly;
using XelaConnect.ApiHost.Circles;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Circles;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Circles;

public sealed class CirclesJsonTests
{
    [Fact]
    public void A_listed_circle_has_every_field_of_the_contract_and_no_other()
    {
        var page = Shapes.Of(CirclesPageJson.Of(new Page<CircleView>([Views.Circle()], "next"))).ShouldHave("circles", "next_cursor");
        page.GetProperty("next_cursor").GetString().ShouldBe("next");
        var circle = page.GetProperty("circles")[0].ShouldHave(Shapes.Circle);
        circle.GetProperty("members_count").GetInt64().ShouldBe(2);
        circle.GetProperty("events_count").GetInt32().ShouldBe(0);
        circle.GetProperty("created_at").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        circle.GetProperty("recent_members")[1].ShouldHave("id, name, picture").GetProperty("picture").GetString().ShouldBe("https://example.com/bo.png");
    }

    [Fact]
    public void A_circle_s_detail_adds_members_and_recent_activity_inside_and_beside_it()
    {
        var answer = Shapes.Of(CircleDetailAnswerJson.Of(Views.Detail())).ShouldHave("circle, is_member, recent_activity");
        var circle = answer.GetProperty("circle").ShouldHave(Shapes.Circle, "members, recent_activity");
        circle.GetProperty("members").GetRawText().ShouldBe("""["user-1","user-2"]""");
        circle.GetProperty("recent_activity").GetRawText().ShouldBe(answer.GetProperty("recent_activity").GetRawText());
        answer.GetProperty("is_member").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void An_activity_says_that_it_was_removed_only_when_it_was()
    {
        var activities = Shapes.Of(new HistoryJson(CircleActivityJson.Of(Views.Detail().RecentPosts))).ShouldHave("activities").GetProperty("activities");
        var said = activities[0].ShouldHave("id, seq, user_id, user_name, message, timestamp");
        said.GetProperty("message").GetString().ShouldBe("Hello <all> 🌅");
        said.GetProperty("timestamp").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        var removed = activities[1].ShouldHave("id, seq, user_id, user_name, message, timestamp, removed");
        removed.GetProperty("removed").GetBoolean().ShouldBeTrue();
        removed.GetProperty("message").GetString().ShouldBe("");
    }

    [Fact]
    public void Answers_and_requests_have_the_contract_s_fields()
    {
        Shapes.Of(new CircleChangedJson("m", CircleJson.Of(Views.Circle()))).ShouldHave("message, circle").GetProperty("circle").ShouldHave(Shapes.Circle);
        Shapes.Of(new PostedJson("m", CircleActivityJson.Of(Views.Activity(1)))).ShouldHave("message, activity");
        Shapes.Of(MembersJson.Of(new Page<CircleMemberView>([new CircleMemberView(new MemberCard("user-1", "Ada", null), Views.At)], null)))
            .ShouldHave("members, next_cursor").GetProperty("members")[0].ShouldHave("id, name, picture, joined_at");
        Shapes.Of(new NewCircleRequest("n", "c", "d")).ShouldHave("name, category, description, image, color, emoji, tags");
        Shapes.Of(new CircleChangeRequest()).ShouldHave("name, category, description, image, color, emoji, tags");
        Shapes.Of(new PostRequest("m")).ShouldHave("message");
    }
}
