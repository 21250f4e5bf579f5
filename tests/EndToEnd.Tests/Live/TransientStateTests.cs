using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;

namespace XelaConnect.EndToEnd.Tests.Live;

/// <summary>What one does of the moment ends when it is over: typing, being there, watching.</summary>
[Collection(SharedHost.Name)]
public sealed class TransientStateTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Typing_ends_with_the_message()
    {
        var (ada, ben) = await FriendsAsync();
        await using var adas = await ada.ConnectAsync();
        await using var bens = await ben.ConnectAsync();
        await TypingAsync(ada, ben, adas, bens);

        await adas.SendMessageAsync(ben.Id, "here it is", "1");

        await bens.WaitForAsync("Typing", body => Stopped(body, ada));
        (await ben.GetAsync($"/api/messaging/typing/{ada.Id}")).Json.GetProperty("is_typing").GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData("block")]
    [InlineData("disconnect")]
    public async Task Typing_ends_when_writing_becomes_impossible(string how)
    {
        var (ada, ben) = await PeopleAsync();
        var connection = await ada.ConnectWithAsync(ben);
        await using var adas = await ada.ConnectAsync();
        await using var bens = await ben.ConnectAsync();
        await TypingAsync(ada, ben, adas, bens);

        if (how == "block") await ben.BlockAsync(ada);
        else (await ben.DeleteAsync($"/api/connections/{connection}")).Should(HttpStatusCode.OK);

        await bens.WaitForAsync("Typing", body => Stopped(body, ada));
        (await Should.ThrowAsync<HubException>(() => adas.SendTypingAsync(ben.Id, true))).Message.ShouldContain("not_connected: ");
    }

    [Fact]
    public async Task Typing_ends_when_the_device_disconnects()
    {
        var (ada, ben) = await FriendsAsync();
        var adas = await ada.ConnectAsync();
        await using var bens = await ben.ConnectAsync();
        await TypingAsync(ada, ben, adas, bens);

        await adas.DisposeAsync();

        await bens.WaitForAsync("Presence", body => body.GetProperty("user_id").GetString() == ada.Id && body.GetProperty("status")
            .GetString() == "offline");
        await bens.WaitForAsync("Typing", body => Stopped(body, ada));
        var received = bens.AllReceived().ToList();
        received.FindIndex(e => e.Name == "Typing" && Stopped(e.Body, ada)).ShouldBeLessThan(
            received.FindIndex(e => e.Name == "Presence" && e.Body.GetProperty("status").GetString() == "offline"));
    }

    [Fact]
    public async Task Online_ends_with_its_session()
    {
        var (ada, ben) = await FriendsAsync();
        var phone = await ben.LogInAsync();
        (await phone.PostAsync("/api/presence/online")).Should(HttpStatusCode.OK);
        (await ada.PresenceOfAsync(ben)).ShouldBe("online");

        // Another session says nothing of it.
        (await (await ben.LogInAsync()).PostAsync("/api/auth/logout")).Should(HttpStatusCode.OK);
        (await ada.PresenceOfAsync(ben)).ShouldBe("online");
        (await phone.PostAsync("/api/auth/logout")).Should(HttpStatusCode.OK);

        await Until.TrueAsync(async () => await ada.PresenceOfAsync(ben) == "recently_active");
    }

    [Fact]
    public async Task Watch_ends_on_leave_and_restarts_after_rejoin()
    {
        var (ada, ben, circle) = await CircleAsync();
        await using var device = await ben.ConnectAsync();
        await using var other = await ben.ConnectAsync();
        await device.WatchAsync(circle);
        await other.WatchAsync(circle);

        (await ben.PostAsync($"/api/circles/{circle}/leave")).Should(HttpStatusCode.OK);
        await ben.JoinAsync(circle);

        foreach (var each in (LiveClient[])[device, other])
        {
            await each.WaitForAsync("WatchEnded", body => body.GetProperty("circle_id").GetString() == circle);
            each.Received("WatchEnded").ShouldHaveSingleItem().GetProperty("reason").GetString().ShouldBe("left");
        }
        var watched = await device.WatchAsync(circle, 0);
        var said = await ada.PostToCircleAsync(circle, "back again");
        await device.WaitForPostAsync(circle, said.Seq);
        device.PostsIn(circle).ShouldBe([said]);
        watched.Seq.ShouldBe(said.Seq - 1);
        other.PostsIn(circle).ShouldBeEmpty();
        device.Received("WatchEnded").Count.ShouldBe(1);
    }

    [Fact]
    public async Task WatchEnded_has_the_reason()
    {
        var (ada, ben, circle) = await CircleAsync();
        await using var adas = await ada.ConnectAsync();
        await using var bens = await ben.ConnectAsync();
        await adas.WatchAsync(circle);
        await bens.WatchAsync(circle);

        (await ada.DeleteAsync($"/api/circles/{circle}/members/{ben.Id}")).Should(HttpStatusCode.OK);
        await bens.WaitForAsync("WatchEnded", body => body.GetProperty("reason").GetString() == "removed");
        (await ada.DeleteAsync($"/api/circles/{circle}")).Should(HttpStatusCode.OK);
        await adas.WaitForAsync("WatchEnded", body => body.GetProperty("reason").GetString() == "circle_deleted");
        bens.Received("WatchEnded").Count.ShouldBe(1);
    }

    private static bool Stopped(JsonElement typing, Person who) => typing.GetProperty("user_id").GetString() == who.Id
        && !typing.GetProperty("is_typing").GetBoolean();

    private static async Task TypingAsync(Person ada, Person ben, LiveClient adas, LiveClient bens)
    {
        await adas.SendTypingAsync(ben.Id, true);
        await bens.WaitForAsync("Typing", body => body.GetProperty("user_id").GetString() == ada.Id && body.GetProperty("is_typing")
            .GetBoolean());
    }

    private async Task<(Person Ada, Person Ben)> FriendsAsync()
    {
        var (ada, ben) = await PeopleAsync();
        await ada.ConnectWithAsync(ben);
        return (ada, ben);
    }

    private async Task<(Person Ada, Person Ben)> PeopleAsync() => (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));

    private async Task<(Person Ada, Person Ben, string Circle)> CircleAsync()
    {
        var (ada, ben) = await PeopleAsync();
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        return (ada, ben, circle);
    }
}
