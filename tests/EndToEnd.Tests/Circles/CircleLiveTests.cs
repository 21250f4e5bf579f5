using System.Net;
using Microsoft.AspNetCore.SignalR;

namespace XelaConnect.EndToEnd.Tests.Circles;

[Collection(SharedHost.Name)]
public sealed class CircleLiveTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Posts_reach_the_other_member_live_once_in_order()
    {
        var ada = await Person.SignUpAsync(host, "Ada");
        var ben = await Person.SignUpAsync(host, "Ben");
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        await using var device = await ben.ConnectAsync();
        (await device.WatchAsync(circle)).Missed.ShouldBeEmpty();

        var said = new List<CirclePost>();
        for (var i = 1; i <= 40; i++) said.Add(await ada.PostToCircleAsync(circle, $"number {i}"));

        await device.WaitForPostAsync(circle, 40);
        device.PostsIn(circle).ShouldBe(said);
        said.Select(s => s.Seq).ShouldBe(Enumerable.Range(1, 40).Select(i => (long)i));
        said.ShouldAllBe(s => s.UserId == ada.Id && s.UserName == "Ada");
    }

    [Fact]
    public async Task Watch_and_post_by_non_member_are_rejected()
    {
        var ada = await Person.SignUpAsync(host);
        var stranger = await Person.SignUpAsync(host, "Stranger");
        var circle = await ada.CreateCircleAsync();
        await using var device = await stranger.ConnectAsync();

        (await Should.ThrowAsync<HubException>(() => device.WatchAsync(circle))).Message.ShouldContain("not_a_member: ");
        (await Should.ThrowAsync<HubException>(() => device.PostToCircleAsync(circle, "let me in", "1")))
            .Message.ShouldContain("not_a_member: ");
        (await stranger.TryPostToCircleAsync(circle, "let me in")).ShouldRefuse(HttpStatusCode.Forbidden, "not_a_member");

        await using var watcher = await ada.ConnectAsync();
        await watcher.WatchAsync(circle);
        await ada.PostToCircleAsync(circle, "members only");
        await watcher.WaitForPostAsync(circle, 1);
        device.PostsIn(circle).ShouldBeEmpty();
    }

    [Fact]
    public async Task Former_member_receives_no_more_posts()
    {
        var ada = await Person.SignUpAsync(host);
        var leaver = await Person.SignUpAsync(host, "Leaver");
        var shownOut = await Person.SignUpAsync(host, "Shown out");
        var circle = await ada.CreateCircleAsync();
        await leaver.JoinAsync(circle);
        await shownOut.JoinAsync(circle);
        await using var stays = await ada.ConnectAsync();
        await using var leaves = await leaver.ConnectAsync();
        await using var goes = await shownOut.ConnectAsync();
        foreach (var device in (LiveClient[])[stays, leaves, goes]) await device.WatchAsync(circle);
        await ada.PostToCircleAsync(circle, "everybody");
        foreach (var device in (LiveClient[])[stays, leaves, goes]) await device.WaitForPostAsync(circle, 1);

        await leaver.LeaveAsync(circle);
        (await ada.DeleteAsync($"/api/circles/{circle}/members/{shownOut.Id}")).Should(HttpStatusCode.OK);
        await Until.TrueAsync(() => stays.LastMemberCount(circle) == 1);
        for (var i = 0; i < 20; i++) await ada.PostToCircleAsync(circle, "just us");

        // The member who stays has received all of it, through the queue that the others shared.
        await stays.WaitForPostAsync(circle, 21);
        leaves.PostsIn(circle).Select(s => s.Seq).ShouldBe([1]);
        goes.PostsIn(circle).Select(s => s.Seq).ShouldBe([1]);
        (await Should.ThrowAsync<HubException>(() => leaves.WatchAsync(circle))).Message.ShouldContain("not_a_member: ");
    }

    [Fact]
    public async Task Watch_resumes_after_unwatch()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        await using var device = await ada.ConnectAsync();
        await using var other = await ada.ConnectAsync();
        await device.WatchAsync(circle);
        await other.WatchAsync(circle);
        await ada.PostToCircleAsync(circle, "one");
        await device.WaitForPostAsync(circle, 1);

        await device.UnwatchAsync(circle);
        await ada.PostToCircleAsync(circle, "two");
        await other.WaitForPostAsync(circle, 2);
        device.PostsIn(circle).Count.ShouldBe(1);

        (await device.WatchAsync(circle, 1)).Missed.Select(s => s.Message).ShouldBe(["two"]);
        await ada.PostToCircleAsync(circle, "three");
        await device.WaitForPostAsync(circle, 3);
        device.PostsIn(circle).Select(s => s.Seq).ShouldBe([1, 3]);
    }

    [Fact]
    public async Task Member_count_is_pushed_live()
    {
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        await using var device = await ada.ConnectAsync();
        await device.WatchAsync(circle);

        var ben = await Person.SignUpAsync(host, "Ben");
        var eve = await Person.SignUpAsync(host, "Eve");
        await ben.JoinAsync(circle);
        await Until.TrueAsync(() => device.LastMemberCount(circle) == 2);
        await eve.JoinAsync(circle);
        await Until.TrueAsync(() => device.LastMemberCount(circle) == 3);
        await ben.LeaveAsync(circle);
        await Until.TrueAsync(() => device.LastMemberCount(circle) == 2);
        device.MemberCounts(circle).ShouldBe([2, 3, 2]);
    }

    [Fact]
    public async Task Removed_post_is_pushed_live_and_keeps_its_seq()
    {
        var ada = await Person.SignUpAsync(host);
        var ben = await Person.SignUpAsync(host, "Ben");
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        await using var device = await ben.ConnectAsync();
        await device.WatchAsync(circle);
        await ben.PostToCircleAsync(circle, "one");
        var second = await ben.PostToCircleAsync(circle, "two");
        await ben.PostToCircleAsync(circle, "three");

        (await ben.DeleteAsync($"/api/circles/{circle}/activity/{second.Id}")).ShouldRefuse(HttpStatusCode.Forbidden, "not_the_creator");
        (await ada.DeleteAsync($"/api/circles/{circle}/activity/{second.Id}")).Should(HttpStatusCode.OK);
        (await ada.DeleteAsync($"/api/circles/{circle}/activity/{second.Id}")).Should(HttpStatusCode.OK);

        await Until.TrueAsync(() => device.Removed.Contains(2));
        var history = await ben.CirclePostsAsync(circle);
        history.Select(s => (s.Seq, s.Message, s.Removed)).ShouldBe([(1, "one", false), (2, "", true), (3, "three", false)]);
        (await device.WatchAsync(circle, 0)).Missed.ShouldBe(history);
        (await ada.DeleteAsync($"/api/circles/{circle}/activity/activity-0190aaaa-aaaa-7aaa-8aaa-000000000063"))
            .ShouldRefuse(HttpStatusCode.NotFound, "activity_not_found");
    }
}
