using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Shouldly;
using XelaConnect.Cluster.Tests.Load;
using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>
/// API hosts without a silo, and silos without a database: they say so, quickly, and go on by themselves when it is back.
/// </summary>
[Collection(SharedCluster.Name)]
public sealed class NoSiloTests(SharedCluster shared, ITestOutputHelper output)
{
    [ClusterFact]
    public async Task Host_without_silo_is_unavailable_until_a_silo_returns()
    {
        var cluster = await shared.HealthyAsync();
        var (a, b) = (cluster.Hosts[0], cluster.Hosts[1]);
        var ada = await Person.SignUpAsync(a);
        var circle = await ada.CreateCircleAsync();
        await using var device = await ada.ConnectAsync();
        await device.WatchAsync(circle);
        var before = await device.PostToCircleAsync(circle, "before", "before");

        await Task.WhenAll(cluster.Silos.Select(silo => silo.KillAsync()));

        // At the moment of the kill, and again when all were asked once.
        for (var round = 0; round < 2; round++)
        {
            foreach (var host in cluster.Hosts)
            {
                var person = ada.At(host);
                await UnavailableAsync("GET me", () => person.GetAsync("/api/auth/me"));
                await UnavailableAsync("GET circles", () => person.GetAsync("/api/circles"));
                await UnavailableAsync(
                    "POST with a key", () => person.TryPostToCircleAsync(circle, $"meanwhile at {host}", $"meanwhile-{host.Name[^1]}"));
                await UnavailableAsync("POST login", () => new Caller(host, null)
                    .PostAsync("/api/auth/login", new JsonObject { ["email"] = ada.Email, ["password"] = Person.Password }));
                (await host.HealthAsync("live")).ShouldBe(HttpStatusCode.OK);
                (await host.HealthAsync("ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
            }
            await HubUnavailableAsync("PostToCircle", () => device.PostToCircleAsync(circle, "meanwhile over the hub", "meanwhile"));
            await HubUnavailableAsync("WatchCircle", () => device.WatchAsync(circle, 0));
        }
        device.IsClosed.ShouldBeFalse();

        var clock = Stopwatch.StartNew();
        foreach (var silo in cluster.Silos) silo.Start();
        foreach (var node in cluster.Nodes) await node.ReadyAsync();
        output.WriteLine($"All ready {clock.Elapsed.TotalSeconds:0.0} s after the silos were started.");

        await ada.At(b).MeAsync();
        // The very device that was connected all the while.
        await Until.TrueAsync(async () => await SaidAsync(device, circle, "after"));
        await device.WatchAsync(circle, before.Seq);
        var history = await ada.At(b).AllCirclePostsAsync(circle);
        history.Count(said => said.Message == "after").ShouldBe(1);
        history.Select(said => said.Message).ShouldBeUnique();
        await ada.At(b).PostToCircleAsync(circle, "and live");
        await device.WaitForPostAsync(circle, history.Count + 1);
        (await ada.At(b).TryPostToCircleAsync(circle, $"meanwhile at {a}", "meanwhile-A")).Should(HttpStatusCode.Created);
    }

    [ClusterFact]
    public async Task Requests_without_silo_are_refused_at_once()
    {
        // Orleans would wait for 10 seconds.
        var bound = TimeSpan.FromSeconds(4);
        var cluster = await shared.HealthyAsync();
        var ada = await Person.SignUpAsync(cluster.Hosts[0]);
        var circle = await ada.CreateCircleAsync();
        await using var device = await ada.ConnectAsync();
        // After its first call no call of the connection itself is under way.
        await device.WatchAsync(circle);

        await Task.WhenAll(cluster.Silos.Select(silo => silo.KillAsync()));
        // A host notices when its last connection breaks, which the first refusal shows.
        foreach (var host in cluster.Hosts) await UnavailableAsync("first", () => ada.At(host).GetAsync("/api/auth/me"));
        for (var round = 0; round < 3; round++)
        {
            foreach (var host in cluster.Hosts)
            {
                await UnavailableAsync("GET me", () => ada.At(host).GetAsync("/api/auth/me").WaitAsync(bound));
                await UnavailableAsync("GET sync", () => ada.At(host).GetAsync("/api/sync").WaitAsync(bound));
                await UnavailableAsync("POST", () => ada.At(host).TryPostToCircleAsync(circle, "meanwhile", "key").WaitAsync(bound));
                (await host.HealthAsync("ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
            }
            await HubUnavailableAsync("PostToCircle", () => device.PostToCircleAsync(circle, "meanwhile", "op").WaitAsync(bound));
        }
        device.IsClosed.ShouldBeFalse();

        await cluster.HealAsync();
        // Without any request to a host: its probe connects it again.
        foreach (var host in cluster.Hosts) await Until.TrueAsync(async () => await host.HealthAsync("ready") == HttpStatusCode.OK);
        await ada.MeAsync();
        await device.PostToCircleAsync(circle, "after", "after");
    }

    [ClusterFact]
    public async Task Silo_started_before_PostgreSQL_waits_for_it()
    {
        var cluster = await shared.HealthyAsync();
        await Task.WhenAll(cluster.Silos.Select(silo => silo.KillAsync()));
        await cluster.Postgres.StopServerAsync("fast");
        try
        {
            foreach (var silo in cluster.Silos) silo.Start();
            foreach (var silo in cluster.Silos)
            {
                await Until.TrueAsync(async () => await silo.StatusAsync() == "waiting", () => silo.LastLines());
                (await silo.HealthAsync("live")).ShouldBe(HttpStatusCode.OK);
                (await silo.HealthAsync("ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
            }
        }
        finally
        {
            await cluster.Postgres.StartServerAsync();
        }
        await cluster.HealAsync();
        foreach (var silo in cluster.Silos) (await silo.StatusAsync()).ShouldBe("ready");
        await (await Person.SignUpAsync(cluster.Hosts[0])).At(cluster.Hosts[1]).MeAsync();
    }

    private async Task UnavailableAsync(string what, Func<Task<Reply>> ask)
    {
        var clock = Stopwatch.StartNew();
        var reply = (await ask().WaitAsync(Ledger.Bound)).Should(HttpStatusCode.ServiceUnavailable);
        output.WriteLine($"{what}: 503 after {clock.Elapsed.TotalSeconds:0.00} s");
        int.Parse(reply.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        reply.Code.ShouldNotBeNullOrEmpty();
        reply.Json.GetProperty("message").GetString().ShouldBe(reply.Json.GetProperty("detail").GetString());
        reply.Json.GetProperty("trace_id").GetString().ShouldNotBeNullOrEmpty();
        reply.Text.ShouldNotContain("Orleans");
    }

    private async Task HubUnavailableAsync(string what, Func<Task> call)
    {
        var clock = Stopwatch.StartNew();
        (await Should.ThrowAsync<HubException>(() => call().WaitAsync(Ledger.Bound))).Message.ShouldContain("unavailable: ");
        output.WriteLine($"{what}: refused after {clock.Elapsed.TotalSeconds:0.00} s");
    }

    private static async Task<bool> SaidAsync(LiveClient device, string circle, string what)
    {
        try
        {
            await device.PostToCircleAsync(circle, what, what);
            return true;
        }
        catch (HubException e) when (Outage.IsLoss(e))
        {
            return false;
        }
    }
}
