using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Companion;

/// <summary>
/// A person's conversation with Xela. Texts are in sub-streams, so that they can be deleted; the main stream and its
/// snapshot hold none.
/// </summary>
internal sealed record CompanionState(string UserId)
{
    /// <summary>The sub-stream of lines. The seq of a line is its position there.</summary>
    public const int Lines = 1;

    /// <summary>The sub-stream of the memory. Each event holds all of it, so the last one suffices.</summary>
    public const int MemoryChanges = 2;

    /// <summary>
    /// How many lines the grain keeps in memory: more than the context of a turn, and enough for a summary.
    /// </summary>
    public const int RecentCount = 60;

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Lines up to this seq are deleted.</summary>
    public long DeletedUpTo { get; init; }

    /// <summary>Deleted lines up to this seq are erased from the store.</summary>
    public long ErasedUpTo { get; init; }

    /// <summary>Turns without a reply, in order.</summary>
    public ImmutableArray<Turn> Turns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The last UTC day with a message, and how many of its messages count.</summary>
    public DateOnly Day { get; init; }
    public int Used { get; init; }

    /// <summary>How many messages of that day were refunded.</summary>
    public int GivenBack { get; init; }

    /// <summary>How many days had a message.</summary>
    public int Days { get; init; }

    /// <summary>The last lines, ascending. Replayed, never part of a snapshot.</summary>
    [JsonIgnore]
    public ImmutableArray<Line> Recent { get; init; } = [];

    /// <summary>What Xela remembers. Replayed, never part of a snapshot.</summary>
    [JsonIgnore]
    public Memory Memory { get; init; } = Memory.None;

    [JsonIgnore]
    public long LastSeq => Recent.IsEmpty ? 0 : Recent[^1].Seq;

    /// <summary>The newest visible lines, ascending.</summary>
    [JsonIgnore]
    public IEnumerable<Line> Shown => Recent.Where(line => line.IsShownBy(this));

    public int UsedOn(DateOnly day) => day == Day ? Used : 0;

    public int GivenBackOn(DateOnly day) => day == Day ? GivenBack : 0;

    public static CompanionState Apply(CompanionState state, EventEnvelope<CompanionEvent> recorded) => recorded.Event switch
    {
        LineAdded e => state.With(new Line(recorded.Seq, e.Id, e.IsAi, e.Content, recorded.At, e.Run, e.Source)),
        LinesEnded => state.With(new Line(recorded.Seq, "", IsAi: false, "", recorded.At, "", "")),
        MemoryChanged e => state with { Memory = new Memory(recorded.Seq, e.Text, e.UpToSeq, recorded.At) },
        TurnBegun e => state with
        {
            CreatedAt = state.CreatedAt ?? recorded.At,
            Turns = state.Turns.Add(new Turn(e.AnswerId, e.AskedSeq, e.Day, e.Counted)),
            Day = e.Day,
            Used = state.UsedOn(e.Day) + (e.Counted ? 1 : 0),
            GivenBack = state.GivenBackOn(e.Day),
            Days = state.Days + (e.Day == state.Day ? 0 : 1),
        },
        TurnEnded e => state with
        {
            Turns = state.Turns.RemoveAll(turn => turn.AnswerId == e.AnswerId),
            Used = e.GivenBack == state.Day ? Math.Max(0, state.Used - 1) : state.Used,
            GivenBack = e.GivenBack == state.Day ? state.GivenBack + 1 : state.GivenBack,
        },
        ConversationDeleted e => state with { DeletedUpTo = e.UpToSeq, Turns = [] },
        DeletedErased e => state with { ErasedUpTo = e.UpToSeq },
        _ => throw new InvalidDataException($"A conversation with Xela does not know the event {recorded.Event.GetType().Name}."),
    };

    private CompanionState With(Line line) => this with { Recent = Recent.With(line, RecentCount) };
}

/// <summary>A stored line. One without an id is a placeholder for deleted lines.</summary>
/// <param name="Seq">Its position.</param>
/// <param name="Id">Its id.</param>
/// <param name="IsAi">Whether it is Xela's.</param>
/// <param name="Content">The text.</param>
/// <param name="At">When it was stored.</param>
/// <param name="Run">The attempt that generated the reply.</param>
/// <param name="Source">One of <see cref="ReplySources"/>; "" for a message of the person.</param>
internal sealed record Line(long Seq, string Id, bool IsAi, string Content, DateTimeOffset At, string Run, string Source)
{
    public bool IsShownBy(CompanionState state) => Id.Length > 0 && Seq > state.DeletedUpTo;
}

/// <summary>A turn without a reply.</summary>
internal sealed record Turn(string AnswerId, long AskedSeq, DateOnly Day, bool Counted);

/// <summary>What Xela remembers.</summary>
/// <param name="Version">Changes with every change of the text.</param>
/// <param name="Text">The summary, or the person's own words.</param>
/// <param name="UpToSeq">The last line that it takes into account.</param>
/// <param name="At">When it was changed.</param>
internal sealed record Memory(long Version, string Text, long UpToSeq, DateTimeOffset? At)
{
    public static readonly Memory None = new(0, "", 0, null);
}

/// <summary>The source of a reply.</summary>
internal static class ReplySources
{
    /// <summary>The model, complete.</summary>
    public const string Model = "model";
    /// <summary>The model, interrupted or blocked by the output filter.</summary>
    public const string Cut = "cut";
    /// <summary>The offline companion.</summary>
    public const string Offline = "offline";
    /// <summary>A crisis response.</summary>
    public const string Care = "care";
    /// <summary>The safety plan that a crisis response offers.</summary>
    public const string Plan = "plan";
}
