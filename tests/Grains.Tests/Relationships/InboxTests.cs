using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Relationships;

/// <summary>One person's inbox under changes in any order.</summary>
public sealed class InboxTests
{
    private const string Ada = "user-ada";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Inbox_converges_to_the_latest_versions()
    {
        for (var seed = 1; seed <= 1000; seed++)
        {
            var random = new Random(seed);
            var fixture = new RelationshipFixture();
            var sent = new List<(ConversationView View, bool Durable)>();
            var (last, durable) = (new Dictionary<string, ConversationView>(), new Dictionary<string, ConversationView>());
            for (var c = 0; c < random.Next(1, 6); c++)
                for (var version = 1; version <= random.Next(1, 6); version++)
                    sent.Add(
                        (View(c, version, minute: random.Next(1, 9), unread: random.Next(0, 4), hidden: random.Next(5) == 0),
                        random.Next(2) == 0));
            var order = sent.Concat(sent.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(order);
            foreach (var (view, put) in order)
            {
                if (put)
                    fixture.Ask(() => fixture.Inbox(Ada).PutAsync(new PutConversation($"{view.Id}/{view.Version}", view)))
                        .IsOk.ShouldBeTrue();
                else Note(fixture, view);
                Keep(last, view);
                if (put) Keep(durable, view);
            }
            ShouldList(fixture, last, seed);
            fixture.ForgetAll();
            ShouldList(fixture, durable, seed);
        }

        static void Keep(Dictionary<string, ConversationView> known, ConversationView view)
        {
            if (!known.TryGetValue(view.Id, out var before) || before.Version < view.Version) known[view.Id] = view;
        }
    }

    [Fact]
    public void Inbox_pages_stay_consistent_under_moves()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var fixture = new RelationshipFixture();
            for (var c = 0; c < 30; c++) Note(fixture, View(c, 1, minute: c / 3, unread: 1));
            var (hidden, seen, cursor) = (new HashSet<string>(), new List<string>(), (string?)null);
            do
            {
                var page = fixture.Ask(() => fixture.Inbox(Ada).ListAsync(cursor, random.Next(1, 7))).Value!;
                seen.AddRange(page.Conversations.Select(c => c.Id));
                cursor = page.NextCursor;
                var other = View(random.Next(36), 2 + seen.Count, minute: 100 + seen.Count, unread: 0, hidden: random.Next(4) == 0);
                if (other.IsHidden) hidden.Add(other.Id);
                Note(fixture, other);
            }
            while (cursor is not null);
            seen.ShouldBeUnique();
            Enumerable.Range(0, 30).Select(c => View(c, 1, 0, 0).Id).Except(hidden).Except(seen).ShouldBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public void Conversation_moved_while_paging_comes_first_next()
    {
        var fixture = new RelationshipFixture();
        for (var c = 0; c < 6; c++) Note(fixture, View(c, 1, minute: c, unread: 1));
        var first = Page(fixture, null, 2);
        Note(fixture, View(0, 2, minute: 10, unread: 2));
        Note(fixture, View(5, 2, minute: 11, unread: 2));
        Note(fixture, View(1, 2, minute: 12, unread: 2));
        var second = Page(fixture, first.NextCursor, 3);
        Note(fixture, View(0, 3, minute: 13, unread: 2));
        var third = Page(fixture, second.NextCursor, 3);

        first.Conversations.Select(c => c.Id).ShouldBe([Id(5), Id(4)]);
        second.Conversations.Select(c => c.Id).ShouldBe([Id(1), Id(0), Id(3)], "5 was shown before it moved");
        third.Conversations.Select(c => c.Id).ShouldBe([Id(2)]);
        third.NextCursor.ShouldBeNull();
        Page(fixture, first.NextCursor, 3).Conversations.Select(c => c.Id).ShouldBe([Id(0), Id(1), Id(3)], "the same page again");
    }

    [Fact]
    public void Evicted_paging_state_skips_nothing()
    {
        var fixture = new RelationshipFixture();
        for (var c = 0; c < 6; c++)
            fixture.Ask(() => fixture.Inbox(Ada).PutAsync(new PutConversation($"{c}", View(c, 1, minute: c, unread: 1))));
        var first = Page(fixture, null, 2);
        fixture.Ask(() => fixture.Inbox(Ada).PutAsync(new PutConversation("moved", View(0, 2, minute: 10, unread: 2))));
        fixture.ForgetAll();
        var rest = Page(fixture, first.NextCursor, 10).Conversations.Select(c => c.Id).ToList();
        rest.ShouldBe([Id(0), Id(3), Id(2), Id(1)]);
        // A cursor that an earlier version gave out goes on as it did.
        Page(fixture, new TimeCursor(Start.AddMinutes(3), Id(3)).ToString(), 10).Conversations.Select(c => c.Id).ShouldBe([Id(2), Id(1)]);
    }

    private static string Id(int c) => View(c, 1, 0, 0).Id;

    private static InboxPage Page(RelationshipFixture fixture, string? cursor, int limit) =>
        fixture.Ask(() => fixture.Inbox(Ada).ListAsync(cursor, limit)).Value!;

    [Fact]
    public void Malformed_inbox_cursor_is_rejected()
    {
        var fixture = new RelationshipFixture();
        for (var c = 0; c < 3; c++) Note(fixture, View(c, 1, minute: c, unread: 1));
        foreach (var bad in (string[])[
            "nonsense", ".", "1", "-1.x", "99999999999999999999.x", "p", "p~~~", "p1~2~3.x", "p1~-2~3.x~4.y", "p1~2~3.x~y",
            "p1~2~3.x~4.y~5.z"])
            fixture.Ask(() => fixture.Inbox(Ada).ListAsync(bad, 5)).Fault.ShouldBe(XelaConnect.Page.BadCursor, bad);
        var end = fixture.Ask(() => fixture.Inbox(Ada).ListAsync(new TimeCursor(Start.AddDays(-1), "conversation-x").ToString(), 5)).Value!;
        (end.Conversations.Length, end.NextCursor, end.Unread).ShouldBe((0, null, 3));
        fixture.Ask(() => fixture.Inbox(Ada).ListAsync(null, 3)).Value!.NextCursor.ShouldBeNull("there is nothing after the last");
        fixture.Ask(() => fixture.Inbox("user-new").ListAsync("5.x", 3)).Value!.Conversations.ShouldBeEmpty();
    }

    [Fact]
    public void Cached_change_is_stored_before_a_position_is_given()
    {
        var fixture = new RelationshipFixture();
        for (var c = 0; c < 3; c++) Note(fixture, View(c, 1, minute: c, unread: 1));
        var changes = fixture.Ask(() => fixture.Inbox(Ada).ChangesAsync(0, 10));
        (changes.Changes.Length, changes.Seq).ShouldBe((3, 3));
        fixture.ForgetAll();
        fixture.Ask(() => fixture.Inbox(Ada).ChangesAsync(3, 10)).Changes.ShouldBeEmpty();
        fixture.Ask(() => fixture.Inbox(Ada).ListAsync(null, 10)).Value!.Conversations.Length.ShouldBe(3);
    }

    [Fact]
    public void Change_has_the_previous_position_of_the_conversation()
    {
        var fixture = new RelationshipFixture();
        Note(fixture, View(1, 5, minute: 1, unread: 2) with { ReadUpTo = 1, OtherReadUpTo = 2 });
        var first = fixture.Ask(() => fixture.Inbox(Ada).ChangesAsync(0, 10)).Changes.ShouldHaveSingleItem();
        (first.AfterSeq, first.AfterRead, first.AfterOtherRead).ShouldBe((0, 0, 0));
        Note(fixture, View(1, 6, minute: 2, unread: 2) with { ReadUpTo = 4, OtherReadUpTo = 2 });
        Note(fixture, View(1, 8, minute: 3, unread: 0) with { ReadUpTo = 8, OtherReadUpTo = 3 });
        var second = fixture.Ask(() => fixture.Inbox(Ada).ChangesAsync(1, 10))
            .Changes.ShouldHaveSingleItem("two cached moves are one change");
        (second.AfterSeq, second.AfterRead, second.AfterOtherRead, second.Conversation.LastSeq).ShouldBe((5, 1, 2, 8));
    }

    [Fact]
    public void Position_too_old_or_too_new_resets()
    {
        var fixture = new RelationshipFixture();
        Note(fixture, View(1, 1, minute: 1, unread: 0));
        var ahead = fixture.Ask(() => fixture.Inbox(Ada).ChangesAsync(2, 10));
        (ahead.TooFar, ahead.Seq, ahead.Changes.Length).ShouldBe((true, 1, 0));
        fixture.Ask(() => fixture.Inbox(Ada).ChangesAsync(1, 10)).TooFar.ShouldBeFalse();
        var inbox = fixture.Inbox(Ada);
        for (var version = 2; version <= 5002; version++)
        {
            var view = View(1, version, minute: 1, unread: 0);
            _ = fixture.Call(() => inbox.PutAsync(new PutConversation($"{view.Id}/{view.Version}", view)));
        }
        fixture.Settle();
        foreach (var (after, tooFar) in ((long, bool)[])[(0, true), (1, true), (2, false), (5002, false), (5003, true)])
        {
            var changes = fixture.Ask(() => fixture.Inbox(Ada).ChangesAsync(after, 1));
            changes.TooFar.ShouldBe(tooFar, $"after {after}");
            if (tooFar) changes.Seq.ShouldBe(5002);
        }
    }

    private static void ShouldList(RelationshipFixture fixture, Dictionary<string, ConversationView> known, int seed)
    {
        var shown = known.Values.Where(c => !c.IsHidden).OrderByDescending(c => c.LastAt)
            .ThenByDescending(c => c.Id, StringComparer.Ordinal).ToList();
        var page = fixture.Ask(() => fixture.Inbox(Ada).ListAsync(null, 100)).Value!;
        page.Conversations.AsEnumerable().ShouldBe(shown, $"seed {seed}");
        page.Unread.ShouldBe(shown.Sum(c => c.Unread), $"seed {seed}");
    }

    private static void Note(RelationshipFixture fixture, ConversationView view) => fixture.Ask(async () =>
    {
        await fixture.Inbox(Ada).CacheAsync(view);
        return Done.Instance;
    });

    /// <summary>A conversation that has as many messages as its version says.</summary>
    private static ConversationView View(int conversation, int version, int minute, long unread, bool hidden = false)
    {
        var at = Start.AddMinutes(minute);
        return new ConversationView(
            $"conversation-{conversation:d2}", $"user-{conversation:d2}", Start,
            new MessageView($"msg-{version}", version, Ada, "hello", at, Read: false, Delivered: false),
            unread, ReadUpTo: 0, OtherReadUpTo: 0, hidden, version);
    }
}
