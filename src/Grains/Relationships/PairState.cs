using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

/// <summary>Everything between two people: how they stand to each other, and what they say.</summary>
internal sealed record PairState(string Key)
{
    /// <summary>The main stream: connection, blocks, and that the conversation was opened.</summary>
    public const int Main = 0;

    /// <summary>What was said: a message's seq is its place in this stream.</summary>
    public const int Messages = 1;

    /// <summary>How far each has read and received; each event holds all marks, so that the last one is enough.</summary>
    public const int MarkMoves = 2;

    /// <summary>How many messages the grain keeps at hand.</summary>
    public const int RecentCount = 30;

    [JsonIgnore]
    public Pair Pair { get; } = Pair.OfKey(Key);

    /// <summary>Rises with every event of the main stream.</summary>
    public long Version { get; init; }

    /// <summary>One of <see cref="ConnectionStatuses"/>; null before anyone ever asked.</summary>
    public string? Status { get; init; }
    public string AskedById { get; init; } = "";
    public string AskedByName { get; init; } = "";
    public string AskedName { get; init; } = "";
    public int Score { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When, and as which event of the main stream, connection or blocks last changed.</summary>
    public DateTimeOffset ChangedAt { get; init; }
    public long RelationVersion { get; init; }

    /// <summary>When a request of the one was last declined, or null; neither a block nor its end changes it, a connection does.</summary>
    public DateTimeOffset? DeclinedLow { get; init; }
    public DateTimeOffset? DeclinedHigh { get; init; }

    /// <summary>Since when the one blocks the other, or null.</summary>
    public DateTimeOffset? BlockedByLow { get; init; }
    public DateTimeOffset? BlockedByHigh { get; init; }

    /// <summary>When the conversation was opened, or null.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>The last messages, ascending; replayed, never part of a snapshot.</summary>
    [JsonIgnore]
    public ImmutableArray<StoredMessage> Recent { get; init; } = [];

    /// <summary>How far each has come; replayed, never part of a snapshot.</summary>
    [JsonIgnore]
    public Marks Marks { get; init; } = Marks.None;

    /// <summary>How many times a mark moved.</summary>
    [JsonIgnore]
    public long MarksSeq { get; init; }

    [JsonIgnore]
    public StoredMessage? Last => Recent.IsEmpty ? null : Recent[^1];

    /// <summary>The seq of the last message, which is also how many there were.</summary>
    [JsonIgnore]
    public long LastSeq => Last?.Seq ?? 0;

    [JsonIgnore]
    public bool IsBlocked => BlockedByLow is not null || BlockedByHigh is not null;

    /// <summary>Whether one of the two blocks the other.</summary>
    public bool Blocks(string userId) => (userId == Pair.Low ? BlockedByLow : BlockedByHigh) is not null;

    [JsonIgnore]
    public bool IsConnected => Status == ConnectionStatuses.Accepted && !IsBlocked;

    /// <summary>Whether the two may read what was said.</summary>
    [JsonIgnore]
    public bool IsReadable => OpenedAt is not null && !IsBlocked;

    public static PairState Apply(PairState pair, EventEnvelope<PairEvent> recorded) => recorded.Event switch
    {
        MessageSent e => pair with { Recent = pair.Recent.With(new StoredMessage(recorded.Seq, e.Id, e.SenderId, e.Content, recorded.At, e.LowCount, e.HighCount), RecentCount) },
        MarksMoved e => pair with { Marks = e.Marks, MarksSeq = recorded.Seq },
        ConversationOpened => pair with { OpenedAt = recorded.At, Version = recorded.Seq },
        _ => Related(pair, recorded) with { Version = recorded.Seq, RelationVersion = recorded.Seq, ChangedAt = recorded.At },
    };

    private static PairState Related(PairState pair, EventEnvelope<PairEvent> recorded) => recorded.Event switch
    {
        ConnectionRequested e => pair with
        {
            Status = ConnectionStatuses.Pending, AskedById = e.FromId, AskedByName = e.FromName, AskedName = e.ToName, Score = e.Score,
            AskedAt = recorded.At, AcceptedAt = null,
        },
        ConnectionAccepted => pair with { Status = ConnectionStatuses.Accepted, AcceptedAt = recorded.At, DeclinedLow = null, DeclinedHigh = null },
        ConnectionDeclined => Declined(pair, recorded.At) with { Status = ConnectionStatuses.Declined },
        ConnectionRemoved => pair with { Status = ConnectionStatuses.Removed, AcceptedAt = null },
        PersonBlocked e => Blocked(pair, e.ById, recorded.At) with { Status = pair.Status is null ? null : ConnectionStatuses.Removed, AcceptedAt = null },
        PersonUnblocked e => Blocked(pair, e.ById, null),
        _ => throw new InvalidDataException($"A pair does not know the event {recorded.Event.GetType().Name}."),
    };

    /// <summary>When a request of one of the two was last declined. A snapshot of an earlier version knows it of the last request alone.</summary>
    public DateTimeOffset? DeclinedAt(string userId) =>
        (userId == Pair.Low ? DeclinedLow : DeclinedHigh) ?? (Status == ConnectionStatuses.Declined && AskedById == userId ? ChangedAt : null);

    private static PairState Declined(PairState pair, DateTimeOffset at) =>
        pair.AskedById == pair.Pair.Low ? pair with { DeclinedLow = at } : pair with { DeclinedHigh = at };

    private static PairState Blocked(PairState pair, string byId, DateTimeOffset? since) =>
        byId == pair.Pair.Low ? pair with { BlockedByLow = since } : pair with { BlockedByHigh = since };
}

/// <summary>A message as stored. The counts say how many of each there are up to it, so that what is unread is a subtraction.</summary>
internal sealed record StoredMessage(long Seq, string Id, string SenderId, string Content, DateTimeOffset At, long LowCount, long HighCount);

/// <summary>How far each of the two has come.</summary>
/// <param name="ReadLow">Up to which seq the first has read.</param>
/// <param name="ReadHigh">Up to which seq the second has read.</param>
/// <param name="CountLow">How many messages of the second are up to <paramref name="ReadLow"/>.</param>
/// <param name="CountHigh">How many messages of the first are up to <paramref name="ReadHigh"/>.</param>
/// <param name="DeliveredLow">Up to which seq a device of the first has them.</param>
/// <param name="DeliveredHigh">Up to which seq a device of the second has them.</param>
internal sealed record Marks(long ReadLow, long ReadHigh, long CountLow, long CountHigh, long DeliveredLow, long DeliveredHigh)
{
    public static readonly Marks None = new(0, 0, 0, 0, 0, 0);
}
