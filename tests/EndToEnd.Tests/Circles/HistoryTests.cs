using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;

namespace XelaConnect.EndToEnd.Tests.Circles;

[Collection(SharedHost.Name)]
public sealed class HistoryTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task History_is_ascending_in_both_directions()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        (await ada.CirclePostsAsync(circle)).ShouldBeEmpty();
        for (var i = 1; i <= 120; i++) await ada.PostToCircleAsync(circle, $"{i}");

        (await SeqsAsync("limit=5")).ShouldBe([116, 117, 118, 119, 120]);
        (await SeqsAsync("")).Length.ShouldBe(20);
        (await SeqsAsync("after_seq=0&limit=3")).ShouldBe([1, 2, 3]);
        (await SeqsAsync("after_seq=118&limit=3")).ShouldBe([119, 120]);
        (await SeqsAsync("after_seq=120")).ShouldBeEmpty();
        (await SeqsAsync("before_seq=4&limit=10")).ShouldBe([1, 2, 3]);
        (await SeqsAsync("before_seq=50&limit=2")).ShouldBe([48, 49]);
        (await SeqsAsync("before_seq=1")).ShouldBeEmpty();
        (await SeqsAsync("before_seq=9000&limit=2")).ShouldBe([119, 120]);
        (await ada.GetAsync($"/api/circles/{circle}/activity?after_seq=1&before_seq=9")).Should(HttpStatusCode.BadRequest);
        (await ada.GetAsync($"/api/circles/{circle}/activity?after_seq=-1")).Should(HttpStatusCode.BadRequest);
        (await ada.CircleAsync(circle)).GetProperty("recent_activity").GetArrayLength().ShouldBe(50);

        async Task<long[]> SeqsAsync(string query) => [.. (await ada.CirclePostsAsync(circle, query)).Select(s => s.Seq)];
    }

    // Both ends of the types that a seq passes through on its way, and what is next to them.
    private static readonly long[] Ends =
        [int.MaxValue - 1L, int.MaxValue, int.MaxValue + 1L, uint.MaxValue - 5L, uint.MaxValue, uint.MaxValue + 1L, uint.MaxValue + 2L,
            long.MaxValue - 1, long.MaxValue];

    [Fact]
    public async Task Extreme_seq_values_are_accepted()
    {
        var ada = await Person.SignUpAsync(host);
        var ben = await Person.SignUpAsync(host, "Ben");
        await ada.ConnectWithAsync(ben);
        var circle = await ada.CreateCircleAsync();
        for (var i = 1; i <= 3; i++) await ada.PostToCircleAsync(circle, $"{i}");
        for (var i = 1; i <= 3; i++) await ada.SendMessageAsync(ben, $"{i}");
        var conversation = await ben.ConversationAsync(ada);
        (await ada.PostAsync("/api/xelatalks/message", new JsonObject { ["message"] = "Hello" })).Should(HttpStatusCode.OK);
        await using var device = await ada.ConnectAsync();

        foreach (var seq in Ends)
        {
            (await ada.CirclePostsAsync(circle, $"after_seq={seq}")).ShouldBeEmpty($"{seq}");
            (await ada.CirclePostsAsync(circle, $"before_seq={seq}")).Length.ShouldBe(3, $"{seq}");
            (await ben.MessagesAsync(conversation, $"after_seq={seq}")).ShouldBeEmpty($"{seq}");
            (await ben.MessagesAsync(conversation, $"before_seq={seq}")).Length.ShouldBe(3, $"{seq}");
            Messages(await ada.GetAsync($"/api/xelatalks?before_seq={seq}")).ShouldBe(2, $"{seq}");
            (await device.WatchAsync(circle, seq))
                .ShouldSatisfyAllConditions(w => w.Missed.ShouldBeEmpty(), w => w.Seq.ShouldBe(3), w => w.More.ShouldBeFalse());
        }
        await device.MarkReadAsync(conversation, long.MaxValue);
        (await ben.PostAsync($"/api/messaging/conversations/{conversation}/read", new JsonObject { ["up_to_seq"] = long.MaxValue }))
            .Should(HttpStatusCode.OK);
        Messages(await ada.GetAsync("/api/xelatalks?before_seq=0")).ShouldBe(0);
        (await Should.ThrowAsync<HubException>(() => device.WatchAsync(circle, long.MinValue))).Message.ShouldContain("after_seq");
        (await Should.ThrowAsync<HubException>(() => device.MarkReadAsync(conversation, long.MinValue))).Message.ShouldContain("up_to_seq");
        foreach (var none in (string[])["9223372036854775808", "-1", "-9223372036854775808", "1.0", "1e3", "0x1"])
            (await ada.GetAsync($"/api/circles/{circle}/activity?after_seq={none}"))
                .Should(HttpStatusCode.BadRequest).Text.ShouldContain("after_seq");

        static int Messages(Reply reply) => reply.Should(HttpStatusCode.OK).Json.GetProperty("conversation").GetProperty("messages")
            .GetArrayLength();
    }

    [Fact]
    public async Task History_pages_stay_consistent_under_new_posts()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        for (var i = 0; i < 60; i++) await ada.PostToCircleAsync(circle, "before");
        using var enough = new CancellationTokenSource();
        var posting = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await ada.PostToCircleAsync(circle, "during");
        })));

        for (var round = 0; round < 3; round++)
        {
            var back = (await ada.CirclePostsAsync(circle, "limit=9")).Select(s => s.Seq).ToList();
            while (back[0] > 1)
                back.InsertRange(0, (await ada.CirclePostsAsync(circle, $"before_seq={back[0]}&limit=9")).Select(s => s.Seq));
            back.ShouldBe(Enumerable.Range(1, back.Count).Select(i => (long)i));

            var forth = new List<long>();
            while (forth.Count < back.Count)
                forth.AddRange((await ada.CirclePostsAsync(circle, $"after_seq={forth.LastOrDefault()}&limit=9")).Select(s => s.Seq));
            forth.ShouldBe(Enumerable.Range(1, forth.Count).Select(i => (long)i));
        }
        await enough.CancelAsync();
        await posting;
    }
}
