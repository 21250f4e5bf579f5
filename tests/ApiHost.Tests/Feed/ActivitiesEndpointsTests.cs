using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Feed;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Feed;

public sealed class ActivitiesEndpointsTests : IDisposable
{
    private readonly FakeGrains _grains = new();
    private readonly Endpoints _endpoints;

    public ActivitiesEndpointsTests()
    {
        _endpoints = new(_grains);
        _grains
            .On<IFeedGrain>(
                nameof(IFeedGrain.ListAsync), (_, _) => new FeedPage([Views.FeedItem(2), Views.FeedItem(1, read: true)], "1", 7))
            .On<IFeedGrain>(nameof(IFeedGrain.MarkReadAsync), (_, _) => Done.Instance);
    }

    public void Dispose() => _endpoints.Dispose();

    [Theory]
    [InlineData("", false, null, 100)]
    [InlineData("?unread=true&limit=5&cursor=9", true, "9", 5)]
    [InlineData("?unread=false", false, null, 100)]
    public async Task Feed_has_all_contract_fields_and_the_unread_count(string query, bool unread, string? cursor, int limit)
    {
        var (status, body) = await _endpoints.CallAsync("ListActivities", caller: "user-1", query: query);
        status.ShouldBe(200);
        body.ShouldHave("activities, unread_count, next_cursor").GetProperty("unread_count").GetInt32().ShouldBe(7);
        body.GetProperty("next_cursor").GetString().ShouldBe("1");
        var activity = body.GetProperty("activities")[0].ShouldHave(Shapes.Activity);
        activity.GetProperty("type").GetString().ShouldBe("connection");
        activity.GetProperty("priority").GetString().ShouldBe("high");
        activity.GetProperty("action_text").GetString().ShouldBe("Say hello");
        activity.GetProperty("action_link").GetString().ShouldBe("/messages/user-2");
        activity.GetProperty("created_at").GetString().ShouldBe("2026-03-04T03:06:09.089Z");
        body.GetProperty("activities").EnumerateArray().Select(a => a.GetProperty("read").GetBoolean()).ShouldBe([false, true]);
        var call = _grains.Only("IFeedGrain.ListAsync");
        call.Key.ShouldBe("user-1");
        call.Arguments.ShouldBe([unread, cursor, limit]);
    }

    [Theory]
    [InlineData("?unread=yes", "unread")]
    [InlineData("?limit=101", "limit")]
    public async Task Invalid_list_query_names_the_field(string query, string field)
    {
        var (status, body) = await _endpoints.CallAsync("ListActivities", caller: "user-1", query: query);
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave(field);
        _grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Unknown_cursor_is_a_400()
    {
        _grains.On<IFeedGrain>(nameof(IFeedGrain.ListAsync), (_, _) => Page.BadCursor);
        (await _endpoints.CallAsync("ListActivities", caller: "user-1", query: "?cursor=x")).Body.GetProperty("errors")
            .ShouldHave("cursor");
    }

    [Fact]
    public async Task Activity_is_found_by_the_seq_in_its_id()
    {
        var id = Views.FeedItem(41).Id;
        var (status, body) = await _endpoints.CallAsync("MarkActivityRead", caller: "user-1", operation: "op1", route: ("id", id));
        status.ShouldBe(200);
        body.ShouldHave("message").GetProperty("message").GetString().ShouldBe("Activity marked as read");
        var call = _grains.Only("IFeedGrain.MarkReadAsync");
        call.Key.ShouldBe("user-1");
        call.Command<MarkFeedItemRead>().ShouldBe(new MarkFeedItemRead("op1", id, 41));
        foreach (var none in (string[])["activity-41", "msg" + id[8..], "x", "activity-", id + "0"])
        {
            var refused = await _endpoints.CallAsync("MarkActivityRead", caller: "user-1", route: ("id", none));
            (refused.Status, refused.Body.GetProperty("code").GetString()).ShouldBe((404, "activity_not_found"));
        }
        _grains.On<IFeedGrain>(nameof(IFeedGrain.MarkReadAsync), (_, _) => FeedFaults.Unknown);
        (await _endpoints.CallAsync("MarkActivityRead", caller: "user-1", route: ("id", id))).Status.ShouldBe(404);
    }
}
