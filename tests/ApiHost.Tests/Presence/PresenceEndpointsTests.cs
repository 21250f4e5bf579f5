using System.Text.Json;
using XelaConnect.Accounts;
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

    public PresenceEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<IPresenceGrain>(nameof(IPresenceGrain.GoOnlineAsync), (_, _) => null)
            .On<IPresenceGrain>(nameof(IPresenceGrain.GoOfflineAsync), (_, _) => null)
            .On<IContactsGrain>(
                nameof(IContactsGrain.PresenceOfAsync), (_, _) => new PresenceView(PresenceStatuses.Online, Views.At));
    }

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Online_names_the_operation_and_the_session()
    {
        var (status, body) = await _endpoints.CallAsync("SetOnline", caller: "user-1", operation: "op1");
        status.ShouldBe(200);
        body.ShouldHave("message, status").GetProperty("status").GetString().ShouldBe("online");
        var call = _grains.Only("IPresenceGrain.GoOnlineAsync");
        call.Key.ShouldBe("user-1");
        call.Arguments.ShouldBe(["op1", "session-1"]);
    }

    [Fact]
    public async Task Offline_can_make_the_person_invisible()
    {
        foreach (var (body, invisible) in ((object?, bool?)[])[
            (null, null), (new { }, null), (new { invisible = true }, true), (new { invisible = false }, false),
            (new { invisible = (bool?)null }, null)])
        {
            using var said = new PresenceEndpointsTests();
            var (status, answer) = await said._endpoints.CallAsync("SetOffline", body, "user-1", operation: "op1");
            status.ShouldBe(200);
            answer.ShouldHave("message, status").GetProperty("status").GetString().ShouldBe("offline");
            said._grains.Called.ShouldBe(["IPresenceGrain.GoOfflineAsync"]);
            said._grains.Only("IPresenceGrain.GoOfflineAsync").Arguments.ShouldBe(["op1", invisible]);
        }
        var refused = await _endpoints.CallAsync("SetOffline", new { invisible = "yes" }, "user-1");
        refused.Status.ShouldBe(400);
        refused.Body.GetProperty("errors").ShouldHave("invisible");
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Presence_is_returned_as_the_contacts_grain_shows_it()
    {
        var (status, body) = await _endpoints.CallAsync("GetPresence", caller: "user-1", route: ("user_id", "user-2"));
        status.ShouldBe(200);
        body.ShouldHave("user_id, status, last_active").GetProperty("status").GetString().ShouldBe("online");
        body.GetProperty("user_id").GetString().ShouldBe("user-2");
        body.GetProperty("last_active").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        var call = _grains.Only("IContactsGrain.PresenceOfAsync");
        (call.Key, call.Arguments[0]).ShouldBe(("user-1", "user-2"));

        _grains.On<IContactsGrain>(nameof(IContactsGrain.PresenceOfAsync), (_, _) => PresenceView.Nothing);
        var hidden = (await _endpoints.CallAsync("GetPresence", caller: "user-1", route: ("user_id", "user-2"))).Body;
        hidden.GetProperty("status").GetString().ShouldBe("offline");
        hidden.GetProperty("last_active").ValueKind.ShouldBe(JsonValueKind.Null);
        _grains.On<IContactsGrain>(nameof(IContactsGrain.PresenceOfAsync), (_, _) => AccountFaults.UnknownUser);
        (await _endpoints.CallAsync("GetPresence", caller: "user-1", route: ("user_id", "user-9"))).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Online_users_have_public_profiles()
    {
        _grains.On<IContactsGrain>(nameof(IContactsGrain.OnlineAsync), (_, _) => Views.All("user-2", "user-5"))
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key))
            .On<IPresenceGrain>(nameof(IPresenceGrain.GetAsync), (_, _) => new PresenceView(PresenceStatuses.Online, Views.At));
        var (status, body) = await _endpoints.CallAsync("ListOnlineUsers", caller: "user-1");
        status.ShouldBe(200);
        body.ShouldHave("online_users, count").GetProperty("count").GetInt32().ShouldBe(2);
        var users = body.GetProperty("online_users").EnumerateArray().ToList();
        users.ConvertAll(user => user.ShouldHave(Shapes.PublicUser).GetProperty("id").GetString()).ShouldBe(["user-2", "user-5"]);
        users.ShouldAllBe(user => user.GetProperty("online").GetBoolean());
    }
}
