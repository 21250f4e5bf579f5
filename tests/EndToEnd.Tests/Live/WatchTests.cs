
namespace XelaConnect.EndToEnd.Tests.Live;

[Collection(SharedHost.Name)]
public sealed class WatchTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Watch_after_seq_closes_the_gap_of_a_lost_connection()
    {
        var ada = await Person.SignUpAsync(host);
        var ben = await Person.SignUpAsync(host, "Ben");
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        using var enough = new CancellationTokenSource();
        var posting = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await ada.PostToCircleAsync(circle, "on and on");
        })));

        var seen = new List<CirclePost>();
        for (var connection = 0; connection < 12; connection++)
        {
            var device = await ben.ConnectAsync();
            var last = seen.Count == 0 ? 0 : seen[^1].Seq;
            var watched = await device.WatchAsync(circle, last);
            var newest = watched.Missed.Length == 0 ? last : watched.Missed[^1].Seq;
            // The first live one must follow what was missed without a hole.
            if (!watched.More) await device.WaitForPostAsync(circle, watched.Seq + 5);
            seen.AddRange(watched.Missed);
            var live = device.PostsIn(circle);
            if (live.Count > 0 && !watched.More) live[0].Seq.ShouldBe(newest + 1);
            if (!watched.More) seen.AddRange(live);
            await device.DisposeAsync();
        }
        await enough.CancelAsync();
        await posting;

        seen.Select(s => s.Seq).ShouldBe(Enumerable.Range(1, seen.Count).Select(i => (long)i));
        seen.ShouldBe((await ben.AllCirclePostsAsync(circle)).Take(seen.Count));
    }

    [Fact]
    public async Task Missed_posts_arrive_before_live_posts()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        for (var i = 0; i < 30; i++) await ada.PostToCircleAsync(circle, "before");
        using var enough = new CancellationTokenSource();
        var posting = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested) await ada.PostToCircleAsync(circle, "during");
        });
        for (var round = 0; round < 15; round++)
        {
            await using var device = await ada.ConnectAsync();
            var watching = device.WatchAsync(circle, 0);
            var before = device.PostsIn(circle).Count;
            var watched = await watching;
            before.ShouldBe(0);
            await device.WaitForPostAsync(circle, watched.Seq + 3);
            device.PostsIn(circle)[0].Seq.ShouldBe(watched.Seq + 1);
        }
        await enough.CancelAsync();
        await posting;
    }

    [Fact]
    public async Task Watch_returns_at_most_500_missed_posts_and_more()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            for (var i = 0; i < 50; i++) await ada.PostToCircleAsync(circle, "many");
        }));
        await using var device = await ada.ConnectAsync();

        var watched = await device.WatchAsync(circle, 0);

        watched.Missed.Select(s => s.Seq).ShouldBe(Enumerable.Range(1, 500).Select(i => (long)i));
        watched.More.ShouldBeTrue();
        watched.Seq.ShouldBe(600);
        var rest = await ada.CirclePostsAsync(circle, "after_seq=500&limit=100");
        rest.Select(s => s.Seq).ShouldBe(Enumerable.Range(501, 100).Select(i => (long)i));
        await ada.PostToCircleAsync(circle, "live");
        await device.WaitForPostAsync(circle, 601);
        device.PostsIn(circle).Select(s => s.Seq).ShouldBe([601]);

        (await device.WatchAsync(circle, 100)).More.ShouldBeTrue();
        (await device.WatchAsync(circle, 101)).More.ShouldBeFalse();
        (await device.WatchAsync(circle, 5000)).Missed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_devices_receive_posts_of_three_circles_once_each()
    {
        var ada = await Person.SignUpAsync(host);
        var circles = new List<string>();
        for (var i = 0; i < 3; i++) circles.Add(await ada.CreateCircleAsync());
        await using var one = await ada.ConnectAsync();
        await using var two = await ada.ConnectAsync();
        foreach (var circle in circles)
        {
            await one.WatchAsync(circle);
            await two.WatchAsync(circle);
            // Watching again is no second watcher.
            await two.WatchAsync(circle, 0);
        }
        await Task.WhenAll(circles.Select(async circle =>
        {
            for (var i = 0; i < 25; i++) await ada.PostToCircleAsync(circle, "to all");
        }));
        foreach (var device in (LiveClient[])[one, two])
        {
            foreach (var circle in circles)
            {
                await device.WaitForPostAsync(circle, 25);
                device.PostsIn(circle).Select(s => s.Seq).ShouldBe(Enumerable.Range(1, 25).Select(i => (long)i));
            }
        }
    }
}
