using XelaConnect.Grains.Relationships;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Relationships;

/// <summary>Talking one to one, one promise at a time.</summary>
public sealed class ConversationTests
{
    private const string Ada = "user-ada", Bo = "user-bo";
    private static readonly Pair Two = Pair.Of(Ada, Bo);
    private readonly RelationshipFixture fixture = new() { Names = { [Ada] = "Ada", [Bo] = "Bo" } };

    [Fact]
    public void Conversation_requires_a_connection()
    {
        Send("s1", Ada).Fault.ShouldBe(ConversationFaults.NotConnected);
        Open(Ada).Fault.ShouldBe(ConversationFaults.NotConnected);
        fixture.Ask(() => fixture.Pair(Two.Key).RequestAsync(new("ask", Ada)));
        Send("s2", Ada).Fault.ShouldBe(ConversationFaults.NotConnected, "a request is no connection");
        fixture.Ask(() => fixture.Pair(Two.Key).AcceptAsync(new("yes", Bo)));
        Send("s3", Ada).IsOk.ShouldBeTrue();
        Send("s4", "user-cy").Fault.ShouldBe(ConversationFaults.NotConnected);
        fixture.Ask(() => fixture.Pair(Two.Key).RemoveAsync(new("end", Bo)));
        Send("s5", Ada).Fault.ShouldBe(ConversationFaults.NotConnected);
        Open(Bo).IsOk.ShouldBeTrue("what was said stays readable");
        fixture.Ask(() => fixture.Pair(Two.Key).BlockAsync(new("block", Bo)));
        Open(Ada).Fault.ShouldBe(ConversationFaults.NotConnected);
        fixture.Ask(() => fixture.Pair(Two.Key).HistoryAsync(Ada, null, null, 5)).Fault.ShouldBe(ConversationFaults.Unknown);
        fixture.Ask(() => fixture.Pair(Two.Key).MarkReadAsync(Ada, null)).Fault.ShouldBe(ConversationFaults.Unknown);
        fixture.Store.Of($"connections.pair/{Two.Key}/messages").Count().ShouldBe(1);
    }

    [Fact]
    public void Repeated_send_returns_the_first_message()
    {
        Connect();
        var first = Send("one", Ada).Value!;
        for (var i = 0; i < 400; i++) Send($"more{i}", i % 2 == 0 ? Ada : Bo).Value!.Seq.ShouldBe(i + 2);
        fixture.ForgetAll();
        var again = Send("one", Ada).Value!;
        (again.Id, again.Seq, again.Content, again.Timestamp).ShouldBe((first.Id, first.Seq, first.Content, first.Timestamp));
        fixture.Store.Of($"connections.pair/{Two.Key}/messages").Count().ShouldBe(401);
    }

    [Fact]
    public void Concurrent_messages_get_seqs_without_gaps()
    {
        Connect();
        var grain = fixture.Pair(Two.Key);
        var sent = Enumerable.Range(0, 100)
            .Select(i => fixture.Call(() => grain.SendAsync(new($"s{i % 80}", i % 2 == 0 ? Ada : Bo, $"{i % 80}")))).ToList();
        fixture.Settle();
        var answers = sent.ConvertAll(s => s.Result.Value!);
        answers.Select(m => m.Seq).Distinct().Order().ShouldBe(Enumerable.Range(1, 80).Select(i => (long)i));
        answers.Select(m => m.Id).Distinct().Count().ShouldBe(80);
    }

    [Fact]
    public void Long_text_of_any_script_round_trips()
    {
        Connect();
        foreach (var text in (string[])[
            new string('x', 4000), string.Concat(Enumerable.Repeat("🌅", 4000)), "<b>&\"'\\ \u2028 \u200d שלום", " "])
            fixture.Ask(() => fixture.Pair(Two.Key).SendAsync(new($"s{text.Length}", Ada, text))).Value!.Content.ShouldBe(text);
        fixture.ForgetAll();
        fixture.Ask(() => fixture.Pair(Two.Key).HistoryAsync(Bo, null, null, 5)).Value[1].Content.Length.ShouldBe(8000);
    }

    [Fact]
    public void Read_mark_only_moves_forward()
    {
        Connect();
        for (var i = 1; i <= 10; i++) Send($"s{i}", i % 2 == 0 ? Ada : Bo);
        Read(Ada, 5).ShouldBe(5);
        Read(Ada, 3).ShouldBe(5);
        Unread(Ada).ShouldBe(2);
        Read(Ada, 5).ShouldBe(5);
        Read(Ada, 99).ShouldBe(10);
        Unread(Ada).ShouldBe(0);
        Unread(Bo).ShouldBe(5);
        Read(Bo, null).ShouldBe(10);
        Send("s11", Ada);
        Unread(Bo).ShouldBe(1);
        Read(Bo, 10).ShouldBe(10, "the same mark again is no other one");
        Read(Bo, null).ShouldBe(11);
        fixture.Store.Of($"connections.pair/{Two.Key}/marks").Count().ShouldBe(4);
    }

    [Fact]
    public void Read_mark_counts_messages_outside_memory()
    {
        Connect();
        for (var i = 1; i <= 90; i++) Send($"s{i}", i % 3 == 0 ? Ada : Bo);
        foreach (var upTo in (int[])[7, 20, 59, 61, 75, 90])
        {
            Read(Ada, upTo).ShouldBe(upTo);
            Unread(Ada).ShouldBe(Enumerable.Range(upTo + 1, 90 - upTo).Count(i => i % 3 != 0));
        }
    }

    [Fact]
    public void Fetched_message_is_marked_delivered()
    {
        Connect();
        for (var i = 1; i <= 6; i++) Send($"s{i}", i % 2 == 0 ? Ada : Bo);
        // Bo wrote the odd ones, of which Ada fetches two; Ada wrote the even ones, of which Bo reads one.
        fixture.Ask(() => fixture.Pair(Two.Key).HistoryAsync(Ada, 0, null, 3));
        Read(Bo, 2);
        fixture.Settle();
        foreach (var (viewer, delivered) in ((string, long[])[])[(Ada, [1, 2, 3]), (Bo, [1, 2, 3, 5]), (Ada, [1, 2, 3, 4, 5, 6])])
        {
            var history = fixture.Ask(() => fixture.Pair(Two.Key).HistoryAsync(viewer, null, null, 50)).Value;
            history.Where(m => m.Read).Select(m => m.Seq).ShouldBe([2]);
            history.Where(m => m.Delivered).Select(m => m.Seq).ShouldBe(delivered);
            fixture.Settle();
        }
        fixture.Notifications[Ada].Where(e => e.Message is not null).Select(e => e.Message!.Message.Seq).ShouldBe([1, 2, 3, 4, 5, 6]);
        fixture.Notifications[Bo].Where(e => e.Read is not null).ShouldHaveSingleItem().Read!.UpToSeq.ShouldBe(2);
    }

    [Fact]
    public void Invisible_receiver_leaves_no_delivered_mark()
    {
        Connect();
        for (var i = 1; i <= 3; i++) Send($"s{i}", Ada);
        fixture.Invisible.Add(Bo);
        fixture.Ask(async () => { await fixture.Pair(Two.Key).MarkDeliveredAsync(Bo, 3); return Done.Instance; });
        fixture.Ask(() => fixture.Pair(Two.Key).HistoryAsync(Bo, 0, null, 10)).Value.Length.ShouldBe(3);
        fixture.Settle();
        ConversationRules.DeliveredUpTo(fixture.PairState(Two.Key), Bo).ShouldBe(0);
        fixture.Notifications[Ada].ShouldNotContain(e => e.Delivered != null);

        Read(Bo, 1).ShouldBe(1);
        ConversationRules.DeliveredUpTo(fixture.PairState(Two.Key), Bo).ShouldBe(1);
        fixture.Invisible.Clear();
        fixture.Ask(async () => { await fixture.Pair(Two.Key).MarkDeliveredAsync(Bo, 3); return Done.Instance; });
        ConversationRules.DeliveredUpTo(fixture.PairState(Two.Key), Bo).ShouldBe(3);
    }

    [Fact]
    public void Delivered_mark_is_limited_to_the_end()
    {
        Connect();
        Send("s1", Bo);
        foreach (var (who, upTo) in ((string, long)[])[(Ada, 99), (Ada, 99), ("user-cy", 1), (Ada, -1)])
            fixture.Ask(async () => { await fixture.Pair(Two.Key).MarkDeliveredAsync(who, upTo); return Done.Instance; });
        ConversationRules.DeliveredUpTo(fixture.PairState(Two.Key), Ada).ShouldBe(1);
        ConversationRules.DeliveredUpTo(fixture.PairState(Two.Key), Bo).ShouldBe(0);
    }

    [Fact]
    public void Busy_conversation_writes_one_inbox_row_per_interval()
    {
        Connect();
        Open(Ada);
        fixture.Settle();
        var before = fixture.Store.Of($"conversations.inbox/{Bo}").Count();
        for (var i = 1; i <= 20; i++)
        {
            Send($"s{i}", Ada);
            var page = fixture.Ask(() => fixture.Inbox(Bo).ListAsync(null, 5)).Value!;
            (page.Unread, page.Conversations[0].LastSeq).ShouldBe((i, i));
        }
        fixture.Store.Of($"conversations.inbox/{Bo}").Count().ShouldBe(before);
        fixture.Settle();
        fixture.Store.Of($"conversations.inbox/{Bo}").Count().ShouldBe(before + 1);
    }

    [Fact]
    public void Newest_messages_begin_with_the_first_unread_one()
    {
        Connect();
        Newest(Ada).ShouldBeEmpty();
        Send("s1", Ada);
        Newest(Ada).ShouldBe([1], "the last");
        Newest(Bo).ShouldBe([1]);
        for (var i = 2; i <= 6; i++) Send($"s{i}", i % 2 == 0 ? Bo : Ada);
        Newest(Ada).ShouldBe([2, 3, 4, 5, 6]);
        Newest(Bo).ShouldBe([1, 2, 3, 4, 5, 6]);
        Read(Ada, 4);
        Newest(Ada).ShouldBe([6]);
        Read(Bo, null);
        Newest(Bo).ShouldBe([6]);
        for (var i = 7; i <= 50; i++) Send($"s{i}", Bo);
        Newest(Ada).ShouldBe(Enumerable.Range(31, 20).Select(i => (long)i), "no more than the limit");
        Newest("user-cy").ShouldBeEmpty();
        fixture.Ask(() => fixture.Pair(Two.Key).BlockAsync(new("block", Bo)));
        Newest(Ada).ShouldBeEmpty();
    }

    private IEnumerable<long> Newest(string who) =>
        fixture.Ask(() => fixture.Pair(Two.Key).NewestAsync(who, 20)).Select(m => m.Seq);

    private void Connect()
    {
        fixture.Ask(() => fixture.Pair(Two.Key).RequestAsync(new("ask", Ada)));
        fixture.Ask(() => fixture.Pair(Two.Key).RequestAsync(new("ask too", Bo)));
    }

    private Outcome<MessageView> Send(string op, string from) =>
        fixture.Ask(() => fixture.Pair(Two.Key).SendAsync(new(op, from, $"text of {op}")));

    private Outcome<ConversationView> Open(string who) =>
        fixture.Ask(() => fixture.Pair(Two.Key).OpenAsync(new($"open/{who}/{fixture.Store.Rows.Count}", who)));

    private long Read(string who, long? upTo) => fixture.Ask(() => fixture.Pair(Two.Key).MarkReadAsync(who, upTo)).Value!.UpToSeq;

    private long Unread(string who) => fixture.Ask(() => fixture.Pair(Two.Key).GetAsync(who)).Value!.Unread;
}
