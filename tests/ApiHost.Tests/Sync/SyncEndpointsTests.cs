using System.Collections.Immutable;
using System.Text.Json;
using XelaConnect.ApiHost.Sync;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Circles;
using XelaConnect.Companion;
using XelaConnect.Feed;
using XelaConnect.Profiles;
using XelaConnect.Relationships;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Sync;

public sealed class SyncEndpointsTests : IDisposable
{
    private static readonly ulong Circle = SyncCursor.NameOf("circle-1");
    private static readonly string Now = new SyncCursor(10, 20, 30, 35, new Dictionary<ulong, CirclePosition> { [Circle] = new(40, 1) })
        .ToString();

    private readonly FakeGrains grains = new();
    private readonly Endpoints endpoints;
    private InboxChanges inbox = new([], 10, More: false, TooFar: false);
    private ConnectionChanges contacts = new([], 20, More: false);
    private FeedChanges feed = new([], 30);
    private CompanionChanges xela = new([], 35, More: false);
    private CircleWatchView circle = new([], 40, More: false, Version: 1);
    private RemovedPosts removed = new([], 1, More: false);
    private ImmutableArray<MessageView> messages = [];

    public SyncEndpointsTests()
    {
        endpoints = new(grains);
        grains
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key))
            .On<IInboxGrain>(nameof(IInboxGrain.ChangesAsync), (_, arguments) => arguments[0] is long.MaxValue
                ? new InboxChanges([], 10, false, TooFar: true)
                : inbox)
            .On<IContactsGrain>(nameof(IContactsGrain.ChangesAsync), (_, arguments) => arguments[0] is long.MaxValue
                ? new ConnectionChanges([], 20, false)
                : contacts)
            .On<IFeedGrain>(nameof(IFeedGrain.ChangesAsync), (_, arguments) => arguments[0] is long.MaxValue
                ? new FeedChanges([], 30)
                : feed)
            .On<ICompanionGrain>(nameof(ICompanionGrain.ChangesAsync), (_, arguments) => arguments[0] is long.MaxValue
                ? new CompanionChanges([], 35, false)
                : xela)
            .On<IConversationGrain>(nameof(IConversationGrain.HistoryAsync), (_, arguments) =>
                messages.Where(m => m.Seq > (long)arguments[1]!).Take((int)arguments[3]!).ToImmutableArray())
            .On<ICircleGrain>(nameof(ICircleGrain.VersionsAsync), (_, _) => new CircleVersions(40, 1, 2, true))
            .On<ICircleGrain>(nameof(ICircleGrain.RemovedSinceAsync), (_, arguments) => arguments[0] is 1L
                ? removed
                : throw new ShouldAssertException("from another version"))
            .On<ICircleGrain>(nameof(ICircleGrain.WatchAsync), (_, _) => circle);
    }

    public void Dispose() => endpoints.Dispose();

    [Fact]
    public async Task Sync_without_cursor_returns_the_current_cursor()
    {
        var (status, body) = await endpoints.CallAsync("Sync", caller: "user-1");
        status.ShouldBe(200);
        body.ShouldHave("events, next_cursor, more, fresh_start");
        body.GetProperty("fresh_start").GetBoolean().ShouldBeTrue();
        body.GetProperty("more").GetBoolean().ShouldBeFalse();
        body.GetProperty("events").GetArrayLength().ShouldBe(0);
        body.GetProperty("next_cursor").GetString().ShouldBe(Now);
    }

    [Fact]
    public async Task Sync_without_changes_keeps_the_cursor()
    {
        var body = await SyncAsync(Now);
        (body.GetProperty("fresh_start").GetBoolean(), body.GetProperty("more").GetBoolean()).ShouldBe((false, false));
        body.GetProperty("events").GetArrayLength().ShouldBe(0);
        body.GetProperty("next_cursor").GetString().ShouldBe(Now);
        grains.Only("IInboxGrain.ChangesAsync").Arguments[0].ShouldBe(10L);
        grains.Only("IContactsGrain.ChangesAsync").Arguments[0].ShouldBe(20L);
        grains.Only("IFeedGrain.ChangesAsync").Arguments[0].ShouldBe(30L);
        grains.Only("ICircleGrain.WatchAsync").Arguments[1].ShouldBe(40L);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("AAAA")]
    [InlineData("🌅")]
    public async Task Malformed_cursor_is_a_400_naming_it(string since)
    {
        foreach (var text in (string[])[since, new string('A', 8193)])
        {
            var (status, body) = await endpoints.CallAsync("Sync", caller: "user-1", query: $"?since={Uri.EscapeDataString(text)}");
            status.ShouldBe(400);
            body.GetProperty("errors").ShouldHave("since");
        }
        grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sync_events_have_the_shape_of_hub_events()
    {
        Missed(2, 5);
        contacts = new([new ChangedConnection(Views.Connection(), Views.At)], 21, More: false);
        feed = new([Views.FeedItem(31)], 31);
        circle = new([Views.Activity(41)], 41, More: false, Version: 1);
        xela = new([new CompanionMessageView("msg-xela", 36, true, "How was your day?", Views.At)], 36, More: false);
        var body = await SyncAsync(Now);
        body.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("data"))
            .Single(data => data.TryGetProperty("is_ai", out var isAi) && isAi.GetBoolean())
            .GetProperty("sender_id").GetString().ShouldBe("xela-ai");
        var events = Events(body);
        events.Select(e => e.Type).Distinct()
            .ShouldBe(["Message", "MessageRead", "Connection", "Activity", "CircleActivity"], ignoreOrder: true);
        foreach (var e in body.GetProperty("events").EnumerateArray()) e.ShouldHave("type, at, data");
        events.Where(e => e.Type == "Message")
            .Select(e => e.Data.ShouldHave(Shapes.Message, "conversation_id").GetProperty("seq").GetInt64())
            .ShouldBe([3, 4, 5, 36], ignoreOrder: true);
        events.Single(e => e.Type == "Connection").Data.ShouldHave(Shapes.Connection);
        events.Single(e => e.Type == "Activity").Data.ShouldHave(Shapes.Activity);
        events.Single(e => e.Type == "CircleActivity").Data.ShouldHave("circle_id, id, seq, user_id, user_name, message, timestamp");
        var reads = events.Where(e => e.Type == "MessageRead").Select(e => e.Data.ShouldHave("conversation_id, user_id, up_to_seq"))
            .ToList();
        reads.Select(r => (r.GetProperty("user_id").GetString(), r.GetProperty("up_to_seq").GetInt64()))
            .ShouldBe([("user-1", 4L), ("user-2", 3L)], ignoreOrder: true);
        body.GetProperty("next_cursor").GetString()
            .ShouldBe(new SyncCursor(11, 21, 31, 36, new Dictionary<ulong, CirclePosition> { [Circle] = new(41, 1) }).ToString());
        body.GetProperty("more").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Sync_includes_removed_posts_and_read_feed_items()
    {
        feed = new([], 32, [new FeedItemReadView("activity-30", Views.At)]);
        circle = new([Views.Activity(41) with { Removed = true, Message = "" }], 41, More: false, Version: 4);
        removed = new([new RemovedPost(7, 2, Views.At), new RemovedPost(41, 3, Views.At)], 4, More: false);
        var body = await SyncAsync(Now);
        var events = Events(body);
        events.Single(e => e.Type == "ActivityRead").Data.ShouldHave("id").GetProperty("id").GetString().ShouldBe("activity-30");
        events.Single(e => e.Type == "CircleActivityRemoved").Data.ShouldHave("circle_id, seq").GetProperty("seq").GetInt64()
            .ShouldBe(7, "the other one comes with its mark");
        events.Single(e => e.Type == "CircleActivity").Data.GetProperty("removed").GetBoolean().ShouldBeTrue();
        body.GetProperty("next_cursor").GetString()
            .ShouldBe(new SyncCursor(10, 20, 32, 35, new Dictionary<ulong, CirclePosition> { [Circle] = new(41, 4) }).ToString());
    }

    [Fact]
    public async Task Cursor_without_removal_position_starts_at_the_present()
    {
        circle = new([], 40, More: false, Version: 4);
        var old = new SyncCursor(10, 20, 30, 35, new Dictionary<ulong, CirclePosition> { [Circle] = new(40, null) }).ToString();
        var body = await SyncAsync(old);
        body.GetProperty("events").GetArrayLength().ShouldBe(0);
        body.GetProperty("next_cursor").GetString()
            .ShouldBe(new SyncCursor(10, 20, 30, 35, new Dictionary<ulong, CirclePosition> { [Circle] = new(40, 4) }).ToString());
        grains.Called.ShouldNotContain("ICircleGrain.RemovedSinceAsync");
    }

    [Fact]
    public async Task Long_conversation_is_read_to_the_end_of_its_last_step()
    {
        Missed(0, 250);
        messages = [.. Enumerable.Range(1, 260).Select(seq => Views.Message(seq))];
        Events(await SyncAsync(Now)).Where(e => e.Type == "Message").Select(e => e.Data.GetProperty("seq").GetInt64())
            .ShouldBe(Enumerable.Range(1, 250).Select(seq => (long)seq));
    }

    [Fact]
    public async Task Two_steps_of_one_conversation_send_each_message_once()
    {
        var at = Views.At;
        inbox = new([Step(0, 2, at), Step(2, 5, at.AddSeconds(1))], 12, More: false, TooFar: false);
        messages = [.. Enumerable.Range(1, 5).Select(seq => Views.Message(seq))];
        Events(await SyncAsync(Now)).Where(e => e.Type == "Message").Select(e => e.Data.GetProperty("seq").GetInt64())
            .ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Hidden_conversation_is_left_out_of_sync()
    {
        var step = Step(0, 2, Views.At);
        inbox = new([step, step with { Conversation = step.Conversation with { IsHidden = true } }], 12, More: false, TooFar: false);
        Events(await SyncAsync(Now)).ShouldBeEmpty();
        grains.Called.ShouldNotContain("IConversationGrain.HistoryAsync");
    }

    [Fact]
    public async Task Sync_orders_by_time_within_the_order_of_each_stream()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var random = new Random(seed);
            DateTimeOffset Moment() => Views.At.AddSeconds(random.Next(0, 60));
            var count = random.Next(1, 8);
            inbox = new([Step(0, count, Moment())], 11, More: false, TooFar: false);
            messages = [.. Enumerable.Range(1, count).Select(seq => Views.Message(seq) with { Timestamp = Moment() })];
            contacts =
                new([.. Enumerable.Range(2, random.Next(1, 6))
                    .Select(i => new ChangedConnection(Views.Connection("user-1", $"user-{i}"), Moment()))], 29, More: false);
            feed = new([.. Enumerable.Range(31, random.Next(1, 6)).Select(i => Views.FeedItem(i) with { CreatedAt = Moment() })], 39);
            circle = new([.. Enumerable.Range(41, random.Next(1, 6)).Select(i => Views.Activity(i) with { Timestamp = Moment() })], 49,
                More: false);
            var events = Events(await SyncAsync(Now));

            events.Where(e => e.Type == "Message").Select(e => e.Data.GetProperty("seq").GetInt64()).ShouldBeInOrder();
            events.Where(e => e.Type == "CircleActivity").Select(e => e.Data.GetProperty("seq").GetInt64()).ShouldBeInOrder();
            events.Where(e => e.Type == "Activity").Select(e => e.Data.GetProperty("id").GetString())
                .ShouldBe(feed.Items.Select(a => a.Id));
            events.Where(e => e.Type == "Connection").Select(e => e.Data.GetProperty("connected_user_id").GetString())
                .ShouldBe(contacts.Connections.Select(c => c.Connection.ConnectedUserId));
            // Apart from that by time: each is where the latest of its own history so far belongs.
            var (latest, places) = (new Dictionary<string, DateTimeOffset>(), new List<DateTimeOffset>());
            foreach (var e in events)
            {
                if (!latest.TryGetValue(e.Type, out var before) || before < e.At) latest[e.Type] = e.At;
                places.Add(latest[e.Type]);
            }
            places.ShouldBeInOrder();
        }
    }

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    [InlineData(false, false, false)]
    public async Task Sync_has_more_while_any_stream_has_more(bool inbox, bool contacts, bool circle)
    {
        this.inbox = this.inbox with { Seq = 15, More = inbox };
        this.contacts = this.contacts with { Seq = 25, More = contacts };
        this.circle = new([Views.Activity(41), Views.Activity(42)], 90, More: circle);
        var body = await SyncAsync(Now);
        body.GetProperty("more").GetBoolean().ShouldBe(inbox || contacts || circle);
        var next = SyncCursor.Parse(body.GetProperty("next_cursor").GetString()!)!;
        (next.Inbox, next.Contacts, next.Feed, next.Circles[Circle].Seq).ShouldBe((15, 25, 30, circle ? 42 : 90));
    }

    [Fact]
    public async Task Cursor_too_old_or_unknown_resets_the_sync()
    {
        contacts = new([new ChangedConnection(Views.Connection(), Views.At)], 20, More: false);
        foreach (var since in (SyncCursor[])[
            new(10, 21, 30, 35, ImmutableDictionary<ulong, CirclePosition>.Empty),
            new(10, 20, 31, 35, ImmutableDictionary<ulong, CirclePosition>.Empty),
            new(10, 20, 30, 36, ImmutableDictionary<ulong, CirclePosition>.Empty)]) await ShouldBeFreshAsync(since.ToString());
        inbox = inbox with { TooFar = true };
        await ShouldBeFreshAsync(Now);

        async Task ShouldBeFreshAsync(string since)
        {
            var body = await SyncAsync(since);
            body.GetProperty("fresh_start").GetBoolean().ShouldBeTrue();
            body.GetProperty("events").GetArrayLength().ShouldBe(0);
            body.GetProperty("next_cursor").GetString().ShouldBe(Now);
        }
    }

    [Fact]
    public async Task Circle_joined_since_the_cursor_starts_at_its_newest_posts()
    {
        var body =
            await SyncAsync(
                new SyncCursor(10, 20, 30, 35, new Dictionary<ulong, CirclePosition> { [SyncCursor.NameOf("circle-left")] = new(5, 1) })
                .ToString());
        grains.Only("ICircleGrain.WatchAsync").Arguments.ShouldBe(["user-1", 0L, 100]);
        SyncCursor.Parse(body.GetProperty("next_cursor").GetString()!)!.Circles.ShouldBe(
            new Dictionary<ulong, CirclePosition> { [Circle] = new(40, 1) });
        grains.On<ICircleGrain>(nameof(ICircleGrain.WatchAsync), (_, _) => CircleFaults.NotAMember);
        SyncCursor.Parse((await SyncAsync(Now)).GetProperty("next_cursor").GetString()!)!.Circles.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_have_at_most_1000_events_and_together_all()
    {
        Join(20);
        inbox = new([.. Enumerable.Range(1, 150).Select(i => Step(i - 1, i, Views.At))], 160, false, false);
        messages = [.. Enumerable.Range(1, 150).Select(seq => Views.Message(seq))];
        grains
            .On<IInboxGrain>(nameof(IInboxGrain.ChangesAsync), (_, arguments) =>
                inbox with { Changes = [.. inbox.Changes.Skip((int)((long)arguments[0]! - 10))] })
            .On<ICircleGrain>(nameof(ICircleGrain.WatchAsync), (_, arguments) => Watch((long)arguments[1]!, (int)arguments[2]!, 140));
        var (seen, cursor, answers) = (new List<string>(), Before(20, 40), 0);
        for (var more = true; more; answers++)
        {
            var body = await SyncAsync(cursor);
            var events = Events(body);
            events.Count.ShouldBeInRange(1, 1000);
            seen.AddRange(events.Select(e => $"{e.Type} {e.Data.GetRawText()}"));
            (cursor, more) = (body.GetProperty("next_cursor").GetString()!, body.GetProperty("more").GetBoolean());
        }
        seen.ShouldBeUnique();
        seen.Count.ShouldBe((20 * 100) + 150);
        answers.ShouldBeLessThanOrEqualTo(5);
    }

    [Fact]
    public async Task Step_larger_than_an_answer_is_continued()
    {
        Missed(0, 950);
        var (seen, cursor) = (new List<(string Type, JsonElement Data)>(), Now);
        for (var more = true; more;)
        {
            var body = await SyncAsync(cursor);
            var events = Events(body);
            events.Count.ShouldBeInRange(1, 402);
            seen.AddRange(events.Select(e => (e.Type, e.Data)));
            (cursor, more) = (body.GetProperty("next_cursor").GetString()!, body.GetProperty("more").GetBoolean());
        }
        seen.Where(e => e.Type == "Message").Select(e => e.Data.GetProperty("seq").GetInt64())
            .ShouldBe(Enumerable.Range(1, 950).Select(seq => (long)seq));
        seen.Count(e => e.Type == "MessageRead").ShouldBe(2, "with the end of the step");
        cursor.ShouldBe(new SyncCursor(11, 20, 30, 35, new Dictionary<ulong, CirclePosition> { [Circle] = new(40, 1) }).ToString());
    }

    [Theory]
    [InlineData("inbox"), InlineData("conversation"), InlineData("contacts"), InlineData("feed"), InlineData("companion")]
    [InlineData("circle"), InlineData("circles")]
    public async Task Source_that_fails_keeps_its_position_and_others_are_answered(string source)
    {
        Missed(0, 3);
        contacts = new([new ChangedConnection(Views.Connection(), Views.At)], 21, More: false);
        feed = new([Views.FeedItem(31)], 31);
        xela = new([new CompanionMessageView("msg-xela", 36, true, "hello", Views.At)], 36, More: false);
        circle = new([Views.Activity(41)], 41, More: false, Version: 1);
        Func<string, object?[], object?> fail = (_, _) => throw new TimeoutException();
        _ = source switch
        {
            "inbox" => grains.On<IInboxGrain>(nameof(IInboxGrain.ChangesAsync), fail),
            "conversation" => grains.On<IConversationGrain>(nameof(IConversationGrain.HistoryAsync), fail),
            "contacts" => grains.On<IContactsGrain>(nameof(IContactsGrain.ChangesAsync), fail),
            "feed" => grains.On<IFeedGrain>(nameof(IFeedGrain.ChangesAsync), fail),
            "companion" => grains.On<ICompanionGrain>(nameof(ICompanionGrain.ChangesAsync), fail),
            "circle" => grains.On<ICircleGrain>(nameof(ICircleGrain.WatchAsync), fail),
            _ => grains.On<IUserGrain>(nameof(IUserGrain.GetAsync), fail),
        };
        var body = await SyncAsync(Now);
        body.GetProperty("more").GetBoolean().ShouldBeTrue();
        var ofInbox = source is "inbox" or "conversation";
        var next = new SyncCursor(
            ofInbox ? 10 : 11, source == "contacts" ? 20 : 21, source == "feed" ? 30 : 31, source == "companion" ? 35 : 36,
            new Dictionary<ulong, CirclePosition> { [Circle] = new(source is "circle" or "circles" ? 40 : 41, 1) });
        body.GetProperty("next_cursor").GetString().ShouldBe(next.ToString());
        // Three messages and two read marks; one event of each other source.
        Events(body).Count.ShouldBe(9 - (ofInbox ? 5 : 1));
    }

    [Fact]
    public async Task Sync_fails_when_every_source_fails()
    {
        Func<string, object?[], object?> fail = (_, _) => throw new TimeoutException();
        grains.On<IInboxGrain>(nameof(IInboxGrain.ChangesAsync), fail).On<IContactsGrain>(nameof(IContactsGrain.ChangesAsync), fail)
            .On<IFeedGrain>(nameof(IFeedGrain.ChangesAsync), fail).On<ICompanionGrain>(nameof(ICompanionGrain.ChangesAsync), fail)
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), fail);
        await Should.ThrowAsync<TimeoutException>(() => SyncAsync(Now));
    }

    [Fact]
    public async Task Circles_are_read_16_at_a_time_and_an_outage_ends_the_read()
    {
        Join(100);
        var (release, reading, calls) = (new TaskCompletionSource(), 0, 0);
        var full = new TaskCompletionSource();
        grains.On<ICircleGrain>(nameof(ICircleGrain.WatchAsync), (_, _) => WatchAsync());
        var sync = SyncAsync(Before(100, 40));
        await full.Task;
        Volatile.Read(ref reading).ShouldBe(16);
        release.SetResult();
        var body = await sync;
        // One more for each that ended when the last of the first 16 had not failed yet.
        calls.ShouldBeInRange(16, 31);
        body.GetProperty("more").GetBoolean().ShouldBeTrue();
        SyncCursor.Parse(body.GetProperty("next_cursor").GetString()!)!.Circles.Count.ShouldBe(100);

        async Task<Outcome<CircleWatchView>> WatchAsync()
        {
            Interlocked.Increment(ref calls);
            var now = Interlocked.Increment(ref reading);
            now.ShouldBeLessThanOrEqualTo(16);
            if (now == 16) full.TrySetResult();
            await release.Task;
            Interlocked.Decrement(ref reading);
            throw new TimeoutException();
        }
    }

    private void Join(int count) => grains.On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) =>
        Views.User(key) with { CirclesJoined = [.. Enumerable.Range(1, count).Select(i => $"circle-{i}")] });

    private static string Before(int circles, long seq) => new SyncCursor(10, 20, 30, 35, Enumerable.Range(1, circles)
        .ToDictionary(i => SyncCursor.NameOf($"circle-{i}"), _ => new CirclePosition(seq, 1))).ToString();

    private static CircleWatchView Watch(long after, int limit, int last)
    {
        var missed = Enumerable.Range((int)after + 1, last - (int)after).Take(limit).Select(seq => Views.Activity(seq)).ToImmutableArray();
        return new(missed, last, More: after + missed.Length < last, Version: 1);
    }

    private async Task<JsonElement> SyncAsync(string since)
    {
        var (status, body) = await endpoints.CallAsync("Sync", caller: "user-1", query: $"?since={since}");
        status.ShouldBe(200);
        return body.ShouldHave("events, next_cursor, more, fresh_start");
    }

    /// <summary>A conversation went on from one message to another, and both have read further.</summary>
    private void Missed(long after, long last)
    {
        inbox = new([Step(after, last, Views.At) with { AfterRead = 1, AfterOtherRead = 0 }], 11, More: false, TooFar: false);
        inbox =
            inbox with {
                Changes =
                [inbox.Changes[0] with { Conversation = inbox.Changes[0].Conversation with { ReadUpTo = 4, OtherReadUpTo = 3 } }] };
        messages = [.. Enumerable.Range(1, (int)last).Select(seq => Views.Message(seq))];
    }

    private static InboxChange Step(long after, long last, DateTimeOffset at) =>
        new(Views.Conversation(lastSeq: last) with { ReadUpTo = 0, OtherReadUpTo = 0 }, after, 0, 0, at);

    private static List<(string Type, DateTimeOffset At, JsonElement Data)> Events(JsonElement body) =>
        [.. body.GetProperty("events").EnumerateArray()
            .Select(e => (e.GetProperty("type").GetString()!, e.GetProperty("at").GetDateTimeOffset(), e.GetProperty("data")))];
}
