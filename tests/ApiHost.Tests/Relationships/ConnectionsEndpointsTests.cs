using XelaConnect.Accounts;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Presence;
using XelaConnect.Profiles;
using XelaConnect.Relationships;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Relationships;

public sealed class ConnectionsEndpointsTests : IDisposable
{
    private static readonly Pair Two = Pair.Of("user-1", "user-2");
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;

    public ConnectionsEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key))
            .On<IPresenceGrain>(nameof(IPresenceGrain.GetAsync), (_, _) => new PresenceView(PresenceStatuses.Online, Views.At))
            .On<IContactsGrain>(nameof(IContactsGrain.RequestAsync), (_, _) => Views.Connection(status: ConnectionStatuses.Pending))
            .On<IConnectionGrain>(nameof(IConnectionGrain.AcceptAsync), (_, _) => Views.Connection())
            .On<IConnectionGrain>(nameof(IConnectionGrain.DeclineAsync), (_, _) => Views.Connection(status: ConnectionStatuses.Declined))
            .On<IConnectionGrain>(nameof(IConnectionGrain.RemoveAsync), (_, _) => Done.Instance);
    }

    public void Dispose() => _endpoints.Dispose();

    [Fact]
    public async Task Connection_request_returns_the_pending_connection()
    {
        var (status, body) = await _endpoints.CallAsync("RequestConnection", new { user_id = "user-2" }, "user-1", operation: "op1");
        status.ShouldBe(201);
        body.ShouldHave("message, connection").GetProperty("message").GetString().ShouldBe("Connection request sent");
        var connection = body.GetProperty("connection").ShouldHave(Shapes.Connection);
        connection.GetProperty("id").GetString().ShouldBe("connection-1--2");
        connection.GetProperty("user_id").GetString().ShouldBe("user-1");
        connection.GetProperty("connected_user_id").GetString().ShouldBe("user-2");
        connection.GetProperty("compatibility_score").GetInt32().ShouldBe(74);
        connection.GetProperty("status").GetString().ShouldBe("pending");
        connection.GetProperty("created_at").GetString().ShouldBe("2026-03-04T03:06:07.089Z");
        connection.GetProperty("accepted_at").GetString().ShouldBeNull();
        _grains.Called.ShouldBe(["IContactsGrain.RequestAsync"]);
        var call = _grains.Only("IContactsGrain.RequestAsync");
        call.Key.ShouldBe("user-1");
        call.Command<RequestContact>().ShouldBe(new RequestContact("op1", "user-2", TakesQuota: true));
    }

    [Fact]
    public async Task Mutual_request_returns_the_accepted_connection()
    {
        _grains.On<IContactsGrain>(nameof(IContactsGrain.RequestAsync), (_, _) => Views.Connection("user-2", "user-1"));
        var (status, body) = await _endpoints.CallAsync("RequestConnection", new { user_id = "user-2" }, "user-1");
        status.ShouldBe(201);
        body.GetProperty("message").GetString().ShouldBe("You are connected");
        body.GetProperty("connection").GetProperty("accepted_at").GetString().ShouldBe("2026-03-04T03:07:07.089Z");
    }

    [Fact]
    public async Task Invalid_user_id_makes_no_grain_call()
    {
        foreach (var bad in (object?[])[null, "", 7, new string('x', 501)])
        {
            var (status, body) = await _endpoints.CallAsync("RequestConnection", new { user_id = bad }, "user-1");
            status.ShouldBe(400);
            body.GetProperty("errors").ShouldHave("user_id");
        }
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_takes_no_quota_without_limits()
    {
        using var unlimited = new Endpoints(_grains, settings: ("Xela:Limits:Enabled", "false"));
        (await unlimited.CallAsync("RequestConnection", new { user_id = "user-2" }, "user-1")).Status.ShouldBe(201);
        _grains.Only("IContactsGrain.RequestAsync").Command<RequestContact>().TakesQuota.ShouldBeFalse();
    }

    [Fact]
    public async Task Request_over_the_limit_is_a_429_with_retry_after()
    {
        _grains.On<IContactsGrain>(nameof(IContactsGrain.RequestAsync), (_, _) => ConnectionFaults.TooManyRequests(77));
        (await _endpoints.CallAsync("RequestConnection", new { user_id = "user-2" }, "user-1")).Status.ShouldBe(429);
        _endpoints.Headers.RetryAfter.ToString().ShouldBe("77");
    }

    [Fact]
    public async Task Refused_request_is_returned()
    {
        foreach (var (fault, expected) in ((Fault, int)[])[
            (ConnectionFaults.Exists, 409), (ConnectionFaults.Yourself, 400), (AccountFaults.UnknownUser, 404)])
        {
            _grains.On<IContactsGrain>(nameof(IContactsGrain.RequestAsync), (_, _) => fault);
            var (status, body) = await _endpoints.CallAsync("RequestConnection", new { user_id = "user-2" }, "user-1");
            status.ShouldBe(expected);
            body.GetProperty("code").GetString().ShouldBe(fault.Code);
        }
    }

    [Theory]
    [InlineData("AcceptConnection", "AcceptAsync", "Connection accepted")]
    [InlineData("DeclineConnection", "DeclineAsync", "Connection declined")]
    public async Task Accept_and_decline_reach_the_pair_as_the_caller(string name, string method, string message)
    {
        var (status, body) = await _endpoints.CallAsync(name, caller: "user-2", operation: "op1", route: ("id", Two.ConnectionId));
        status.ShouldBe(200);
        body.ShouldHave("message, connection").GetProperty("message").GetString().ShouldBe(message);
        body.GetProperty("connection").ShouldHave(Shapes.Connection);
        var call = _grains.Only($"IConnectionGrain.{method}");
        call.Key.ShouldBe(Two.Key);
        call.Command<RespondToRequest>().ShouldBe(new RespondToRequest("op1", "user-2"));
    }

    [Fact]
    public async Task Removal_returns_a_message()
    {
        var (status, body) = await _endpoints.CallAsync(
            "RemoveConnection", caller: "user-1", operation: "op1", route: ("id", Two.ConnectionId));
        status.ShouldBe(200);
        body.ShouldHave("message").GetProperty("message").GetString().ShouldBe("Connection removed");
        _grains.Only("IConnectionGrain.RemoveAsync").Command<RemoveConnection>().ShouldBe(new RemoveConnection("op1", "user-1"));
    }

    [Theory]
    [InlineData("AcceptConnection")]
    [InlineData("DeclineConnection")]
    [InlineData("RemoveConnection")]
    public async Task Connection_of_others_is_the_same_404_as_an_unknown_one(string name)
    {
        foreach (var id in (string[])[
            "connection-2--3", "connection-2--1", "connection-1", "1--2", "conversation-1--2", "connection-1--2/x", "connection-",
            "connection-1--" + new string('2', 200)])
        {
            var (status, body) = await _endpoints.CallAsync(name, caller: "user-1", route: ("id", id));
            status.ShouldBe(404, id);
            body.GetProperty("code").GetString().ShouldBe("connection_not_found");
        }
        _grains.Called.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "current")]
    [InlineData("?status=accepted", "accepted")]
    [InlineData("?status=pending", "pending")]
    [InlineData("?status=all", null)]
    public async Task Connection_list_shows_presence_of_connections_only(string query, string? status)
    {
        _grains.On<IContactsGrain>(nameof(IContactsGrain.ListAsync), (_, _) => new Page<ConnectionView>(
            [Views.Connection(), Views.Connection("user-3", "user-1", ConnectionStatuses.Pending)], "next"));
        var (answered, body) = await _endpoints.CallAsync("ListConnections", caller: "user-1", query: query);
        answered.ShouldBe(200);
        body.ShouldHave("connections, next_cursor").GetProperty("next_cursor").GetString().ShouldBe("next");
        var listed = body.GetProperty("connections");
        foreach (var connection in listed.EnumerateArray())
            connection.ShouldHave(Shapes.Connection, "user").GetProperty("user").ShouldHave(Shapes.PublicUser);
        listed[0].GetProperty("user").GetProperty("id").GetString().ShouldBe("user-2");
        listed[0].GetProperty("user").GetProperty("online").GetBoolean().ShouldBeTrue();
        listed[1].GetProperty("user").GetProperty("id").GetString().ShouldBe("user-3");
        listed[1].GetProperty("user").GetProperty("online").GetBoolean().ShouldBeFalse();
        var call = _grains.Only("IContactsGrain.ListAsync");
        call.Key.ShouldBe("user-1");
        call.Command<ConnectionQuery>().ShouldBe(new ConnectionQuery(status, null, 100));
        _grains.All("IPresenceGrain.GetAsync").ShouldHaveSingleItem().Key.ShouldBe("user-2");
    }

    [Theory]
    [InlineData("?status=declined", "status")]
    [InlineData("?status=Accepted", "status")]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=101", "limit")]
    [InlineData("?limit=x", "limit")]
    public async Task Invalid_list_query_names_the_field(string query, string field)
    {
        var (status, body) = await _endpoints.CallAsync("ListConnections", caller: "user-1", query: query);
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave(field);
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Unknown_cursor_is_a_400()
    {
        _grains.On<IContactsGrain>(nameof(IContactsGrain.ListAsync), (_, _) => Page.BadCursor);
        var (status, body) = await _endpoints.CallAsync("ListConnections", caller: "user-1", query: "?cursor=abc&limit=7");
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("cursor");
        body.GetProperty("code").GetString().ShouldBe("invalid_cursor");
        _grains.Only("IContactsGrain.ListAsync").Command<ConnectionQuery>().ShouldBe(new ConnectionQuery("current", "abc", 7));
    }
}
