using System.Text.Json;
using XelaConnect.ApiHost.Accounts;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Profiles;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Accounts;

public sealed class AccountsJsonTests
{
    [Fact]
    public void User_has_exactly_the_contract_fields()
    {
        var user = Shapes.Of(new MeJson(UserJson.Of(Views.User()))).ShouldHave("user").GetProperty("user").ShouldHave(Shapes.User);
        user.GetProperty("created_at").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        user.GetProperty("last_active").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        user.GetProperty("identity_badge").GetString().ShouldBe("Thinker");
        user.GetProperty("interests").GetRawText().ShouldBe("""["maths","poetry"]""");
        user.GetProperty("circles_joined").GetRawText().ShouldBe("""["circle-1"]""");
        user.GetProperty("is_guest").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public void User_without_activity_has_default_values()
    {
        var user = Shapes.Of(new MeJson(UserJson.Of(Views.User()))).GetProperty("user");
        user.GetProperty("subscription_expires_at").ValueKind.ShouldBe(JsonValueKind.Null);
        user.GetProperty("referred_by").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public void User_shows_the_values_of_all_replicas()
    {
        var user =
            Shapes.Of(new MeJson(UserJson.Of(Views.User() with { SubscriptionTier = Tiers.Elite, SubscriptionExpiresAt = Views.At })))
                .GetProperty("user");
        user.GetProperty("credits").GetInt64().ShouldBe(120);
        user.GetProperty("emotional_path_progress").GetInt32().ShouldBe(24);
        user.GetProperty("weekly_growth").GetInt32().ShouldBe(6);
        foreach (var count in (string[])["connections_count", "connections"]) user.GetProperty(count).GetInt32().ShouldBe(5);
        user.GetProperty("badges").GetRawText().ShouldBe("""["First Step"]""");
        user.GetProperty("subscription_tier").GetString().ShouldBe("elite");
        user.GetProperty("subscription_expires_at").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        var course = user.GetProperty("courses_progress").EnumerateArray().ShouldHaveSingleItem()
            .ShouldHave("course_id, progress, completed_modules");
        course.GetProperty("course_id").GetString().ShouldBe(Views.CourseId);
        course.GetProperty("progress").GetInt32().ShouldBe(33);
        course.GetProperty("completed_modules").GetRawText().ShouldBe("[1,2]");
    }

    [Fact]
    public void User_fields_are_repeated_at_top_level_for_older_clients()
    {
        var me = Shapes.Of(new UserAtTopLevelJson(UserJson.Of(Views.User()))).ShouldHave(Shapes.User, "user");
        me.GetProperty("user").ShouldHave(Shapes.User);
        me.GetProperty("referral_code").GetString().ShouldBe("XCABCDEFGH");
    }

    [Fact]
    public void Responses_have_exactly_the_contract_fields()
    {
        Shapes.Of(new SignedInJson("m", UserJson.Of(Views.User()), "t")).ShouldHave("message", "user", "session_token");
        Shapes.Of(new UserChangedJson("m", UserJson.Of(Views.User()))).ShouldHave("message", "user");
        Shapes.Of(new DoneJson("m")).ShouldHave("message");
        var dashboard = Shapes.Of(DashboardJson.Of(new DashboardView(4, 2, "Breathe.", 1, 24, 6, 5))).ShouldHave("stats", "daily_message");
        var stats = dashboard.GetProperty("stats")
            .ShouldHave("streak, connections, circles_joined, courses_in_progress, emotional_path_progress, weekly_growth");
        stats.GetProperty("streak").GetInt32().ShouldBe(4);
        stats.GetProperty("circles_joined").GetInt32().ShouldBe(2);
        stats.GetProperty("connections").GetInt32().ShouldBe(5);
        stats.GetProperty("courses_in_progress").GetInt32().ShouldBe(1);
        stats.GetProperty("emotional_path_progress").GetInt32().ShouldBe(24);
        stats.GetProperty("weekly_growth").GetInt32().ShouldBe(6);
    }

    [Fact]
    public void Session_shows_whether_it_is_current()
    {
        var sessions =
            Shapes.Of(
                new SessionsJson(
                [SessionJson.Of(Views.Session("session-1"), "session-1"), SessionJson.Of(Views.Session("session-2"), "session-1")], null))
            .ShouldHave("sessions", "next_cursor").GetProperty("sessions");
        sessions[0].ShouldHave("id, device, created_at, expires_at, current").GetProperty("current").GetBoolean().ShouldBeTrue();
        sessions[1].GetProperty("current").GetBoolean().ShouldBeFalse();
        sessions[0].GetProperty("expires_at").GetString().ShouldBe("2026-03-11T03:06:07.089Z");
    }

    [Fact]
    public void Request_schemas_have_the_contract_names()
    {
        Shapes.Of(new SignUpRequest("n", "e", "p")).ShouldHave("name, email, password, age, city, referral_code, birth_date");
        Shapes.Of(new LogInRequest("e", "p")).ShouldHave("email, password, code");
        Shapes.Of(new GoogleRequest("s")).ShouldHave("session_id, referral_code, code");
        Shapes.Of(new IdentityRequest("google", "t", "n")).ShouldHave("provider, id_token, nonce, referral_code, code");
        Shapes.Of(new CodeRequest("c")).ShouldHave("code");
        Shapes.Of(new UpgradeRequest("n", "e", "p")).ShouldHave("name, email, password");
        Shapes.Of(new PasswordRequest("c", "n")).ShouldHave("current_password, new_password");
        Shapes.Of(new ProfileRequest()).ShouldHave("name, bio, interests, identity_badge, age, city, picture, birth_date");
    }
}
