using XelaConnect.Accounts;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Profiles;
using XelaConnect.Relationships;
using XelaConnect.Safety;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Safety;

public sealed class SafetyEndpointsTests : IDisposable
{
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;

    public SafetyEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => key == "user-9" ? null : Views.User(key))
            .On<IConnectionGrain>(nameof(IConnectionGrain.BlockAsync), (_, _) => Done.Instance)
            .On<IConnectionGrain>(nameof(IConnectionGrain.UnblockAsync), (_, _) => Done.Instance)
            .On<IContactsGrain>(nameof(IContactsGrain.RelationAsync), (_, _) => new RelationView(null, HasBlocked: true, IsHidden: true))
            .On<IReportsGrain>(nameof(IReportsGrain.FileAsync), (_, _) => Done.Instance);
    }

    public void Dispose() => _endpoints.Dispose();

    [Theory]
    [InlineData("BlockUser", "BlockAsync", "User blocked successfully")]
    [InlineData("UnblockUser", "UnblockAsync", "User unblocked successfully")]
    public async Task Block_and_unblock_reach_the_pair_as_the_caller(string name, string method, string message)
    {
        var (status, body) = await _endpoints.CallAsync(name, caller: "user-2", operation: "op1", route: ("user_id", "user-1"));
        status.ShouldBe(200);
        body.ShouldHave("message").GetProperty("message").GetString().ShouldBe(message);
        var call = _grains.Only($"IConnectionGrain.{method}");
        call.Key.ShouldBe(Pair.Of("user-1", "user-2").Key);
        call.Command<BlockPerson>().ShouldBe(new BlockPerson("op1", "user-2"));
    }

    [Theory]
    [InlineData("BlockUser")]
    [InlineData("UnblockUser")]
    [InlineData("IsUserBlocked")]
    public async Task Block_of_unknown_user_is_a_404_and_of_self_a_400(string name)
    {
        // Whether another user exists is decided by the pair, and by nobody before it.
        _grains.On<IConnectionGrain>(nameof(IConnectionGrain.BlockAsync), (_, _) => AccountFaults.UnknownUser)
            .On<IConnectionGrain>(nameof(IConnectionGrain.UnblockAsync), (_, _) => AccountFaults.UnknownUser);
        foreach (var (who, expected) in ((string, int)[])[
            ("user-9", 404), ("bo", 404), ("user-1--2", 404), ("user-A", 404), ("user-1", 400)])
            (await _endpoints.CallAsync(name, caller: "user-1", route: ("user_id", who))).Status.ShouldBe(expected, who);
        _grains.Called.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Block_is_visible_to_the_blocker_only()
    {
        var (status, body) = await _endpoints.CallAsync("IsUserBlocked", caller: "user-1", route: ("user_id", "user-2"));
        status.ShouldBe(200);
        body.ShouldHave("is_blocked, is_blocked_by_me, is_blocked_by_them, can_message").GetProperty("is_blocked").GetBoolean()
            .ShouldBeTrue();
        body.GetProperty("is_blocked_by_me").GetBoolean().ShouldBeTrue();
        body.GetProperty("can_message").GetBoolean().ShouldBeFalse();
        _grains.On<IContactsGrain>(
            nameof(IContactsGrain.RelationAsync), (_, _) => new RelationView(null, HasBlocked: false, IsHidden: true));
        (await _endpoints.CallAsync("IsUserBlocked", caller: "user-1", route: ("user_id", "user-2"))).Body.GetProperty("is_blocked")
            .GetBoolean().ShouldBeFalse();
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("pending", false)]
    [InlineData("accepted", true)]
    public async Task Only_a_connected_user_can_be_messaged(string? connection, bool canMessage)
    {
        var view = connection is null ? null : Views.Connection(status: connection);
        _grains.On<IContactsGrain>(
            nameof(IContactsGrain.RelationAsync), (_, _) => new RelationView(view, HasBlocked: false, IsHidden: false));
        var (_, body) = await _endpoints.CallAsync("IsUserBlocked", caller: "user-1", route: ("user_id", "user-2"));
        body.GetProperty("can_message").GetBoolean().ShouldBe(canMessage);
        body.GetProperty("is_blocked_by_them").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Blocked_list_has_the_public_user_and_the_time()
    {
        _grains.On<IContactsGrain>(nameof(IContactsGrain.BlockedAsync),
            (_, _) => new Page<BlockedView>([new BlockedView("user-2", Views.At), new BlockedView("user-9", Views.At)], "next"));
        var (status, body) = await _endpoints.CallAsync("ListBlockedUsers", caller: "user-1", query: "?cursor=abc&limit=2");
        status.ShouldBe(200);
        body.ShouldHave("blocked_users, next_cursor").GetProperty("next_cursor").GetString().ShouldBe("next");
        var blocked = body.GetProperty("blocked_users");
        blocked[0].ShouldHave("id, user_id, name, picture, blocked_at, user").GetProperty("blocked_at").GetString()
            .ShouldBe("2026-03-04T03:06:07.089Z");
        blocked[0].GetProperty("user").ShouldHave(Shapes.PublicUser).GetProperty("id").GetString().ShouldBe("user-2");
        foreach (var id in (string[])["id", "user_id"]) blocked[0].GetProperty(id).GetString().ShouldBe("user-2");
        blocked[1].GetProperty("name").GetString().ShouldBe("Someone who left");
        _grains.Only("IContactsGrain.BlockedAsync").Arguments.ShouldBe(["abc", 2]);
        (await _endpoints.CallAsync("ListBlockedUsers", caller: "user-1", query: "?limit=0")).Body.GetProperty("errors")
            .ShouldHave("limit");
        _grains.On<IContactsGrain>(nameof(IContactsGrain.BlockedAsync), (_, _) => Page.BadCursor);
        (await _endpoints.CallAsync("ListBlockedUsers", caller: "user-1", query: "?cursor=x")).Body.GetProperty("errors")
            .ShouldHave("cursor");
    }

    [Fact]
    public async Task Repeated_report_of_a_day_is_one_operation()
    {
        var ids = new List<string>();
        var said = new { user_id = "user-2", reason = " spam ", details = "Sells things." };
        for (var i = 0; i < 2; i++)
        {
            var (status, body) = await _endpoints.CallAsync("ReportUser", said, "user-1", operation: $"op{i}");
            status.ShouldBe(200);
            body.ShouldHave("message, report_id").GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
            ids.Add(body.GetProperty("report_id").GetString()!);
        }
        await _endpoints.CallAsync("ReportUser", new { user_id = "user-2", reason = "rude" }, "user-1");
        await _endpoints.CallAsync("ReportUser", said, "user-3");
        var filed = _grains.All("IReportsGrain.FileAsync");
        filed.Select(call => call.Key).ShouldAllBe(month => month.Length == 7 && month[4] == '-');
        var reports = filed.Select(call => call.Command<FileReport>()).ToList();
        reports[0].ShouldBe(new FileReport(reports[0].OperationId, "user-1", "user-2", "spam", "Sells things."));
        reports[2].Details.ShouldBeNull();
        // At midnight UTC the first two are reports of two days; apart from that one.
        reports.Select(report => report.OperationId).Distinct().Count().ShouldBeInRange(3, 4);
        reports[0].OperationId.ShouldStartWith("report/");
        ids.ShouldBe(reports.Take(2).Select(report => ReportView.IdOf(report.OperationId)));
        ids.ShouldAllBe(id => id.StartsWith("report-"));
    }

    [Fact]
    public async Task Invalid_report_names_every_field_without_a_grain_call()
    {
        var (status, body) = await _endpoints.CallAsync(
            "ReportUser", new { reason = new string('x', 201), details = new string('x', 2001) }, "user-1");
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave("user_id, reason, details");
        (await _endpoints.CallAsync("ReportUser", new { user_id = "user-2", reason = " " }, "user-1")).Body.GetProperty("errors")
            .ShouldHave("reason");
        foreach (var (who, expected) in ((string, int)[])[("bo", 404), ("user-1", 400)])
            (await _endpoints.CallAsync("ReportUser", new { user_id = who, reason = "spam" }, "user-1")).Status.ShouldBe(expected);
        _grains.Called.ShouldNotContain("IReportsGrain.FileAsync");
    }
}
