using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Referrals;

/// <summary>Invitations from the code to the credits and, where they were fraud, back; and what admins do about it.</summary>
public sealed class ReferralsTests : IAsyncLifetime
{
    private readonly string adminEmail = Person.NewEmail();
    private HostProcess host = null!;

    public async Task InitializeAsync() =>
        host = await HostProcess.StartAsync(
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("Xela__Admin__Emails__0", adminEmail.ToUpperInvariant()));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Referral_reward_is_granted_once_and_clawed_back_on_removal()
    {
        var (ada, admin) = (await Person.SignUpAsync(host, "Ada"), await SignUpAsync("Root", adminEmail));
        var circle = await ada.CreateCircleAsync();
        var bo = await SignUpAsync("Bo", Person.NewEmail(), await CodeOfAsync(ada));
        (await ReferralAsync(ada)).GetProperty("pending").GetInt32().ShouldBe(1);
        (await CreditsAsync(bo)).ShouldBe(0);

        await bo.JoinAsync(circle);
        await Until.TrueAsync(async () => await CreditsAsync(ada) == 50 && await CreditsAsync(bo) == 50);
        // Neither another circle nor the same one again is another first time.
        await bo.LeaveAsync(circle);
        await bo.JoinAsync(circle);
        await bo.CreateCircleAsync();
        var referral = await ReferralAsync(ada);
        (referral.GetProperty("conversions").GetInt32(), referral.GetProperty("pending").GetInt32(), referral.GetProperty("credits_earned")
            .GetInt32()).ShouldBe((1, 0, 50));
        (await CreditsAsync(ada), await CreditsAsync(bo)).ShouldBe((50, 50));
        (await bo.MeAsync()).GetProperty("referred_by").GetString().ShouldBe(ada.Id);
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("referral_conversions").GetInt32() == 1);

        var device = await bo.LogInAsync();
        var removal = new JsonObject { ["reason"] = "One of forty accounts" };
        (await bo.PostAsync($"/api/admin/users/{bo.Id}/remove", removal)).ShouldRefuse(HttpStatusCode.NotFound, "not_found");
        (await admin.PostAsync($"/api/admin/users/{bo.Id}/remove", removal)).Should(HttpStatusCode.OK);
        foreach (var session in (Person[])[bo, device])
            (await session.GetAsync("/api/auth/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
        (await bo.TryLogInAsync()).ShouldRefuse(HttpStatusCode.Forbidden, "account_removed");
        (await bo.TryLogInAsync("not the password")).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");
        await Until.TrueAsync(async () => await CreditsAsync(ada) == 0);
        referral = await ReferralAsync(ada);
        (referral.GetProperty("conversions").GetInt32(), referral.GetProperty("credits_earned").GetInt32()).ShouldBe((0, 0));

        // Again changes nothing.
        (await admin.PostAsync($"/api/admin/users/{bo.Id}/remove", removal)).Should(HttpStatusCode.OK);
        (await CreditsAsync(ada)).ShouldBe(0);
    }

    [Fact]
    public async Task Fifth_conversion_grants_Elite()
    {
        var ada = await Person.SignUpAsync(host, "Ada");
        var circle = await ada.CreateCircleAsync();
        var code = await CodeOfAsync(ada);
        for (var i = 1; i <= 5; i++)
        {
            (await ada.MeAsync()).GetProperty("subscription_tier").GetString().ShouldBe("free");
            await (await SignUpAsync($"Friend {i}", Person.NewEmail(), code)).JoinAsync(circle);
            await Until.TrueAsync(async () => await CreditsAsync(ada) == 50 * i);
        }
        await Until.TrueAsync(async () => (await ada.MeAsync()).GetProperty("subscription_tier").GetString() == "elite");
        (await ReferralAsync(ada)).GetProperty("next_reward").GetString().ShouldBe("5 more friends until you get Elite for life.");

        var guest = Person.Of(host, Person.NewEmail(), (await host.Anonymous.PostAsync("/api/auth/guest")).Should(HttpStatusCode.Created));
        var friend = await SignUpAsync("Friend", Person.NewEmail(), await CodeOfAsync(guest));
        await friend.JoinAsync(circle);
        await Until.TrueAsync(async () => (await ReferralAsync(guest)).GetProperty("pending").GetInt32() == 0);
        (await CreditsAsync(guest), await CreditsAsync(friend)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Admin_adjustment_is_idempotent_and_never_overdraws()
    {
        var (bo, admin) = (await Person.SignUpAsync(host, "Bo"), await SignUpAsync("Root", adminEmail));
        var key = Guid.NewGuid().ToString("N");
        for (var i = 0; i < 3; i++)
            (await admin.PostAsync("/api/admin/credits", Adjustment(bo.Id, 25), key))
                .Should(HttpStatusCode.OK).Json.GetProperty("credits").GetInt64().ShouldBe(25);
        (await admin.PostAsync("/api/admin/credits", Adjustment(bo.Id, -26)))
            .ShouldRefuse(HttpStatusCode.PaymentRequired, "insufficient_credits");
        (await admin.PostAsync("/api/admin/credits", Adjustment(bo.Id, -5)))
            .Should(HttpStatusCode.OK).Json.GetProperty("credits").GetInt64().ShouldBe(20);
        (await admin.PostAsync("/api/admin/credits", Adjustment("user-nobody", 5))).ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
        (await bo.PostAsync("/api/admin/credits", Adjustment(bo.Id, 5))).ShouldRefuse(HttpStatusCode.NotFound, "not_found");
        (await host.Anonymous.PostAsync("/api/admin/credits", Adjustment(bo.Id, 5))).ShouldRefuse(HttpStatusCode.NotFound, "not_found");
        await Until.TrueAsync(async () => await CreditsAsync(bo) == 20);
    }

    private async Task<Person> SignUpAsync(string name, string email, string? code = null)
    {
        var body = Person.SignUpBody(email, name);
        if (code is not null) body["referral_code"] = code;
        return Person.Of(host, email, (await host.Anonymous.PostAsync("/api/auth/signup", body)).Should(HttpStatusCode.Created));
    }

    private static JsonObject Adjustment(string userId, int amount) =>
        new() { ["user_id"] = userId, ["amount"] = amount, ["reason"] = "A test of adjustments" };

    private static async Task<JsonElement> ReferralAsync(Person person) => (await person.GetAsync("/api/users/referral"))
        .Should(HttpStatusCode.OK).Json;

    private static async Task<string> CodeOfAsync(Person person) => (await ReferralAsync(person)).GetProperty("referral_code").GetString()!;

    private static async Task<long> CreditsAsync(Person person) => (await person.MeAsync()).GetProperty("credits").GetInt64();
}
