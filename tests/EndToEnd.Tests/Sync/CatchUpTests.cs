using System.Net;
using System.Text.Json;

namespace XelaConnect.EndToEnd.Tests.Sync;

/// <summary>What happens while a device is away, or on another device, reaches it in the end.</summary>
[Collection(SharedHost.Name)]
public sealed class CatchUpTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Post_removed_while_offline_is_in_watch_and_sync()
    {
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        for (var i = 0; i < 4; i++) await ada.PostToCircleAsync(circle, $"post {i}");
        var cursor = (await ben.SyncAsync()).GetProperty("next_cursor").GetString();
        var posts = await ada.CirclePostsAsync(circle);
        var late = await ada.PostToCircleAsync(circle, "posted and taken back");
        foreach (var post in (CirclePost[])[posts[2], posts[0], late])
            (await ada.DeleteAsync($"/api/circles/{circle}/activity/{post.Id}")).Should(HttpStatusCode.OK);

        await using var device = await ben.ConnectAsync();
        (await device.WatchRawAsync(circle, 4)).GetProperty("removed").EnumerateArray().Select(seq => seq.GetInt64()).ShouldBe([1, 3]);
        (await device.WatchRawAsync(circle, 2)).GetProperty("removed").EnumerateArray().Select(seq => seq.GetInt64()).ShouldBe([1]);
        (await device.WatchRawAsync(circle, null)).TryGetProperty("removed", out _).ShouldBeFalse();

        foreach (var answer in (JsonElement[])[await ben.SyncAsync(cursor), await device.ResumeAsync(cursor)])
        {
            Of(answer, "CircleActivityRemoved").Select(e => (e.GetProperty("circle_id").GetString(), e.GetProperty("seq").GetInt64()))
                .ShouldBe([(circle, 3), (circle, 1)]);
            Of(answer, "CircleActivity").ShouldHaveSingleItem().GetProperty("removed").GetBoolean().ShouldBeTrue();
            Of(await ben.SyncAsync(answer.GetProperty("next_cursor").GetString()), "CircleActivityRemoved").ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Feed_item_read_on_one_device_reaches_the_others()
    {
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        (await ada.RequestConnectionAsync(ben)).Should(HttpStatusCode.Created);
        var activity = "";
        await Until.TrueAsync(
            async () =>
            (activity = (await ben.ActivitiesAsync())
                .FirstOrDefault(a => a.GetProperty("title").GetString() == "Ada would like to connect") is {
                ValueKind: JsonValueKind.Object } found
            ? found.GetProperty("id").GetString()! : "") != "");
        var cursor = (await ben.SyncAsync()).GetProperty("next_cursor").GetString();
        await using var phone = await ben.ConnectAsync();

        (await ben.PostAsync($"/api/activity/{activity}/mark-read")).Should(HttpStatusCode.OK);

        await phone.WaitForAsync("ActivityRead", body => body.GetProperty("id").GetString() == activity);
        var missed = await ben.SyncAsync(cursor);
        Of(missed, "ActivityRead").ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(activity);
        Of(await ben.SyncAsync(missed.GetProperty("next_cursor").GetString()), "ActivityRead").ShouldBeEmpty();
    }

    [Fact]
    public async Task Conversation_moved_while_paging_is_not_skipped()
    {
        var ada = await Person.SignUpAsync(host);
        var others = new List<Person>();
        for (var i = 0; i < 6; i++)
        {
            others.Add(await Person.SignUpAsync(host, $"Friend {i}"));
            await others[i].ConnectWithAsync(ada);
            await others[i].SendMessageAsync(ada, "hello");
            await Until.NextMillisecondAsync();
        }
        var (seen, cursor, page) = (new List<string>(), "", 0);
        do
        {
            var answer = (await ada.GetAsync($"/api/messaging/conversations?limit=2{cursor}")).Should(HttpStatusCode.OK).Json;
            seen.AddRange(answer.GetProperty("conversations").EnumerateArray()
                .Select(c => c.GetProperty("other_user").GetProperty("id").GetString()!));
            cursor = answer.GetProperty("next_cursor").GetString() is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
            // Of those not shown yet the last moves to the top, and of those shown the first.
            if (page++ == 0)
            {
                await others[0].SendMessageAsync(ada, "hello again");
                await others[5].SendMessageAsync(ada, "hello again");
            }
        }
        while (cursor.Length > 0);

        seen.ShouldBe(((int[])[5, 4, 0, 3, 2, 1]).Select(i => others[i].Id));
    }

    [Fact]
    public async Task Burst_larger_than_an_answer_comes_once_and_in_order()
    {
        const int Count = 1_100;
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        await ada.ConnectWithAsync(ben);
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        var cursor = (await ben.SyncAsync()).GetProperty("next_cursor").GetString();
        await Parallel.ForEachAsync(Enumerable.Range(0, Count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            if (i % 10 == 0) await ada.PostToCircleAsync(circle, $"post {i}");
            else await ada.SendMessageAsync(ben, $"message {i}");
        });
        await using var device = await ben.ConnectAsync();
        foreach (var read in (Func<string?, Task<JsonElement>>[])[since => ben.SyncAsync(since), device.ResumeAsync])
        {
            var (since, messages, posts, answers) = (cursor, new List<long>(), new List<long>(), 0);
            for (var more = true; more; answers++)
            {
                var answer = await read(since);
                answer.GetProperty("events").GetArrayLength().ShouldBeLessThanOrEqualTo(1000);
                messages.AddRange(Of(answer, "Message").Select(e => e.GetProperty("seq").GetInt64()));
                posts.AddRange(Of(answer, "CircleActivity").Select(e => e.GetProperty("seq").GetInt64()));
                (since, more) = (answer.GetProperty("next_cursor").GetString(), answer.GetProperty("more").GetBoolean());
            }
            messages.ShouldBe(Enumerable.Range(1, Count * 9 / 10).Select(seq => (long)seq));
            posts.ShouldBe(Enumerable.Range(1, Count / 10).Select(seq => (long)seq));
            answers.ShouldBeGreaterThan(1);
        }
    }

    private static List<JsonElement> Of(JsonElement answer, string type) =>
        [.. answer.GetProperty("events").EnumerateArray().Where(e => e.GetProperty("type").GetString() == type)
            .Select(e => e.GetProperty("data"))];
}
