using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Feed;

/// <summary>Feed items about the person's own progress: in the list, on the hub, once, until read.</summary>
[Collection(SharedHost.Name)]
public sealed class FeedTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Upgraded_guest_gets_welcome_and_badge_feed_items()
    {
        var guest = Person.Of(host, "", (await host.Anonymous.PostAsync("/api/auth/guest")).Should(HttpStatusCode.Created));
        await using var device = await guest.ConnectAsync();
        (await guest.ActivitiesAsync()).ShouldBeEmpty();
        (await guest.PostAsync("/api/auth/upgrade", Person.SignUpBody(Person.NewEmail(), "Grace"))).Should(HttpStatusCode.OK);

        await device.WaitForAsync("Activity", a => a.GetProperty("title").GetString() == "Welcome, Grace");
        var welcome = (await guest.ActivitiesAsync()).ShouldHaveSingleItem();
        (welcome.GetProperty("type").GetString(), welcome.GetProperty("priority").GetString(), welcome.GetProperty("action_link")
            .GetString()).ShouldBe(("opportunity", "high", "/community"));
        (await UnreadAsync(guest)).ShouldBe(1);

        for (var i = 0; i < 3; i++)
            (await guest.PostAsync("/api/reflections", new JsonObject { ["content"] = $"Thought {i}." })).Should(HttpStatusCode.Created);
        await device.WaitForAsync("Activity", a => a.GetProperty("title").GetString() == "A new badge: First Words");
        var badge = (await guest.ActivitiesAsync()).Single(a => a.GetProperty("title").GetString() == "A new badge: First Words");
        (await UnreadAsync(guest)).ShouldBe(2);
        var me = await guest.MeAsync();
        me.GetProperty("badges").EnumerateArray().ShouldHaveSingleItem().GetString().ShouldBe("First Words");
        me.GetProperty("emotional_path_progress").GetInt32().ShouldBe(1, "one day with a reflection");

        (await guest.PostAsync($"/api/activity/{badge.GetProperty("id").GetString()}/mark-read")).Should(HttpStatusCode.OK);
        (await UnreadAsync(guest)).ShouldBe(1);
        device.Received("Activity").Count.ShouldBe(2);
    }

    [Fact]
    public async Task New_interests_bring_one_circle_and_one_person_suggestion()
    {
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        var words = Enumerable.Range(0, 5).Select(i => $"w{i}{Guid.NewGuid():N}"[..12]).ToArray();
        var circle = (await ben.PostAsync("/api/circles", new JsonObject
        {
            ["name"] = "Kindred", ["category"] = "Social", ["description"] = "A circle made for a test.",
            ["tags"] = new JsonArray(words[0]),
        })).Should(HttpStatusCode.Created).Json.GetProperty("circle").GetProperty("id").GetString();
        await Until.TrueAsync(
            async () => (await ada.GetAsync($"/api/circles?q={words[0]}")).Json.GetProperty("circles").GetArrayLength() > 0);
        foreach (var person in (Person[])[ben, ada])
        {
            (await person.PutAsync("/api/users/profile", new JsonObject
            {
                ["interests"] = new JsonArray([.. words.Select(w => JsonValue.Create(w))]), ["identity_badge"] = "Listener", ["age"] = 33,
                ["city"] = "Lisbon",
            })).Should(HttpStatusCode.OK);
        }

        await Until.TrueAsync(async () => (await LinksAsync(ada)).Contains("/discover"), patience: TimeSpan.FromSeconds(20));
        (await LinksAsync(ada)).Where(l => l != "/community").Order(StringComparer.Ordinal).ShouldBe([$"/circles/{circle}", "/discover"]);
        (await ada.ActivitiesAsync()).Single(a => a.GetProperty("action_link").GetString() == "/discover").GetProperty("title").GetString()
            .ShouldBe("You and Ben might get along");
    }

    [Fact]
    public async Task Unknown_time_zone_is_rejected()
    {
        var ada = await Person.SignUpAsync(host);
        (await ada.MeAsync()).GetProperty("time_zone").ValueKind.ShouldBe(JsonValueKind.Null);
        (await ada.PutAsync("/api/users/me/time-zone", new JsonObject { ["time_zone"] = "Pacific/Kiritimati" })).Should(HttpStatusCode.OK);
        var me = await ada.MeAsync();
        (me.GetProperty("time_zone").GetString(), me.GetProperty("streak").GetInt32()).ShouldBe(("Pacific/Kiritimati", 1));
        (await ada.PutAsync("/api/users/me/time-zone", new JsonObject { ["time_zone"] = "Mars/Olympus" }))
            .ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request")
            .Json.GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe("time_zone");
        (await ada.PutAsync("/api/users/me/time-zone", new JsonObject { ["time_zone"] = "" }))
            .Should(HttpStatusCode.OK).Json.GetProperty("user").GetProperty("time_zone").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private static async Task<int> UnreadAsync(Person person) => (await person.GetAsync("/api/activity"))
        .Should(HttpStatusCode.OK).Json.GetProperty("unread_count").GetInt32();

    private static async Task<string?[]> LinksAsync(Person person) =>
        [.. (await person.ActivitiesAsync()).Select(a => a.GetProperty("action_link").GetString())];
}
