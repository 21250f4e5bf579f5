using XelaConnect.EventSourcing;
using XelaConnect.Grains.Relationships;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Tests.Relationships;

/// <summary>
/// The expected relation of two people after a <see cref="RandomHistory"/>, derived from their journal and actions without the rules.
/// </summary>
internal sealed class RelationshipOracle
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    private readonly List<(DateTimeOffset At, bool CanWrite)> turns = [(DateTimeOffset.MinValue, false)];

    public RelationshipOracle(RandomHistory history, Pair pair)
    {
        Pair = pair;
        Steps = history.Steps.Where(d => d.Pair == pair).ToList();
        var byOp = Steps.GroupBy(d => d.Op).ToDictionary(g => g.Key, g => g.First());
        foreach (var row in history.Fixture.Store.Of($"connections.pair/{pair.Key}"))
            Take(PairJournal.Pair.Events.Decode(row.Type, row.Payload), row.At, row.Op is null ? null : byOp[row.Op]);
        foreach (var row in history.Fixture.Store.Of($"connections.pair/{pair.Key}/messages")) Take(row, byOp[row.Op!]);
        foreach (var row in history.Fixture.Store.Of($"connections.pair/{pair.Key}/marks"))
            Take((MarksMoved)PairJournal.Pair.Events.Decode(row.Type, row.Payload));
    }

    public Pair Pair { get; }

    /// <summary>What the two did.</summary>
    public IReadOnlyList<HistoryStep> Steps { get; }

    public string? Status { get; private set; }
    public string? AskedBy { get; private set; }
    public HashSet<string> Blocking { get; } = new(StringComparer.Ordinal);
    public bool IsOpen { get; private set; }

    /// <summary>When a request was last declined.</summary>
    public DateTimeOffset? LastDeclined { get; private set; }

    /// <summary>When a request of each was last declined, if they were not connected since.</summary>
    public Dictionary<string, DateTimeOffset> Declined { get; } = new(StringComparer.Ordinal);
    public DateTimeOffset ChangedAt { get; private set; }

    public bool IsConnected => Status == ConnectionStatuses.Accepted && Blocking.Count == 0;

    /// <summary>How often each was asked, and how often each heard a yes.</summary>
    public Dictionary<string, int> Asked { get; } = new(StringComparer.Ordinal);
    public Dictionary<string, int> NotifiedAcceptances { get; } = new(StringComparer.Ordinal);

    public List<(string Sender, MessageSent Sent)> Messages { get; } = [];

    public Marks Marks { get; private set; } = Marks.None;

    public int Requests { get; private set; }
    public int Blocks { get; private set; }

    public long ReadUpTo(string userId) => userId == Pair.Low ? Marks.ReadLow : Marks.ReadHigh;

    public long DeliveredUpTo(string userId) => userId == Pair.Low ? Marks.DeliveredLow : Marks.DeliveredHigh;

    /// <summary>Counted one by one.</summary>
    public long Unread(string userId) => Messages.Skip((int)ReadUpTo(userId)).Count(m => m.Sender != userId);

    private void Take(PairEvent happened, DateTimeOffset at, HistoryStep? cause)
    {
        switch (happened)
        {
            case ConnectionRequested e:
                cause.ShouldNotBeNull().Action.ShouldBe(HistoryAction.Request);
                cause.By.ShouldBe(e.FromId);
                Status.ShouldNotBe(ConnectionStatuses.Pending, "one request waits at most");
                Status.ShouldNotBe(ConnectionStatuses.Accepted, "the connected are not asked");
                Blocking.ShouldNotContain(e.FromId, "a blocker cannot request the blocked person");
                if (Declined.TryGetValue(e.FromId, out var declined))
                    (at - declined).ShouldBeGreaterThanOrEqualTo(Month, "a declined person waits");
                (Status, AskedBy) = (ConnectionStatuses.Pending, e.FromId);
                Requests++;
                Count(Asked, Pair.Other(e.FromId));
                break;
            case ConnectionAccepted:
                Status.ShouldBe(ConnectionStatuses.Pending);
                cause.ShouldNotBeNull().Action.ShouldBeOneOf(HistoryAction.Accept, HistoryAction.Request);
                cause.By.ShouldBe(Pair.Other(AskedBy!), "the one who was asked says yes, or asks too");
                Blocking.ShouldBeEmpty();
                Status = ConnectionStatuses.Accepted;
                Declined.Clear();
                Count(NotifiedAcceptances, AskedBy!);
                break;
            case ConnectionDeclined:
                Status.ShouldBe(ConnectionStatuses.Pending);
                cause.ShouldNotBeNull().Action.ShouldBeOneOf(HistoryAction.Decline, HistoryAction.Remove);
                cause.By.ShouldBe(Pair.Other(AskedBy!));
                Status = ConnectionStatuses.Declined;
                Declined[AskedBy!] = at;
                LastDeclined = at;
                break;
            case ConnectionRemoved:
                cause.ShouldNotBeNull().Action.ShouldBe(HistoryAction.Remove);
                if (Status != ConnectionStatuses.Accepted) (Status, AskedBy).ShouldBe((ConnectionStatuses.Pending, cause.By));
                Status = ConnectionStatuses.Removed;
                break;
            case PersonBlocked e:
                cause.ShouldNotBeNull().Action.ShouldBe(HistoryAction.Block);
                cause.By.ShouldBe(e.ById);
                Blocking.Add(e.ById).ShouldBeTrue("a person is blocked once");
                if (Status is not null) Status = ConnectionStatuses.Removed;
                Blocks++;
                break;
            case PersonUnblocked e:
                cause.ShouldNotBeNull().Action.ShouldBe(HistoryAction.Unblock);
                Blocking.Remove(cause.By).ShouldBeTrue();
                cause.By.ShouldBe(e.ById);
                break;
            case ConversationOpened:
                IsOpen.ShouldBeFalse("a conversation is opened once");
                IsConnected.ShouldBeTrue();
                IsOpen = true;
                break;
            default: throw new InvalidOperationException($"A pair's main stream holds {happened}.");
        }
        if (happened is not ConversationOpened) ChangedAt = at;
        turns.Add((at, IsConnected));
    }

    private void Take(JournalRow row, HistoryStep cause)
    {
        var sent = (MessageSent)PairJournal.Pair.Events.Decode(row.Type, row.Payload);
        row.Seq.ShouldBe(Messages.Count + 1, "messages have no holes");
        (cause.Action, cause.By, cause.Text).ShouldBe((HistoryAction.Send, sent.SenderId, sent.Content));
        // Within one millisecond the rows do not say what was first.
        var before = turns.FindLastIndex(t => t.At < row.At);
        turns.Skip(before).TakeWhile(t => t.At <= row.At).ShouldContain(t => t.CanWrite, "only the connected write");
        Messages.Add((sent.SenderId, sent));
        sent.LowCount.ShouldBe(Messages.Count(m => m.Sender == Pair.Low));
        sent.HighCount.ShouldBe(Messages.Count(m => m.Sender == Pair.High));
    }

    private void Take(MarksMoved moved)
    {
        var now = moved.Marks;
        foreach (var (earlier, later) in ((long, long)[])[
            (Marks.ReadLow, now.ReadLow), (Marks.ReadHigh, now.ReadHigh), (Marks.DeliveredLow, now.DeliveredLow),
            (Marks.DeliveredHigh, now.DeliveredHigh)])
        {
            later.ShouldBeGreaterThanOrEqualTo(earlier, "marks only go forward");
            later.ShouldBeLessThanOrEqualTo(Messages.Count, "and not beyond the end");
        }
        now.ShouldNotBe(Marks, "each step moves one");
        Marks = now;
    }

    private static void Count(Dictionary<string, int> counts, string userId) => counts[userId] = counts.GetValueOrDefault(userId) + 1;
}
