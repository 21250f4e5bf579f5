using System.Collections.Immutable;
using XelaConnect.Grains.Relationships;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Relationships;

/// <summary>
/// What must hold of messages, marks and inboxes however people talk, messages come and processes end. A failing run names its seed.
/// </summary>
public sealed class ConversationPropertyTests
{
    private const int Runs = 400;

    [Fact]
    public void Random_histories_keep_messages_once_in_order()
    {
        var (messages, long30, marks, steps, hidden, unread) = (0, 0, 0, 0, 0, 0L);
        for (var seed = 1; seed <= Runs; seed++)
        {
            try
            {
                var history = new RandomHistory(seed, HistoryKind.Talking, steps: seed % 10 == 0 ? 500 : 80 + (seed % 5 * 40));
                var pairs = RandomHistory.Pairs.Select(pair => new RelationshipOracle(history, pair)).ToList();
                foreach (var pair in pairs) CheckConversation(history, pair, new Random(seed));
                foreach (var userId in RandomHistory.People) CheckInbox(history, pairs, userId, new Random(seed));
                var before = ConnectionPropertyTests.Everything(history.Fixture);
                history.Fixture.ForgetAll();
                ConnectionPropertyTests.Everything(history.Fixture).ShouldBe(before, "after a reload the state is as it was in memory");
                // State in memory is rebuilt from stored events: the lists are the same.
                foreach (var userId in RandomHistory.People) CheckInbox(history, pairs, userId, new Random(seed));
                messages += pairs.Sum(p => p.Messages.Count);
                long30 += pairs.Count(p => p.Messages.Count > PairState.RecentCount);
                marks += pairs.Count(p => p.Marks.ReadLow > 0 && p.Marks.ReadHigh > 0);
                hidden += pairs.Count(p => p.IsOpen && p.Blocking.Count > 0);
                unread += pairs.Sum(p => p.Unread(p.Pair.Low) + p.Unread(p.Pair.High));
                steps += history.Followers.Values.Sum(f => f.Steps);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"The history of seed {seed} breaks a promise: {e.Message}", e);
            }
        }
        // The runs reach what they are about.
        messages.ShouldBeGreaterThan(10 * Runs);
        long30.ShouldBeGreaterThan(Runs / 50);
        marks.ShouldBeGreaterThan(Runs / 4);
        hidden.ShouldBeGreaterThan(Runs / 10);
        unread.ShouldBeGreaterThan(Runs);
        steps.ShouldBeGreaterThan(3 * Runs);
    }

    private static void CheckConversation(RandomHistory history, RelationshipOracle pair, Random random)
    {
        var fixture = history.Fixture;
        var (low, high) = (pair.Pair.Low, pair.Pair.High);
        var state = fixture.PairState(pair.Pair.Key);
        foreach (var userId in (string[])[low, high])
        {
            ConversationRules.Unread(state, userId).ShouldBe(pair.Unread(userId), "unread is what is counted after the mark");
            ConversationRules.ReadUpTo(state, userId).ShouldBe(pair.ReadUpTo(userId));
            (userId == low ? state.Marks.CountLow : state.Marks.CountHigh)
                .ShouldBe(pair.Messages.Take((int)pair.ReadUpTo(userId)).Count(m => m.Sender != userId));
            pair.DeliveredUpTo(userId).ShouldBeGreaterThanOrEqualTo(pair.ReadUpTo(userId), "what is read was delivered");
        }
        foreach (var read in pair.Steps.Where(d => d.Action == HistoryAction.Read))
            if (read.Value<MarkView>() is { } mark)
            {
                (mark.UserId, mark.ConversationId).ShouldBe((read.By, pair.Pair.ConversationId));
                pair.ReadUpTo(read.By).ShouldBeGreaterThanOrEqualTo(mark.UpToSeq, "a mark that was answered stays");
                if (read.UpTo is { } asked && asked <= pair.Messages.Count) mark.UpToSeq.ShouldBeLessThanOrEqualTo(pair.ReadUpTo(read.By));
            }

        var canRead = pair.IsOpen && pair.Blocking.Count == 0;
        var views = Enumerable.Range(1, pair.Messages.Count).Select(seq => Expected(pair, seq)).ToImmutableArray();
        for (var i = 0; i < 8; i++)
        {
            var viewer = random.Next(2) == 0 ? low : high;
            long? after = random.Next(3) == 0 ? random.Next(0, views.Length + 3) : null;
            long? before = after is null && random.Next(2) == 0 ? random.Next(0, views.Length + 3) : null;
            var limit = random.Next(1, 50);
            var messages = fixture.Ask(() => fixture.Pair(pair.Pair.Key).HistoryAsync(viewer, after, before, limit));
            messages.IsOk.ShouldBe(canRead);
            if (!canRead) continue;
            var expected = after is not null
                ? views.Where(m => m.Seq > after).Take(limit)
                : views.Where(m => m.Seq < (before ?? long.MaxValue)).TakeLast(limit);
            messages.Value.Select(m => m with { Delivered = false })
                .ShouldBe(expected.Select(m => m with { Delivered = false }), $"after {after}, before {before}, {limit}");
            // Fetched messages are delivered: from now on the other person sees it.
            fixture.Settle();
            var newest = messages.Value.LastOrDefault(m => m.SenderId != viewer)?.Seq ?? 0;
            ConversationRules.DeliveredUpTo(fixture.PairState(pair.Pair.Key), viewer).ShouldBeGreaterThanOrEqualTo(newest);
        }
        var stranger = RandomHistory.People.Single(p => !pair.Pair.Has(p));
        fixture.Ask(() => fixture.Pair(pair.Pair.Key).HistoryAsync(stranger, null, null, 5)).Fault.ShouldBe(ConversationFaults.Unknown);
        fixture.Ask(() => fixture.Pair(pair.Pair.Key).GetAsync(stranger)).Fault.ShouldBe(ConversationFaults.Unknown);
        fixture.Ask(() => fixture.Pair(pair.Pair.Key).GetAsync(low)).IsOk.ShouldBe(canRead);
    }

    private static MessageView Expected(RelationshipOracle pair, int seq)
    {
        var (sender, sent) = pair.Messages[seq - 1];
        var receiver = pair.Pair.Other(sender);
        return new MessageView(
            sent.Id, seq, sender, sent.Content, AtOf(sent.Id), seq <= pair.ReadUpTo(receiver), seq <= pair.DeliveredUpTo(receiver));
    }

    /// <summary>A message's id begins with when it was sent.</summary>
    private static DateTimeOffset AtOf(string id) => DateTimeOffset.FromUnixTimeMilliseconds(
        long.Parse(id["msg-".Length..].Replace("-", "", StringComparison.Ordinal)[..12],
            System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture));

    private static void CheckInbox(RandomHistory history, List<RelationshipOracle> pairs, string userId, Random random)
    {
        var fixture = history.Fixture;
        var mine = pairs.Where(p => p.Pair.Has(userId)).ToList();
        var shown = mine.Where(p => p.IsOpen && p.Blocking.Count == 0)
            .Select(p => ConversationRules.ViewOf(fixture.PairState(p.Pair.Key), userId))
            .OrderByDescending(c => c.LastAt).ThenByDescending(c => c.Id, StringComparer.Ordinal).ToList();
        var (listed, cursor) = (new List<ConversationView>(), (string?)null);
        do
        {
            var page = fixture.Ask(() => fixture.Inbox(userId).ListAsync(cursor, random.Next(1, 4))).Value!;
            page.Unread.ShouldBe(mine.Where(p => p.IsOpen && p.Blocking.Count == 0).Sum(p => p.Unread(userId)), "unread in all is the sum");
            listed.AddRange(page.Conversations);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        listed.ShouldBe(shown, $"the inbox of {userId}");

        // A follower knows the state of each conversation, hidden ones too, and received every message once.
        var follower = history.Followers[userId];
        foreach (var pair in mine.Where(p => p.IsOpen))
        {
            var known = follower.Known[pair.Pair.ConversationId];
            (known.LastSeq, known.IsHidden).ShouldBe((pair.Messages.Count, pair.Blocking.Count > 0));
            known.ReadUpTo.ShouldBe(pair.ReadUpTo(userId));
        }
        // From any earlier position, exactly the later changes are returned.
        var last = fixture.Ask(() => fixture.Inbox(userId).ChangesAsync(long.MaxValue, 1));
        (last.TooFar, last.Changes.Length).ShouldBe((true, 0));
        var all = fixture.Ask(() => fixture.Inbox(userId).ChangesAsync(0, 10_000));
        (all.Seq, all.More, all.Changes.Length).ShouldBe((last.Seq, false, (int)last.Seq));
        var from = random.Next(0, (int)last.Seq + 1);
        var (sent, position, more) = (new List<InboxChange>(), (long)from, true);
        while (more)
        {
            var changes = fixture.Ask(() => fixture.Inbox(userId).ChangesAsync(position, random.Next(1, 5)));
            sent.AddRange(changes.Changes);
            (position, more) = (changes.Seq, changes.More);
        }
        position.ShouldBe(last.Seq);
        sent.ShouldBe(all.Changes.Skip(from));
    }
}
