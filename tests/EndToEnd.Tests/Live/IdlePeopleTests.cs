using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;
using XelaConnect.Presence;

namespace XelaConnect.EndToEnd.Tests.Live;

/// <summary>Connected people whose presence grains are not active.</summary>
[Collection(InProcessHosts.Name)]
public sealed class IdlePeopleTests
{
    [Fact]
    public async Task Idle_connected_people_keep_no_presence_grain_and_miss_nothing()
    {
        await using var host = new InProcessHost(("Xela:Seed", "false"));
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        await ada.ConnectWithAsync(ben);
        await using var bens = await ben.ConnectAsync();
        await using var second = await ben.ConnectAsync();
        await IdleAsync(host, ada, ben);

        var first = await ada.SendMessageAsync(ben, "while the presence grain was away");
        await Until.TrueAsync(() => bens.Messages().Contains(first) && second.Messages().Contains(first));
        await IdleAsync(host, ada, ben);
        var again = await ada.SendMessageAsync(ben, "and once more");
        await Until.TrueAsync(() => bens.Messages().Count == 2 && second.Messages().Count == 2);

        bens.Messages().ShouldBe([first, again]);
        second.Messages().ShouldBe([first, again]);
        (await ada.PresenceOfAsync(ben)).ShouldBe("online");
    }

    [Fact]
    public async Task Presence_reaches_idle_people_without_their_grains()
    {
        await using var host = new InProcessHost(("Xela:Seed", "false"));
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        await ada.ConnectWithAsync(ben);
        await using var bens = await ben.ConnectAsync();
        await IdleAsync(host, ada, ben);

        await using var adas = await ada.ConnectAsync();

        await bens.WaitForAsync("Presence", p => p.GetProperty("user_id").GetString() == ada.Id
            && p.GetProperty("status").GetString() == "online");
        (await ActiveAsync(host, ben)).ShouldBeFalse();
        await IdleAsync(host, ada, ben);
        await adas.DisposeAsync();
        await bens.WaitForAsync("Presence", p => p.GetProperty("user_id").GetString() == ada.Id
            && p.GetProperty("status").GetString() == "offline");
        bens.Received("Presence").Count.ShouldBe(2, "an activation that goes on announces nothing again");
    }

    [Fact]
    public async Task End_of_a_session_reaches_idle_people()
    {
        await using var host = new InProcessHost(("Xela:Seed", "false"));
        var ada = await Person.SignUpAsync(host);
        await using var device = await ada.ConnectAsync();
        await IdleAsync(host, ada);

        (await ada.PostAsync("/api/auth/logout")).Should(System.Net.HttpStatusCode.OK);

        (await device.SessionEnded).ShouldBe("logout");
        await device.Closed;
    }

    [Fact]
    public async Task Gap_is_filled_from_the_time_before_it()
    {
        await using var host = new InProcessHost(("Xela:Seed", "false"));
        var (ada, ben) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host, "Ben"));
        await ada.ConnectWithAsync(ben);
        await using var bens = await ben.ConnectAsync();
        await IdleAsync(host, ada, ben);
        // As if a silo with both grains of Ben's presence was lost, until his host reports.
        var shard = host.Services.GetRequiredService<IGrainFactory>().PresenceShard(PresenceShards.KeyOf(ben.Id));
        var connections = (await shard.TakeAsync(ben.Id))!.Hosts.ShouldHaveSingleItem();
        await shard.DisconnectAsync(ben.Id, connections.HostId);
        var lost = await ada.SendMessageAsync(ben, "to a host that nobody knows");
        await IdleAsync(host, ada, ben);
        await shard.ConnectAsync(ben.Id, connections);

        var found = await ada.SendMessageAsync(ben, "another");

        await Until.TrueAsync(() => bens.Messages().Contains(found));
        bens.Messages().ShouldBe([lost, found]);
    }

    [Fact]
    public async Task Connection_limit_holds_after_the_presence_grain_was_away()
    {
        await using var host = new InProcessHost(("Xela:Seed", "false"));
        var ada = await Person.SignUpAsync(host);
        var devices = new List<LiveClient>();
        for (var i = 0; i < 20; i++) devices.Add(await ada.ConnectAsync());
        await IdleAsync(host, ada);

        (await Should.ThrowAsync<HttpRequestException>(() => ada.ConnectAsync()))
            .StatusCode.ShouldBe(System.Net.HttpStatusCode.TooManyRequests);

        await devices[0].DisposeAsync();
        await Until.TrueAsync(async () => (await Presence(host, ada).MayConnectAsync()).IsOk);
        foreach (var device in devices) await device.DisposeAsync();
    }

    private static IPresenceGrain Presence(InProcessHost host, Person person) =>
        host.Services.GetRequiredService<IGrainFactory>().Presence(person.Id);

    /// <summary>Ends the presence grains as the collection of idle activations does.</summary>
    private static async Task IdleAsync(InProcessHost host, params Person[] people)
    {
        foreach (var person in people)
        {
            await Presence(host, person).Cast<IGrainManagementExtension>().DeactivateOnIdle();
            await Until.TrueAsync(async () => !await ActiveAsync(host, person));
        }
    }

    private static async Task<bool> ActiveAsync(InProcessHost host, Person person)
    {
        var activations = await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0)
            .GetDetailedGrainStatistics();
        return activations.Any(activation => activation.GrainId == Presence(host, person).GetGrainId());
    }
}
