namespace XelaConnect.Grains.Companion;

/// <summary>Texts are in sub-streams, so that they can be deleted; main stream and snapshot hold none.</summary>
internal sealed record CompanionState(string UserId)
{
    /// <summary>The sub-stream of lines. The seq of a line is its position there.</summary>
    public const int Lines = 1;
    /// <summary>The sub-stream of the memory. Each event holds all of it, so the last one suffices.</summary>
    public const int MemoryChanges = 2;
    /// <summary>How many lines are kept in memory: more than the context of a turn, and enough for a summary.</summary>
    public const int RecentCount = 60;

    public DateTimeOffset? CreatedAt { get; init; }
    /// <summary>Lines up to this seq are deleted, and lines up to the other one are erased from the store.</summary>
    public long DeletedUpTo { get; init; }
    public long ErasedUpTo { get; init; }
    /// <summary>Turns without a reply, in order.</summary>
    public ImmutableArray<Turn> Turns { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>The last UTC day with a message, and how many of its messages count or were refunded.</summary>
    public DateOnly Day { get; init; }
    public int Used { get; init; }
    [JsonPropertyName("given_back")] public int Refunds { get; init; }
    /// <summary>How many days had a message.</summary>
    public int Days { get; init; }
    /// <summary>The last lines, ascending. Replayed, never part of a snapshot.</summary>
    [JsonIgnore] public ImmutableArray<Line> Recent { get; init; } = [];
    /// <summary>What Xela remembers. Replayed, never part of a snapshot.</summary>
    [JsonIgnore] public Memory Memory { get; init; } = Memory.None;

    [JsonIgnore] public long LastSeq => Recent.IsEmpty ? 0 : Recent[^1].Seq;

    /// <summary>The approximate number of turns; it varies the offline replies.</summary>
    [JsonIgnore] public int TurnNumber => (int)(LastSeq / 2);

    [JsonIgnore] public IEnumerable<Line> Shown => Recent.Where(line => line.IsShownBy(this));

    public bool IsInProgress(string replyId) => Turns.Any(turn => turn.ReplyId == replyId);
    public int UsedOn(DateOnly day) => day == Day ? Used : 0;
    public int RefundsOn(DateOnly day) => day == Day ? Refunds : 0;

    public static CompanionState Apply(CompanionState state, EventEnvelope<CompanionEvent> envelope) =>
        envelope.Event switch
        {
            LineAdded or LinesEnded => state with { Recent = state.Recent.With(Line.Of(envelope), RecentCount) },
            MemoryChanged e => state with { Memory = new Memory(envelope.Seq, e.Text, e.UpToSeq, envelope.At) },
            TurnBegun e => state with
            {
                CreatedAt = state.CreatedAt ?? envelope.At,
                Turns = state.Turns.Add(new Turn(e.ReplyId, e.AskedSeq, e.Day, e.Counted)),
                Day = e.Day, Days = state.Days + (e.Day == state.Day ? 0 : 1),
                Used = state.UsedOn(e.Day) + (e.Counted ? 1 : 0), Refunds = state.RefundsOn(e.Day),
            },
            TurnEnded e => state with
            {
                Turns = state.Turns.RemoveAll(turn => turn.ReplyId == e.ReplyId),
                Used = e.RefundedOn == state.Day ? Math.Max(0, state.Used - 1) : state.Used,
                Refunds = e.RefundedOn == state.Day ? state.Refunds + 1 : state.Refunds,
            },
            ConversationDeleted e => state with { DeletedUpTo = e.UpToSeq, Turns = [] },
            DeletedErased e => state with { ErasedUpTo = e.UpToSeq },
            _ => throw new InvalidDataException($"A conversation has no event {envelope.Event.GetType().Name}."),
        };
}

/// <summary>A stored line; one without an id is a placeholder for deleted lines. A message has no source.</summary>
internal sealed record Line(
    long Seq, string Id, bool IsAi, string Content, DateTimeOffset At, string Attempt, string Source)
{
    public static Line Of(EventEnvelope<CompanionEvent> envelope) => envelope.Event is LineAdded e
        ? new Line(envelope.Seq, e.Id, e.IsAi, e.Content, envelope.At, e.Attempt, e.Source)
        : new Line(envelope.Seq, "", IsAi: false, "", envelope.At, "", "");

    public bool IsShownBy(CompanionState state) => Id.Length > 0 && Seq > state.DeletedUpTo;
    public CompanionMessageView ToView() => new(Id, Seq, IsAi, Content, At);
}

/// <summary>A turn without a reply.</summary>
internal sealed record Turn(
    [property: JsonPropertyName("answer_id")] string ReplyId, long AskedSeq, DateOnly Day, bool Counted);

/// <summary>What Xela remembers of the lines up to a seq. The version changes with every change of the text.</summary>
internal sealed record Memory(long Version, string Text, long UpToSeq, DateTimeOffset? At)
{
    public static readonly Memory None = new(0, "", 0, null);
}

/// <summary>The source of a reply. Stored with it.</summary>
internal static class ReplySources
{
    public const string Model = "model";
    /// <summary>The model, interrupted or blocked by the output filter.</summary>
    public const string Cut = "cut";
    public const string Offline = "offline";
    public const string Crisis = "care";
    /// <summary>The safety plan that a crisis response offers.</summary>
    public const string Plan = "plan";
}
