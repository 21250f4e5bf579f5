using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace XelaConnect.EndToEnd.Tests.Live;

/// <summary>How many devices a person has on the hub at once, and what the hub logs of what it refuses.</summary>
[Collection(SharedHost.Name)]
public sealed class ConnectionLimitTests(SharedHost shared)
{
    private const int Most = 20;
    private readonly HostProcess host = shared.Process;

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Connection_over_the_limit_is_rejected_until_one_ends(HttpTransportType transport)
    {
        var ada = await Person.SignUpAsync(host);
        var devices = new ConcurrentBag<LiveClient>();
        var refused = new ConcurrentBag<HttpStatusCode?>();
        await Task.WhenAll(Enumerable.Range(0, Most + 5).Select(async _ =>
        {
            try { devices.Add(await LiveClient.ConnectAsync(host, ada.Token!, transport)); }
            catch (Exception e) when (e.ToString().Contains("429", StringComparison.Ordinal)) {
                refused.Add(HttpStatusCode.TooManyRequests); }
        }));

        devices.Count.ShouldBe(Most);
        refused.ShouldBe(Enumerable.Repeat((HttpStatusCode?)HttpStatusCode.TooManyRequests, 5));
        var negotiated = await ada.PostAsync("/hubs/live/negotiate?negotiateVersion=1");
        negotiated.ShouldRefuse(HttpStatusCode.TooManyRequests, "too_many_connections").Headers.ShouldContainKey("Retry-After");
        (await ada.GetAsync("/hubs/live")).ShouldRefuse(HttpStatusCode.TooManyRequests, "too_many_connections");
        await Should.ThrowAsync<WebSocketException>(() => LiveClient.ConnectByQueryAsync(host, ada.Token!));
        // Another person's devices are another count.
        await using var bens = await (await Person.SignUpAsync(host, "Ben")).ConnectAsync();

        devices.TryTake(out var gone).ShouldBeTrue();
        await gone.DisposeAsync();
        await Until.TrueAsync(async () =>
        {
            negotiated = await ada.PostAsync("/hubs/live/negotiate?negotiateVersion=1");
            return negotiated.Status == HttpStatusCode.OK;
        }, () => $"{negotiated.Text}\n{host.LastLines()}");
        await using var next = await LiveClient.ConnectAsync(host, ada.Token!, transport);
        foreach (var device in devices) await device.DisposeAsync();
    }

    [Fact]
    public async Task Request_without_connection_is_not_counted()
    {
        var ada = await Person.SignUpAsync(host);
        for (var i = 0; i < Most + 5; i++)
        {
            (await ada.GetAsync($"/hubs/live?id=made-up-{i}")).Should(HttpStatusCode.NotFound);
            (await ada.PostAsync("/hubs/live/negotiate?negotiateVersion=1")).Should(HttpStatusCode.OK);
        }
        await using var device = await ada.ConnectAsync();
    }

    [Fact]
    public async Task Rejected_hub_call_is_not_logged()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await (await Person.SignUpAsync(host, "Ben")).CreateCircleAsync();
        await using var device = await ada.ConnectAsync();
        for (var i = 0; i < 20; i++)
            (await Should.ThrowAsync<HubException>(() => device.PostToCircleAsync(circle, "let me in", $"{i}")))
                .Message.ShouldContain("not_a_member: ");
        host.LastLines().ShouldNotContain("not_a_member");
        host.LastLines().ShouldNotContain("Failed to invoke hub method");
    }
}
