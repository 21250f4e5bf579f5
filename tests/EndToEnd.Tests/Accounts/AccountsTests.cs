using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Accounts;

[Collection(SharedHost.Name)]
public sealed class AccountsTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Concurrent_sign_ups_in_any_case_open_one_account()
    {
        var email = Person.NewEmail();
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(i =>
            host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(i % 2 == 0 ? email : email.ToUpperInvariant()))));
        var first = answers.Where(a => a.Status == HttpStatusCode.Created).ShouldHaveSingleItem();
        answers.Where(a => a != first).ShouldAllBe(a => a.Status == HttpStatusCode.Conflict || a.Status == HttpStatusCode.TooManyRequests);
        (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(email.ToUpperInvariant())))
            .ShouldRefuse(HttpStatusCode.Conflict, "email_taken");
        (await Person.Of(host, email, first).LogInAsync()).Id.ShouldBe(Person.Of(host, email, first).Id);
    }

    [Fact]
    public async Task Unknown_address_looks_like_a_wrong_password()
    {
        var ada = await Person.SignUpAsync(host);
        var wrongPassword = await ada.TryLogInAsync("not the password");
        var wrongEmail = await host.Anonymous.PostAsync(
            "/api/auth/login", new JsonObject { ["email"] = Person.NewEmail(), ["password"] = "not the password" });
        wrongPassword.ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");
        wrongEmail.ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");
        wrongEmail.Json.GetProperty("message").GetString().ShouldBe(wrongPassword.Json.GetProperty("message").GetString());
    }

    [Fact]
    public async Task Upgraded_guest_keeps_id_and_circles()
    {
        var guest = Person.Of(host, Person.NewEmail(), (await host.Anonymous.PostAsync("/api/auth/guest")).Should(HttpStatusCode.Created));
        (await guest.MeAsync()).GetProperty("is_guest").GetBoolean().ShouldBeTrue();
        var circle = await (await Person.SignUpAsync(host)).CreateCircleAsync();
        await guest.JoinAsync(circle);

        var upgraded = await guest.PostAsync("/api/auth/upgrade", Person.SignUpBody(guest.Email, "Grace"));
        upgraded.Should(HttpStatusCode.OK).Json.GetProperty("user").GetProperty("id").GetString().ShouldBe(guest.Id);
        (await guest.PostAsync("/api/auth/upgrade", Person.SignUpBody(Person.NewEmail(), "Grace")))
            .ShouldRefuse(HttpStatusCode.Conflict, "not_a_guest");

        // The guest's own token goes on, and is a member's now.
        await guest.PostToCircleAsync(circle, "as a member");
        var again = await guest.LogInAsync();
        again.Id.ShouldBe(guest.Id);
        var me = await again.MeAsync();
        me.GetProperty("is_guest").GetBoolean().ShouldBeFalse();
        me.GetProperty("name").GetString().ShouldBe("Grace");
        me.GetProperty("email").GetString().ShouldBe(guest.Email);
        (await again.CirclesJoinedAsync()).ShouldBe([circle]);
        await Until.TrueAsync(async () => (await again.PostToCircleAsync(circle, "as myself")).UserName == "Grace");
    }

    [Fact]
    public async Task Referred_person_is_pending_at_the_code_owner()
    {
        var ada = await Person.SignUpAsync(host);
        var code = (await ada.GetAsync("/api/users/referral")).Should(HttpStatusCode.OK).Json.GetProperty("referral_code").GetString()!;
        code.ShouldMatch("^XC[A-Z0-9]{8}$");
        for (var i = 1; i <= 3; i++)
        {
            var body = Person.SignUpBody(Person.NewEmail());
            body["referral_code"] = i == 2 ? code.ToLowerInvariant() : code;
            var came = (await host.Anonymous.PostAsync("/api/auth/signup", body)).Should(HttpStatusCode.Created);
            came.Json.GetProperty("user").GetProperty("referred_by").GetString().ShouldBe(ada.Id);
            await Until.TrueAsync(async () => (await ada.GetAsync("/api/users/referral")).Json.GetProperty("pending").GetInt32() == i);
        }
        var referral = (await ada.GetAsync("/api/users/referral")).Json;
        referral.GetProperty("referrals_count").GetInt32().ShouldBe(3);
        referral.GetProperty("conversions").GetInt32().ShouldBe(0);
        referral.GetProperty("credits_earned").GetInt32().ShouldBe(0);
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("referrals_count").GetInt32() == 3);

        var unknown = Person.SignUpBody(Person.NewEmail());
        unknown["referral_code"] = "XCAAAAAAAA";
        (await host.Anonymous.PostAsync("/api/auth/signup", unknown))
            .Should(HttpStatusCode.BadRequest).Json.GetProperty("errors").TryGetProperty("referral_code", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Profile_change_touches_only_the_given_fields()
    {
        var ada = await Person.SignUpAsync(host);
        await ada.PutAsync(
            "/api/users/profile", new JsonObject {
            ["bio"] = "Hello", ["age"] = "41", ["city"] = "Oslo", ["interests"] = new JsonArray("chess"), ["identity_badge"] = "Thinker" });
        var changed =
            (await ada.PutAsync(
                "/api/users/profile", new JsonObject {
                ["age"] = "", ["credits"] = 1000, ["subscription_tier"] = "elite", ["id"] = "user-0" })).Should(HttpStatusCode.OK);
        var me = await ada.MeAsync();
        changed.Json.GetProperty("user").GetProperty("id").GetString().ShouldBe(ada.Id);
        me.GetProperty("age").ValueKind.ShouldBe(JsonValueKind.Null);
        me.GetProperty("city").GetString().ShouldBe("Oslo");
        me.GetProperty("bio").GetString().ShouldBe("Hello");
        me.GetProperty("identity_badge").GetString().ShouldBe("Thinker");
        me.GetProperty("credits").GetInt32().ShouldBe(0);
        me.GetProperty("subscription_tier").GetString().ShouldBe("free");
    }

    [Fact]
    public async Task New_name_reaches_the_joined_circles()
    {
        var ada = await Person.SignUpAsync(host, "Ada");
        var circle = await ada.CreateCircleAsync();
        await ada.PostToCircleAsync(circle, "as Ada");
        (await ada.PutAsync("/api/users/profile", new JsonObject { ["name"] = "Ada Lovelace" })).Should(HttpStatusCode.OK);
        await Until.TrueAsync(async () => (await ada.CircleAsync(circle)).GetProperty("recent_members")[0].GetProperty("name")
            .GetString() == "Ada Lovelace");
        (await ada.PostToCircleAsync(circle, "as myself")).UserName.ShouldBe("Ada Lovelace");
        (await ada.CirclePostsAsync(circle))[0].UserName.ShouldBe("Ada");
    }

    [Fact]
    public async Task Daily_message_is_stable_within_a_day()
    {
        var ada = await Person.SignUpAsync(host);
        await ada.CreateCircleAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ada.GetAsync("/api/users/dashboard")));
        answers.Select(a => a.Should(HttpStatusCode.OK).Json.GetProperty("daily_message").GetString()).Distinct().ShouldHaveSingleItem()
            .ShouldNotBeNullOrWhiteSpace();
        var stats = answers[0].Json.GetProperty("stats");
        stats.GetProperty("circles_joined").GetInt32().ShouldBe(1);
        stats.GetProperty("streak").GetInt32().ShouldBe(1);
    }
}
