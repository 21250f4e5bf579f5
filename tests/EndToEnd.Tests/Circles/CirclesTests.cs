using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Circles;

[Collection(SharedHost.Name)]
public sealed class CirclesTests(SharedHost shared)
{
    private const string House = "user-01920000-0000-7000-8000-000000000000";
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Circle_detail_has_the_last_50_posts()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        for (var i = 0; i < 55; i++) await ada.PostToCircleAsync(circle, $"\U0001F600 {i}");
        var answer = (await ada.GetAsync($"/api/circles/{circle}")).Should(HttpStatusCode.OK);
        answer.Json.GetProperty("circle").GetProperty("recent_activity").GetArrayLength().ShouldBe(50);
        answer.Json.GetProperty("recent_activity").EnumerateArray().Select(a => a.GetProperty("seq").GetInt64())
            .ShouldBe(Enumerable.Range(46, 10).Select(i => (long)i));
        answer.Text.ShouldContain("\U0001F600 54");
    }

    [Fact]
    public async Task Join_creation_and_edit_respond_with_the_circle_in_full()
    {
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        var created = (await ada.PostAsync("/api/circles", Person.CircleBody("Owls"))).Should(HttpStatusCode.Created).Json
            .GetProperty("circle");
        var circle = created.GetProperty("id").GetString()!;
        MembersOf(created).ShouldBe([ada.Id]);
        created.GetProperty("recent_activity").GetArrayLength().ShouldBe(0);
        await ada.PostToCircleAsync(circle, "Welcome");
        var joined = (await ben.TryJoinAsync(circle)).Should(HttpStatusCode.OK).Json.GetProperty("circle");
        MembersOf(joined).ShouldBe([ada.Id, ben.Id]);
        joined.GetProperty("recent_activity").EnumerateArray().ShouldHaveSingleItem().GetProperty("message").GetString()
            .ShouldBe("Welcome");
        var edited = (await ada.PutAsync($"/api/circles/{circle}", new JsonObject { ["name"] = "Night owls" })).Should(HttpStatusCode.OK)
            .Json.GetProperty("circle");
        (edited.GetProperty("name").GetString(), edited.GetProperty("recent_activity").GetArrayLength()).ShouldBe(("Night owls", 1));
        MembersOf(edited).ShouldBe([ada.Id, ben.Id]);

        static IEnumerable<string?> MembersOf(JsonElement shown) =>
            shown.GetProperty("members").EnumerateArray().Select(id => id.GetString());
    }

    [Fact]
    public async Task House_account_owns_seeded_circles_and_is_no_user()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = (await SeededAsync(1)).ShouldHaveSingleItem();
        (await ada.GetAsync($"/api/circles/{circle}")).Should(HttpStatusCode.OK).Json.GetProperty("circle").GetProperty("created_by")
            .GetString().ShouldBe(House);
        (await ada.PutAsync($"/api/circles/{circle}", new JsonObject { ["name"] = "Mine" }))
            .ShouldRefuse(HttpStatusCode.Forbidden, "not_the_creator");
        (await ada.RequestConnectionAsync(House)).ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
        foreach (var path in (string[])["messaging/conversations", "presence/status", "safety/is-blocked"])
            (await ada.GetAsync($"/api/{path}/{House}")).ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
        (await ada.PostAsync($"/api/messaging/conversations/{House}/messages", new JsonObject { ["message"] = "Hello" }))
            .ShouldRefuse(HttpStatusCode.NotFound, "user_not_found");
    }

    [Fact]
    public async Task Fourth_circle_of_the_free_tier_is_rejected()
    {
        var circles = await SeededAsync(5);
        var ada = await Person.SignUpAsync(host);
        foreach (var circle in circles.Take(3)) await ada.JoinAsync(circle);

        (await ada.TryJoinAsync(circles[3])).ShouldRefuse(HttpStatusCode.PaymentRequired, "circle_limit");
        (await ada.PostAsync("/api/circles", Person.CircleBody("One more"))).ShouldRefuse(HttpStatusCode.PaymentRequired, "circle_limit");
        (await ada.CirclesJoinedAsync()).ShouldBe(circles.Take(3), ignoreOrder: true);
        await ada.LeaveAsync(circles[0]);
        await ada.JoinAsync(circles[3]);
        (await ada.CirclesJoinedAsync()).ShouldBe([circles[1], circles[2], circles[3]], ignoreOrder: true);
    }

    [Fact]
    public async Task Concurrent_joins_respect_the_circle_limit()
    {
        var circles = await SeededAsync(4);
        for (var round = 0; round < 5; round++)
        {
            var ada = await Person.SignUpAsync(host);
            var answers = await Task.WhenAll(circles.Select(circle => ada.TryJoinAsync(circle)));
            answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(3);
            answers.Single(a => a.Status != HttpStatusCode.OK).ShouldRefuse(HttpStatusCode.PaymentRequired, "circle_limit");
            var joined = await ada.CirclesJoinedAsync();
            joined.Length.ShouldBe(3);
            var isMember = new List<string>();
            foreach (var circle in circles)
                if ((await ada.GetAsync($"/api/circles/{circle}")).Json.GetProperty("is_member").GetBoolean()) isMember.Add(circle);
            isMember.ShouldBe(joined, ignoreOrder: true);
        }
    }

    [Fact]
    public async Task Repeated_join_or_leave_changes_nothing()
    {
        var ada = await Person.SignUpAsync(host);
        var ben = await Person.SignUpAsync(host, "Ben");
        var circle = await ada.CreateCircleAsync();
        for (var i = 0; i < 3; i++)
        {
            var joined = await ben.TryJoinAsync(circle);
            joined.Should(HttpStatusCode.OK).Json.GetProperty("message").GetString().ShouldBe("Successfully joined circle");
            joined.Json.GetProperty("circle").GetProperty("members_count").GetInt64().ShouldBe(2);
        }
        (await ben.CirclesJoinedAsync()).ShouldBe([circle]);
        (await ada.MembersAsync(circle)).ShouldBe([ada.Id, ben.Id]);
        for (var i = 0; i < 3; i++)
            (await ben.PostAsync($"/api/circles/{circle}/leave")).Should(HttpStatusCode.OK).Json.GetProperty("message").GetString()
                .ShouldBe("Successfully left circle");
        (await ben.CirclesJoinedAsync()).ShouldBeEmpty();
        (await ada.MembersAsync(circle)).ShouldBe([ada.Id]);
        await ben.JoinAsync(circle);
        (await ada.MembersAsync(circle)).ShouldBe([ada.Id, ben.Id]);
    }

    [Fact]
    public async Task Member_count_agrees_in_detail_list_and_recount()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync("Counting " + Guid.NewGuid().ToString("N"));
        var people = await Person.SignUpManyAsync(host, 70);
        await Task.WhenAll(people.Select(p => p.JoinAsync(circle)));
        await Task.WhenAll(people.Take(9).Select(p => p.LeaveAsync(circle)));

        var members = await ada.MembersAsync(circle, limit: 7);
        members.ShouldBeUnique();
        members.ShouldBe(people.Skip(9).Select(p => p.Id).Append(ada.Id), ignoreOrder: true);
        var detail = await ada.CircleAsync(circle);
        detail.GetProperty("members_count").GetInt64().ShouldBe(62);
        detail.GetProperty("members").GetArrayLength().ShouldBe(50);
        detail.GetProperty("recent_members").GetArrayLength().ShouldBe(4);
        var name = detail.GetProperty("name").GetString()!;
        await Until.TrueAsync(async () => (await ListAsync($"q={Uri.EscapeDataString(name)}")).Single().GetProperty("members_count")
            .GetInt64() == 62);
    }

    [Fact]
    public async Task Circle_edit_by_another_member_is_rejected()
    {
        var ada = await Person.SignUpAsync(host);
        var ben = await Person.SignUpAsync(host, "Ben");
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);

        (await ben.PutAsync($"/api/circles/{circle}", new JsonObject { ["name"] = "Mine now" }))
            .ShouldRefuse(HttpStatusCode.Forbidden, "not_the_creator");
        var edited =
            (await ada.PutAsync(
                $"/api/circles/{circle}", new JsonObject {
                ["name"] = "Late walks", ["color"] = "#A1B2C3", ["tags"] = new JsonArray("walks", "night") })).Should(HttpStatusCode.OK);
        edited.Json.GetProperty("circle").GetProperty("name").GetString().ShouldBe("Late walks");
        var cleared = (await ada.PutAsync($"/api/circles/{circle}", new JsonObject { ["color"] = "" }))
            .Should(HttpStatusCode.OK).Json.GetProperty("circle");
        cleared.GetProperty("color").ValueKind.ShouldBe(JsonValueKind.Null);
        cleared.GetProperty("tags").GetArrayLength().ShouldBe(2);

        (await ben.DeleteAsync($"/api/circles/{circle}")).ShouldRefuse(HttpStatusCode.Forbidden, "not_the_creator");
        (await ada.DeleteAsync($"/api/circles/{circle}")).Should(HttpStatusCode.OK);
        (await ben.GetAsync($"/api/circles/{circle}")).ShouldRefuse(HttpStatusCode.NotFound, "circle_not_found");
        (await ben.TryPostToCircleAsync(circle, "anyone?")).ShouldRefuse(HttpStatusCode.NotFound, "circle_not_found");
        (await ada.DeleteAsync($"/api/circles/{circle}")).ShouldRefuse(HttpStatusCode.NotFound, "circle_not_found");
        await Until.TrueAsync(async () => (await ben.CirclesJoinedAsync()).Length == 0 && (await ada.CirclesJoinedAsync()).Length == 0);
        await Until.TrueAsync(async () => (await ListAsync("q=late+walks")).All(c => c.GetProperty("id").GetString() != circle));
    }

    [Fact]
    public async Task Excluded_member_rejoins_after_readmission()
    {
        var ada = await Person.SignUpAsync(host);
        var ben = await Person.SignUpAsync(host, "Ben");
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        (await ben.DeleteAsync($"/api/circles/{circle}/members/{ada.Id}")).ShouldRefuse(HttpStatusCode.Forbidden, "not_the_creator");
        (await ada.DeleteAsync($"/api/circles/{circle}/members/{ada.Id}")).ShouldRefuse(HttpStatusCode.Conflict, "creator_stays");
        (await ada.DeleteAsync($"/api/circles/{circle}/members/{ben.Id}")).Should(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/api/circles/{circle}/members/{ben.Id}")).ShouldRefuse(HttpStatusCode.NotFound, "member_not_found");
        await Until.TrueAsync(async () => (await ben.CirclesJoinedAsync()).Length == 0);
        (await ben.TryPostToCircleAsync(circle, "still here")).ShouldRefuse(HttpStatusCode.Forbidden, "not_a_member");
        (await ben.TryJoinAsync(circle)).ShouldRefuse(HttpStatusCode.Forbidden, "shown_out");
        (await ada.PutAsync($"/api/circles/{circle}/members/{ben.Id}", [])).Should(HttpStatusCode.OK);
        await ben.JoinAsync(circle);
        (await ada.MembersAsync(circle)).ShouldBe([ada.Id, ben.Id]);
    }

    [Fact]
    public async Task Circle_pages_stay_consistent_under_changes()
    {
        var word = "w" + Guid.NewGuid().ToString("N")[..10];
        var ada = await Person.SignUpAsync(host);
        var made = await Task.WhenAll((await Person.SignUpManyAsync(host, 25)).Select(p => p.CreateCircleAsync($"{word} {p.Name}")));
        await Until.TrueAsync(async () => (await ListAsync($"q={word}&limit=100")).Count == 25);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page =
                (await host.Anonymous.GetAsync(
                    $"/api/circles?q={word}&limit=4{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}"))
                    .Should(HttpStatusCode.OK).Json;
            seen.AddRange(page.GetProperty("circles").EnumerateArray().Select(c => c.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
            await ada.TryJoinAsync(made[seen.Count % 25]);
            await (await Person.SignUpAsync(host)).CreateCircleAsync($"{word} later");
        }
        while (cursor is not null && seen.Count < 200);

        seen.ShouldBeUnique();
        made.Except(seen).ShouldBeEmpty();
        (await host.Anonymous.GetAsync("/api/circles?cursor=nonsense!")).Should(HttpStatusCode.BadRequest);
        (await host.Anonymous.GetAsync("/api/circles?limit=101")).Should(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Circle_search_ignores_case()
    {
        var word = "Zebra" + Guid.NewGuid().ToString("N")[..8];
        var ada = await Person.SignUpAsync(host);
        var social = await ada.CreateCircleAsync($"{word} talk");
        var fitness = await ada.CreateCircleAsync($"{word} runs", "Fitness");
        await Until.TrueAsync(async () => (await IdsAsync($"q={word.ToUpperInvariant()}")).Order()
            .SequenceEqual(new[] { social, fitness }.Order()));
        (await IdsAsync($"q={word}&category=Fitness")).ShouldBe([fitness]);
        (await IdsAsync($"q={word}&category=All")).Count.ShouldBe(2);
        (await IdsAsync($"q={word}nothing")).ShouldBeEmpty();
        (await ListAsync("category=Wellness&limit=100")).ShouldAllBe(c => c.GetProperty("category").GetString() == "Wellness");
        (await host.Anonymous.GetAsync("/api/circles?category=Nope"))
            .Should(HttpStatusCode.BadRequest).Json.GetProperty("errors").TryGetProperty("category", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Seed_has_circles_in_every_category_and_courses()
    {
        foreach (var category in (string[])["Wellness", "Fitness", "Creative", "Social", "Outdoor", "Lifestyle"])
            (await ListAsync($"category={category}&limit=100")).ShouldNotBeEmpty();
        (await SeededAsync(12)).Count.ShouldBe(12);
        (await host.Anonymous.GetAsync("/api/courses?limit=100")).Should(HttpStatusCode.OK).Json.GetProperty("courses").GetArrayLength()
            .ShouldBeGreaterThanOrEqualTo(12);
    }

    private async Task<List<JsonElement>> ListAsync(string query) =>
        [.. (await host.Anonymous.GetAsync($"/api/circles?{query}"))
            .Should(HttpStatusCode.OK).Json.GetProperty("circles").EnumerateArray()];

    private async Task<List<string>> IdsAsync(string query) => [.. (await ListAsync(query)).Select(c => c.GetProperty("id").GetString()!)];

    private async Task<List<string>> SeededAsync(int count)
    {
        var seeded = new List<string>();
        string? cursor = null;
        do
        {
            var page =
                (await host.Anonymous.GetAsync(
                    $"/api/circles?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}"))
                    .Should(HttpStatusCode.OK).Json;
            seeded.AddRange(page.GetProperty("circles").EnumerateArray()
                .Where(c => c.GetProperty("created_by").GetString() == House).Select(c => c.GetProperty("id").GetString()!));
            cursor = page.GetProperty("next_cursor").GetString();
        }
        while (cursor is not null && seeded.Count < count);
        return [.. seeded.Take(count)];
    }
}
