using System.Net;
using Microsoft.AspNetCore.Http.Connections;

namespace XelaConnect.EndToEnd.Tests.Live;

/// <summary>The hub over the transports that clients fall back to where a proxy lets no WebSocket through.</summary>
[Collection(SharedHost.Name)]
public sealed class FallbackTransportTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Theory]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Fallback_transport_carries_posts_both_ways(HttpTransportType transport)
    {
        var ada = await Person.SignUpAsync(host);
        var ben = await Person.SignUpAsync(host, "Ben");
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        var first = await ada.PostToCircleAsync(circle, "before the device came");
        await using var device = await LiveClient.ConnectAsync(host, ben.Token!, transport);

        (await device.WatchAsync(circle, 0)).Missed.ShouldBe([first]);
        var second = await ada.PostToCircleAsync(circle, "over HTTP");
        var third = await device.PostToCircleAsync(circle, "over the hub", "1");
        await device.WaitForPostAsync(circle, third.Seq);

        device.PostsIn(circle).ShouldBe([second, third]);
        (await ada.CirclePostsAsync(circle)).ShouldBe([first, second, third]);
    }

    [Theory]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Fallback_transport_ends_with_its_session(HttpTransportType transport)
    {
        var ada = await Person.SignUpAsync(host);
        await using var device = await LiveClient.ConnectAsync(host, ada.Token!, transport);

        (await ada.PostAsync("/api/auth/logout")).Should(HttpStatusCode.OK);

        var because = await device.Closed;
        // A poll that comes after the end has no session any more and is refused with 401; a device between two polls learns of the end so.
        if (transport == HttpTransportType.LongPolling && because is HttpRequestException poll)
            poll.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        else
            (await device.SessionEnded).ShouldBe("logout");
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Device_receives_everything_sent_after_its_handshake(HttpTransportType transport)
    {
        var ada = await Person.SignUpAsync(host);
        for (var round = 0; round < 5; round++)
        {
            // New each time: the subscription to a person's notifications is made for their first device.
            var ben = await Person.SignUpAsync(host, "Ben");
            await ada.ConnectWithAsync(ben);

            await using var device = await LiveClient.ConnectAsync(host, ben.Token!, transport);
            var sent = await ada.SendMessageAsync(ben, "as soon as you are here");

            await device.WaitForAsync("Message", message => message.GetProperty("seq").GetInt64() == sent.Seq);
            device.Messages().ShouldBe([sent]);
        }
    }
}
