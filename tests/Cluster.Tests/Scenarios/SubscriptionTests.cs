using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>
/// Each live host with a watcher holds one subscription to the circle's stream, also after restarts. A host without one holds none.
/// </summary>
[Collection(SharedCluster.Name)]
public sealed class SubscriptionTests(SharedCluster shared, ITestOutputHelper output)
{
    [ClusterFact]
    public async Task Watched_circle_has_one_subscription_per_host_with_watchers()
    {
        var cluster = await shared.HealthyAsync();
        var (a, b) = (cluster.Hosts[0], cluster.Hosts[1]);
        var ada = await Person.SignUpAsync(a);
        var circle = await ada.CreateCircleAsync();
        await using var one = await ada.At(a).ConnectAsync();
        await using var two = await ada.At(a).ConnectAsync();
        await one.WatchAsync(circle);
        await two.WatchAsync(circle);
        var living = await SubscribedAsync(cluster, circle, 1, "two devices at one host");
        var three = await ada.At(b).ConnectAsync();
        await three.WatchAsync(circle);
        var killed = (await SubscribedAsync(cluster, circle, 2, "devices at both hosts")).Except(living).Single();
        var said = await PostToCircleAsync(ada.At(b), circle, one, two, three);

        // The one that has the stream's queue, and the one that has not: in the short form one of them.
        foreach (var silo in cluster.Silos.Skip(Rounds.Count > 1 ? 0 : Random.Shared.Next(2)).Take(Rounds.Count))
        {
            await silo.KillAsync();
            silo.Start();
            await silo.ReadyAsync();
            said = await PostToCircleAsync(ada.At(a), circle, one, two, three);
            await SubscribedAsync(cluster, circle, 2, $"{silo} was killed and is back");
        }

        await three.DisposeAsync();
        await b.KillAsync();
        b.Start();
        await cluster.HealAsync();
        three = await ada.At(b).ConnectAsync();
        var before = said.Seq;
        (await three.WatchAsync(circle, before)).Missed.ShouldBeEmpty();
        // The subscription of the killed process is removed when a notification cannot be delivered to it, which can take minutes: only the
        // long form waits for it.
        await SubscribedAsync(cluster, circle, 2, $"{b} was killed and is back", Rounds.Count > 1
            ? null
            : killed, async () => said = await PostToCircleAsync(ada.At(b), circle, one, two, three));
        said = await PostToCircleAsync(ada.At(b), circle, one, two, three);

        foreach (var device in (LiveClient[])[one, two])
            device.PostsIn(circle).Select(heard => heard.Seq).ShouldBe(Enumerable.Range(1, (int)said.Seq).Select(seq => (long)seq));
        var back = three.PostsIn(circle).Select(heard => heard.Seq).ToList();
        back.ShouldBe(Enumerable.Range((int)back[0], back.Count).Select(seq => (long)seq));
        back[0].ShouldBe(before + 1);

        await one.UnwatchAsync(circle);
        await SubscribedAsync(cluster, circle, 2, "one of two devices has left", killed);
        await two.DisposeAsync();
        await SubscribedAsync(cluster, circle, 1, "the last device of a host has left", killed);
        await three.DisposeAsync();
        await SubscribedAsync(cluster, circle, 0, "the last watcher has left", killed);
    }

    /// <summary>Posts, and waits until all devices have received it.</summary>
    private static async Task<CirclePost> PostToCircleAsync(Person person, string circle, params LiveClient[] devices)
    {
        CirclePost? said = null;
        await Until.TrueAsync(async () => (said = await SaidAsync(person, circle)) is not null);
        foreach (var device in devices) await device.WaitForPostAsync(circle, said!.Seq);
        return said!;
    }

    private static async Task<CirclePost?> SaidAsync(Person person, string circle)
    {
        var reply = await person.TryPostToCircleAsync(circle, "to all who watch", Guid.NewGuid().ToString("N"));
        return Outage.IsOutage(reply) ? null : CirclePost.Of(reply.Should(System.Net.HttpStatusCode.Created).Json.GetProperty("activity"));
    }

    /// <summary>
    /// Waits until the store holds this number of subscriptions, each of another client, not counting that of a killed one.
    /// </summary>
    private async Task<IReadOnlyList<string>> SubscribedAsync(
        XelaCluster cluster, string circle, int count, string when, string? killed = null, Func<Task>? meanwhile = null)
    {
        IReadOnlyList<string> found = [];
        await Until.TrueAsync(async () =>
        {
            if (meanwhile is not null) await meanwhile();
            return (found = [.. (await cluster.SubscribersAsync("circle", circle)).Where(client => client != killed)]).Count == count;
        }, () => $"{when}: {found.Count} subscriptions, not {count}: {string.Join('\n', found)}");
        found.ShouldBeUnique();
        output.WriteLine($"{when}: {count}");
        return found;
    }
}
