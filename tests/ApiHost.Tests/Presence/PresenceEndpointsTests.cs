using System.Text.Json;
using Shouldly;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Presence;
using XelaConnect.Profiles;
using XelaConnect.Relationships;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Presence;

public sealed class PresenceEndpointsTests : IDisposable
{
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;
    private RelationView _relation = new(Views.Connection(), HasBlocked: false, IsHidden: false);

    public PresenceEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => key == "user-9" ? null : Views.User(key))
            .On<IContactsGrain>(nameof(IContactsGrain.SetVisibleAsync), (_, _) => Done.Instance)
            .On<IContactsGrain>(nameof(IContactsGrain.RelationAsync), (_, _) => _relation)
            .On<IPresenceGrain>(nameof(IPresenceGrain.DeclareOnlineAsync), (_, _) => null)
            .On<IPresenceGrain>(nameof(IPresenceGrain.OfflineAsync), (_, _) => null)
            .On<IPresenceGrain>(nameof(IPresenceGrain.GetAsync), (key, _) => key switch
            {
                "user-3" => new PresenceView(PresenceStatuses.RecentlyActive, Views.At),
                "user-4" => PresenceView.Nothing,
                _ => new PresenceView(PresenceStatuses.Online, Views.At),
            });
    }

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Online_makes_the_person_visible()
    {
        var (status, body) = await _endpoints.CallAsync("SetOnline", caller: "user-1", operation: "op1");
        status.ShouldBe(200);
        body.ShouldHave("message, status").GetProperty("status").GetString().ShouldBe("online");
        _grains.Only("IContactsGrain.SetVisibleAsync").Command<SetVisible>().ShouldBe(new SetVisible("op1", Visible: true));
        _grains.Only("IPresenceGrain.DeclareOnlineAsync").Key.ShouldBe("user-1");
    }

    [Fact]
    public async Task Offline_can_make_the_person_invisible()
    {
        foreach (var (body, visible) in ((object?, bool?)[])[
            (null, null), (new { }, null), (new { invisible = true }, false), (new { invisible = false }, true),
            (new { invisible = (bool?)null }, null)])
        {
            using var said = new PresenceEndpointsTests();
            var (status, answer) = await said._endpoints.CallAsync("SetOffline", body, "user-1", operation: "op1");
            status.ShouldBe(200);
            answer.ShouldHave("message, status").GetProperty("status").GetString().ShouldBe("offline");
            said._grains.All("IContactsGrain.SetVisibleAsync").Select(call => call.Command<SetVisible>().Visible)
                .ShouldBe(visible is { } v ? [v] : []);
            said._grains.Only("IPresenceGrain.OfflineAsync").Key.ShouldBe("user-1");
        }
        var refused = await _endpoints.CallAsync("SetOffline", new { invisible = "yes" }, "user-1");
        refused.Status.ShouldBe(400);
        refused.Body.GetProperty("errors").ShouldHave("invisible");
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Presence_is_shown_to_connections_and_self()
    {
        foreach (var who in (string[])["user-1", "user-2"])
        {
            var (status, body) = await _endpoints.CallAsync("GetPresence", caller: "user-1", route: ("user_id", who));
            status.ShouldBe(200);
            body.ShouldHave("user_id, status, last_active").GetProperty("status").GetString().ShouldBe("online");
            body.GetProperty("user_id").GetString().ShouldBe(who);
            body.GetProperty("last_active").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        }
    }

    [Fact]
    public async Task Stranger_appears_offline_without_a_presence_call()
    {
        foreach (var connection in (ConnectionView?[])[
            null, Views.Connection(status: ConnectionStatuses.Pending), Views.Connection(status: ConnectionStatuses.Declined)])
        {
            _relation = new RelationView(connection, HasBlocked: false, IsHidden: false);
            var (status, body) = await _endpoints.CallAsync("GetPresence", caller: "user-1", route: ("user_id", "user-2"));
            status.ShouldBe(200);
            body.GetProperty("status").GetString().ShouldBe("offline");
            body.GetProperty("last_active").ValueKind.ShouldBe(JsonValueKind.Null);
        }
        _grains.Called.ShouldNotContain("IPresenceGrain.GetAsync");
    }

    [Fact]
    public async Task Blocked_pair_appears_offline_to_each_other()
    {
        foreach (var who in (string[])["user-9", "bo", "circle-1"])
            (await _endpoints.CallAsync("GetPresence", caller: "user-1", route: ("user_id", who))).Body.GetProperty("code").GetString()
                .ShouldBe("user_not_found");
        _relation = new RelationView(null, HasBlocked: false, IsHidden: true);
        var (status, body) = await _endpoints.CallAsync("GetPresence", caller: "user-1", route: ("user_id", "user-2"));
        (status, body.GetProperty("status").GetString()).ShouldBe((200, "offline"));
        _grains.Called.ShouldNotContain("IPresenceGrain.GetAsync");
    }

    [Fact]
    public async Task Online_users_are_online_connections()
    {
        _grains.On<IContactsGrain>(nameof(IContactsGrain.ConnectedAsync), (_, _) => Views.All("user-2", "user-3", "user-4", "user-5"));
        var (status, body) = await _endpoints.CallAsync("ListOnlineUsers", caller: "user-1");
        status.ShouldBe(200);
        body.ShouldHave("online_users, count").GetProperty("count").GetInt32().ShouldBe(2);
        var users = body.GetProperty("online_users").EnumerateArray().ToList();
        users.ConvertAll(user => user.ShouldHave(Shapes.PublicUser).GetProperty("id").GetString()).ShouldBe(["user-2", "user-5"]);
        users.ShouldAllBe(user => user.GetProperty("online").GetBoolean());
    }
}
