using System.Net;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>Guests read and talk to Xela. They cannot publish, contact people, pay or create circles.</summary>
[Collection(SharedHost.Name)]
public sealed class GuestTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Guest_is_rejected_where_an_account_is_required()
    {
        var (guest, ada) = (await GuestAsync(), await Person.SignUpAsync(host));
        var circle = await ada.CreateCircleAsync();
        await guest.JoinAsync(circle);
        var course = (await host.Anonymous.GetAsync("/api/courses?limit=1")).Json.GetProperty("courses")[0].GetProperty("id").GetString();
        Reply[] refused =
        [
            await guest.PostAsync("/api/circles", Person.CircleBody("Mine")),
            await guest.TryPostToCircleAsync(circle, "hello"),
            await guest.PostAsync("/api/connections/request", new JsonObject { ["user_id"] = ada.Id }),
            await guest.PostAsync($"/api/courses/{course}/purchase", new JsonObject { ["payment_method"] = "credits" }),
            await guest.PostAsync("/api/wallet/topup", new JsonObject { ["credits"] = 10, ["stripe_token"] = "tok_visa" }),
            await guest.PostAsync("/api/boosts"),
            await guest.PostAsync("/api/xelatalks/sessions"),
            await guest.PostAsync("/api/reflections", new JsonObject { ["content"] = "For all", ["is_public"] = true }),
        ];
        foreach (var reply in refused) reply.ShouldRefuse(HttpStatusCode.Forbidden, "members_only");

        var kept = (await guest.PostAsync("/api/reflections", new JsonObject { ["content"] = "For me" }))
            .Should(HttpStatusCode.Created).Json.GetProperty("reflection").GetProperty("id").GetString();
        (await guest.PutAsync($"/api/reflections/{kept}", new JsonObject { ["is_public"] = true }))
            .ShouldRefuse(HttpStatusCode.Forbidden, "members_only");
        (await ada.CirclePostsAsync(circle)).ShouldBeEmpty();
        (await host.Anonymous.PostAsync("/api/circles", Person.CircleBody("Mine")))
            .ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task Guest_post_through_the_hub_is_rejected()
    {
        var (guest, ada) = (await GuestAsync(), await Person.SignUpAsync(host));
        var circle = await ada.CreateCircleAsync();
        await guest.JoinAsync(circle);
        await using var device = await guest.ConnectAsync();
        (await Should.ThrowAsync<Exception>(() => device.PostToCircleAsync(circle, "hello", "client-1")))
            .Message.ShouldContain("members_only");
        (await ada.CirclePostsAsync(circle)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Guest_has_smaller_companion_and_discovery_limits()
    {
        var guest = await GuestAsync();
        for (var i = 0; i < 8; i++) await Person.SignUpAsync(host, $"Neighbour {i}");
        for (var i = 0; i < 5; i++) await guest.AskXelaAsync($"Hello {i}");
        (await guest.TryAskXelaAsync("Hello again")).ShouldRefuse(HttpStatusCode.PaymentRequired, "ai_limit");
        await Until.TrueAsync(async () => (await guest.GetAsync("/api/discover")).Json.GetProperty("people").GetArrayLength() > 0);
        var page = (await guest.GetAsync("/api/discover?limit=100")).Should(HttpStatusCode.OK).Json;
        page.GetProperty("people").GetArrayLength().ShouldBeLessThanOrEqualTo(5);
        page.GetProperty("next_cursor").GetString().ShouldBeNull();
    }

    private async Task<Person> GuestAsync() =>
        Person.Of(host, Person.NewEmail(), (await host.Anonymous.PostAsync("/api/auth/guest")).Should(HttpStatusCode.Created));
}
