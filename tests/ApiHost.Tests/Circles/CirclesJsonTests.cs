using XelaConnect.ApiHost.Circles;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Circles;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Circles;

public sealed class CirclesJsonTests
{
    [Fact]
    public void Listed_circle_has_exactly_the_contract_fields()
    {
        var page = Shapes.Of(CirclesPageJson.Of(new Page<CircleView>([Views.Circle()], "next"))).ShouldHave("circles", "next_cursor");
        page.GetProperty("next_cursor").GetString().ShouldBe("next");
        var circle = page.GetProperty("circles")[0].ShouldHave(Shapes.Circle);
        circle.GetProperty("members_count").GetInt64().ShouldBe(2);
        circle.GetProperty("events_count").GetInt32().ShouldBe(0);
        circle.GetProperty("created_at").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        circle.GetProperty("recent_members")[1].ShouldHave("id, name, picture").GetProperty("picture").GetString()
            .ShouldBe("https://example.com/bo.png");
    }

    [Fact]
    public void Circle_without_creator_belongs_to_the_house_account() =>
        Shapes.Of(CircleJson.Of(Views.Circle() with { CreatedBy = null })).GetProperty("created_by").GetString()
            .ShouldBe(HouseAccount.UserId);

    [Fact]
    public void Circle_detail_adds_members_and_recent_posts()
    {
        var answer = Shapes.Of(CircleDetailResponseJson.Of(Views.Detail())).ShouldHave("circle, is_member, recent_activity");
        var circle = answer.GetProperty("circle").ShouldHave(Shapes.Circle, "members, recent_activity");
        circle.GetProperty("members").GetRawText().ShouldBe("""["user-1","user-2"]""");
        circle.GetProperty("recent_activity").GetRawText().ShouldBe(answer.GetProperty("recent_activity").GetRawText());
        answer.GetProperty("is_member").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Removed_flag_appears_only_on_removed_posts()
    {
        var activities = Shapes.Of(new HistoryJson(CircleActivityJson.Of(Views.Detail().RecentPosts)))
            .ShouldHave("activities").GetProperty("activities");
        var said = activities[0].ShouldHave("id, seq, user_id, user_name, message, timestamp");
        said.GetProperty("message").GetString().ShouldBe("Hello <all> 🌅");
        said.GetProperty("timestamp").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        var removed = activities[1].ShouldHave("id, seq, user_id, user_name, message, timestamp, removed");
        removed.GetProperty("removed").GetBoolean().ShouldBeTrue();
        removed.GetProperty("message").GetString().ShouldBe("");
    }

    [Fact]
    public void Requests_and_responses_have_the_contract_fields()
    {
        Shapes.Of(new CircleChangedJson("m", CircleDetailJson.Of(Views.Detail()))).ShouldHave("message, circle").GetProperty("circle")
            .ShouldHave(Shapes.Circle, "members, recent_activity");
        Shapes.Of(new PostedJson("m", CircleActivityJson.Of(Views.Activity(1)))).ShouldHave("message, activity");
        Shapes.Of(MembersJson.Of(new Page<CircleMemberView>([new CircleMemberView(new MemberCard("user-1", "Ada", null), Views.At)], null)))
            .ShouldHave("members, next_cursor").GetProperty("members")[0].ShouldHave("id, name, picture, joined_at");
        Shapes.Of(new NewCircleRequest("n", "c", "d")).ShouldHave("name, category, description, image, color, emoji, tags");
        Shapes.Of(new CircleChangeRequest()).ShouldHave("name, category, description, image, color, emoji, tags");
        Shapes.Of(new PostRequest("m")).ShouldHave("message");
    }
}
