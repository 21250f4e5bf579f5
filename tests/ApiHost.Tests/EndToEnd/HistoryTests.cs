using System.Net;
using Shouldly;
using Xunit;

namespace XelaConnect.ApiHost.Tests.EndToEnd;

[Collection(SharedHost.Name)]
public sealed class HistoryTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task History_is_ascending_both_ways_and_its_ends_are_empty()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        (await ada.HistoryAsync(circle)).ShouldBeEmpty();
        for (var i = 1; i <= 120; i++) await ada.SayAsync(circle, $"{i}");

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

        async Task<long[]> SeqsAsync(string query) => [.. (await ada.HistoryAsync(circle, query)).Select(s => s.Seq)];
    }

    [Fact]
    public async Task Pages_never_repeat_or_skip_while_posts_go_on()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        for (var i = 0; i < 60; i++) await ada.SayAsync(circle, "before");
        using var enough = new CancellationTokenSource();
        var posting = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await ada.SayAsync(circle, "during");
        })));

        for (var round = 0; round < 3; round++)
        {
            var back = (await ada.HistoryAsync(circle, "limit=9")).Select(s => s.Seq).ToList();
            while (back[0] > 1) back.InsertRange(0, (await ada.HistoryAsync(circle, $"before_seq={back[0]}&limit=9")).Select(s => s.Seq));
            back.ShouldBe(Enumerable.Range(1, back.Count).Select(i => (long)i));

            var forth = new List<long>();
            while (forth.Count < back.Count) forth.AddRange((await ada.HistoryAsync(circle, $"after_seq={forth.LastOrDefault()}&limit=9")).Select(s => s.Seq));
            forth.ShouldBe(Enumerable.Range(1, forth.Count).Select(i => (long)i));
        }
        await enough.CancelAsync();
        await posting;
    }
}
