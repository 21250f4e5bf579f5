using System.Net;
using Shouldly;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>Two people on different hosts: they talk, see each other come and go, and lose nothing when a host or a silo dies.</summary>
[Collection(SharedCluster.Name)]
public sealed class MessagingTests(SharedCluster shared)
{
    [ClusterFact]
    public async Task Killed_host_takes_its_people_offline()
    {
        var cluster = await shared.HealthyAsync();
        var (a, b) = (cluster.Hosts[0], cluster.Hosts[1]);
        var ada = await Person.SignUpAsync(a);
        var ben = await Person.SignUpAsync(b, "Ben");
        await ada.ConnectWithAsync(ben);
        await using var adas = await ada.ConnectAsync();
        await using var bens = await ben.ConnectAsync();
        await adas.WaitForAsync("Presence", p => p.GetProperty("user_id").GetString() == ben.Id && p.GetProperty("status")
            .GetString() == "online");
        (await ada.PresenceOfAsync(ben)).ShouldBe("online");
        var cursor = (await ben.SyncAsync()).GetProperty("next_cursor").GetString()!;

        var said = new List<DirectMessage>();
        for (var i = 0; i < 20; i++)
            said.Add(i % 2 == 0
                ? await adas.SendMessageAsync(ben.Id, $"{i}", $"a{i}")
                : await bens.SendMessageAsync(ada.Id, $"{i}", $"b{i}"));
        foreach (var device in (LiveClient[])[adas, bens])
        {
            await device.WaitForAsync("Message", m => m.GetProperty("seq").GetInt64() == said.Count);
            device.Messages().ShouldBe(said);
        }

        await b.KillAsync();
        await adas.WaitForAsync("Presence", p => p.GetProperty("user_id").GetString() == ben.Id && p.GetProperty("status")
            .GetString() == "offline");
        (await ada.PresenceOfAsync(ben)).ShouldNotBe("online");
        said.Add(await ada.SendMessageAsync(ben, "while the receiver was away"));
        await using var again = await ben.At(a).ConnectAsync();

        var missed = await again.ResumeAsync(cursor);

        missed.GetProperty("events").EnumerateArray().Where(e => e.GetProperty("type").GetString() == "Message")
            .Select(e => DirectMessage.Of(e.GetProperty("data"))).ShouldBe(said);
        b.Start();
        await cluster.HealAsync();
    }

    [ClusterFact]
    public async Task Paused_host_delivers_what_came_meanwhile()
    {
        var cluster = await shared.HealthyAsync();
        var (a, b) = (cluster.Hosts[0], cluster.Hosts[1]);
        var ada = await Person.SignUpAsync(a);
        var ben = await Person.SignUpAsync(b, "Ben");
        await ada.ConnectWithAsync(ben);
        await using var bens = await ben.ConnectAsync();

        DirectMessage sent;
        b.Pause();
        try
        {
            // Longer than some silos take for a death, and shorter than the grace period.
            await Task.Delay(TimeSpan.FromSeconds(8));
            sent = await ada.SendMessageAsync(ben, "while the host of the receiver was paused");
        }
        finally { b.Resume(); }

        await Until.TrueAsync(() => bens.Messages().Contains(sent), b.LastLines);
        await cluster.HealAsync();
    }

    [ClusterFact]
    public async Task Killed_silo_delivers_messages_once_in_order()
    {
        var cluster = await shared.HealthyAsync();
        var (a, b) = (cluster.Hosts[0], cluster.Hosts[1]);
        var pairs = new List<(Person From, Person To, LiveClient Device, List<DirectMessage> Sent)>();
        for (var i = 0; i < 6; i++)
        {
            var (from, to) = (await Person.SignUpAsync(a), await Person.SignUpAsync(b, "Ben"));
            await from.ConnectWithAsync(to);
            pairs.Add((from, to, await to.ConnectAsync(), []));
        }
        using var enough = new CancellationTokenSource();
        var talking = Task.WhenAll(pairs.Select(pair => TalkAsync(pair.From, pair.To, pair.Sent, enough.Token)));
        await Until.TrueAsync(() => pairs.TrueForAll(p => Count(p.Sent) > 20));

        await cluster.Silos[0].KillAsync();
        var before = pairs.Select(p => Count(p.Sent)).ToList();
        await Until.TrueAsync(() => pairs.Select((p, i) => Count(p.Sent) > before[i] + 20).All(gone => gone));
        cluster.Silos[0].Start();
        await cluster.HealAsync();
        await enough.CancelAsync();
        await talking;

        foreach (var (from, to, device, sent) in pairs)
        {
            var all = await from.AllMessagesAsync(await from.ConversationAsync(to));
            all.Select(m => m.Seq).ShouldBe(Enumerable.Range(1, all.Count).Select(i => (long)i));
            sent.Except(all).ShouldBeEmpty();
            all.Select(m => m.Content).Distinct().Count().ShouldBe(all.Count);
            await Until.TrueAsync(() => device.Messages().Count >= all.Count, () => $"received {device.Messages().Count} of {all.Count}");
            device.Messages().ShouldBe(all);
            await device.DisposeAsync();
        }
    }

    private static int Count(List<DirectMessage> sent)
    {
        lock (sent) return sent.Count;
    }

    /// <summary>Says one thing after the other; what was not answered is said again under its key until it is.</summary>
    private static async Task TalkAsync(Person from, Person to, List<DirectMessage> sent, CancellationToken enough)
    {
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            var key = $"{from.Id}-{n}";
            while (true)
            {
                try
                {
                    var reply = await from.TrySendMessageAsync(to, key, key);
                    if (reply.Status == HttpStatusCode.OK)
                    {
                        lock (sent) sent.Add(DirectMessage.Of(reply.Json.GetProperty("message")));
                        break;
                    }
                    reply.Status.ShouldBe(HttpStatusCode.ServiceUnavailable, reply.Text);
                }
                catch (HttpRequestException)
                {
                    // The answer is lost; the key makes asking again safe.
                }
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }
}
