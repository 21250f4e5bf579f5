namespace XelaConnect.Grains.Relationships;

internal sealed record PairState(string Key)
{
    /// <summary>Connection, blocks, and the opening of the conversation.</summary>
    public const int Main = 0;
    /// <summary>The seq is the message's seq.</summary>
    public const int Messages = 1;
    /// <summary>Each event contains all marks, so that the last one suffices.</summary>
    public const int MarkMoves = 2;
    public const int RecentCount = 30;

    [JsonIgnore]
    public Pair Pair { get; } = Pair.OfKey(Key);

    /// <summary>The seq of the last event of the main sub-stream.</summary>
    public long Version { get; init; }
    /// <summary>One of <see cref="ConnectionStatuses"/>; null before the first request.</summary>
    public string? Status { get; init; }
    public string AskedById { get; init; } = "";
    public string AskedByName { get; init; } = "";
    public string AskedName { get; init; } = "";
    public int Score { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    /// <summary>The last change of connection or blocks, and its event in the main sub-stream.</summary>
    public DateTimeOffset ChangedAt { get; init; }
    public long RelationVersion { get; init; }
    /// <summary>A connection resets it; a block does not.</summary>
    public DateTimeOffset? DeclinedLow { get; init; }
    public DateTimeOffset? DeclinedHigh { get; init; }
    public DateTimeOffset? BlockedByLow { get; init; }
    public DateTimeOffset? BlockedByHigh { get; init; }
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>Ascending; replayed, not part of a snapshot.</summary>
    [JsonIgnore]
    public ImmutableArray<StoredMessage> Recent { get; init; } = [];

    /// <summary>Replayed, not part of a snapshot.</summary>
    [JsonIgnore]
    public Marks Marks { get; init; } = Marks.None;

    [JsonIgnore]
    public long MarksSeq { get; init; }

    [JsonIgnore]
    public StoredMessage? Last => Recent.IsEmpty ? null : Recent[^1];

    /// <summary>Also the number of messages.</summary>
    [JsonIgnore]
    public long LastSeq => Last?.Seq ?? 0;

    [JsonIgnore]
    public bool IsBlocked => BlockedByLow is not null || BlockedByHigh is not null;

    public bool Blocks(string userId) => (userId == Pair.Low ? BlockedByLow : BlockedByHigh) is not null;

    [JsonIgnore]
    public bool IsConnected => Status == ConnectionStatuses.Accepted && !IsBlocked;

    [JsonIgnore]
    public bool IsReadable => OpenedAt is not null && !IsBlocked;

    public static PairState Apply(PairState pair, EventEnvelope<PairEvent> envelope) => envelope.Event switch
    {
        MessageSent => pair with { Recent = pair.Recent.With(StoredMessage.Of(envelope), RecentCount) },
        MarksMoved e => pair with { Marks = e.Marks, MarksSeq = envelope.Seq },
        ConversationOpened => pair with { OpenedAt = envelope.At, Version = envelope.Seq },
        _ => Related(pair, envelope) with { Version = envelope.Seq, RelationVersion = envelope.Seq, ChangedAt = envelope.At },
    };

    private static PairState Related(PairState pair, EventEnvelope<PairEvent> envelope) => envelope.Event switch
    {
        ConnectionRequested e => pair with
        {
            Status = ConnectionStatuses.Pending, AskedById = e.FromId, AskedByName = e.FromName, AskedName = e.ToName,
            Score = e.Score, AskedAt = envelope.At, AcceptedAt = null,
        },
        ConnectionAccepted => pair with
        {
            Status = ConnectionStatuses.Accepted, AcceptedAt = envelope.At, DeclinedLow = null, DeclinedHigh = null,
        },
        ConnectionDeclined => Declined(pair, envelope.At) with { Status = ConnectionStatuses.Declined },
        ConnectionRemoved => pair with { Status = ConnectionStatuses.Removed, AcceptedAt = null },
        PersonBlocked e => Blocked(pair, e.ById, envelope.At) with
        {
            Status = pair.Status is null ? null : ConnectionStatuses.Removed, AcceptedAt = null,
        },
        PersonUnblocked e => Blocked(pair, e.ById, null),
        _ => throw new InvalidDataException($"A pair cannot apply the event {envelope.Event.GetType().Name}."),
    };

    /// <summary>A snapshot of an earlier version contains it for the last request only.</summary>
    public DateTimeOffset? DeclinedAt(string userId) =>
        (userId == Pair.Low ? DeclinedLow : DeclinedHigh)
        ?? (Status == ConnectionStatuses.Declined && AskedById == userId ? ChangedAt : null);

    private static PairState Declined(PairState pair, DateTimeOffset at) =>
        pair.AskedById == pair.Pair.Low ? pair with { DeclinedLow = at } : pair with { DeclinedHigh = at };

    private static PairState Blocked(PairState pair, string byId, DateTimeOffset? since) =>
        byId == pair.Pair.Low ? pair with { BlockedByLow = since } : pair with { BlockedByHigh = since };
}

/// <summary>With the number of messages of each user up to it, so that the unread count is a subtraction.</summary>
internal sealed record StoredMessage(
    long Seq, string Id, string SenderId, string Content, DateTimeOffset At, long LowCount, long HighCount)
{
    public static StoredMessage Of(EventEnvelope<PairEvent> envelope)
    {
        var sent = (MessageSent)envelope.Event;
        return new(envelope.Seq, sent.Id, sent.SenderId, sent.Content, envelope.At, sent.LowCount, sent.HighCount);
    }
}

/// <summary>Of low and high user: seqs read and delivered, and the other's messages up to the read mark.</summary>
internal sealed record Marks(
    long ReadLow, long ReadHigh, long CountLow, long CountHigh, long DeliveredLow, long DeliveredHigh)
{
    public static readonly Marks None = new(0, 0, 0, 0, 0, 0);
}

[JsonDerivedType(typeof(ConnectionRequested), "connections.requested.v1")]
[JsonDerivedType(typeof(ConnectionAccepted), "connections.accepted.v1")]
[JsonDerivedType(typeof(ConnectionDeclined), "connections.declined.v1")]
[JsonDerivedType(typeof(ConnectionRemoved), "connections.removed.v1")]
[JsonDerivedType(typeof(PersonBlocked), "connections.blocked.v1")]
[JsonDerivedType(typeof(PersonUnblocked), "connections.unblocked.v1")]
[JsonDerivedType(typeof(ConversationOpened), "conversations.opened.v1")]
[JsonDerivedType(typeof(MessageSent), "conversations.message-sent.v1")]
[JsonDerivedType(typeof(MarksMoved), "conversations.marks-moved.v1")]
internal abstract record PairEvent;
internal sealed record ConnectionRequested(string FromId, int Score, string FromName, string ToName) : PairEvent;
internal sealed record ConnectionAccepted : PairEvent;
internal sealed record ConnectionDeclined : PairEvent;
internal sealed record ConnectionRemoved : PairEvent;
internal sealed record PersonBlocked(string ById) : PairEvent;
internal sealed record PersonUnblocked(string ById) : PairEvent;
internal sealed record ConversationOpened : PairEvent;
internal sealed record MessageSent(string Id, string SenderId, string Content, long LowCount, long HighCount) : PairEvent;
internal sealed record MarksMoved(Marks Marks) : PairEvent;
