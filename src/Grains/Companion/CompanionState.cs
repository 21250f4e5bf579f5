using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Companion;

/// <summary>One person's conversation with Xela. Words are in streams of their own, so that they can be deleted; the main stream and its snapshot hold none.</summary>
internal sealed record CompanionState(string UserId)
{
    /// <summary>What was said: a line's seq is its place in this stream.</summary>
    public const int Lines = 1;

    /// <summary>What Xela remembers; each event holds all of it, so that the last one is enough.</summary>
    public const int MemoryChanges = 2;

    /// <summary>How many lines the grain keeps at hand: more than a turn needs, and what a summary takes up.</summary>
    public const int RecentCount = 60;

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Lines up to this seq are deleted.</summary>
    public long DeletedUpTo { get; init; }

    /// <summary>What is deleted is gone from the store up to this seq.</summary>
    public long ErasedUpTo { get; init; }

    /// <summary>Turns that have no answer yet, in order.</summary>
    public ImmutableArray<Turn> Turns { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The last UTC day on which something was said, and how many messages of it count.</summary>
    public DateOnly Day { get; init; }
    public int Used { get; init; }

    /// <summary>How many messages of that day were given back.</summary>
    public int GivenBack { get; init; }

    /// <summary>On how many days something was ever said.</summary>
    public int Days { get; init; }

    /// <summary>The last lines, ascending; replayed, never part of a snapshot.</summary>
    [JsonIgnore]
    public ImmutableArray<Line> Recent { get; init; } = [];

    /// <summary>What Xela remembers; replayed, never part of a snapshot.</summary>
    [JsonIgnore]
    public Memory Memory { get; init; } = Memory.None;

    [JsonIgnore]
    public long LastSeq => Recent.IsEmpty ? 0 : Recent[^1].Seq;

    /// <summary>The newest lines that may be shown, ascending.</summary>
    [JsonIgnore]
    public IEnumerable<Line> Shown => Recent.Where(line => line.IsShownBy(this));

    public int UsedOn(DateOnly day) => day == Day ? Used : 0;

    public int GivenBackOn(DateOnly day) => day == Day ? GivenBack : 0;

    public static CompanionState Apply(CompanionState state, EventEnvelope<CompanionEvent> recorded) => recorded.Event switch
    {
        LineAdded e => state with { Recent = state.Recent.With(new Line(recorded.Seq, e.Id, e.IsAi, e.Content, recorded.At, e.Run, e.Source), RecentCount) },
        LinesEnded => state with { Recent = state.Recent.With(new Line(recorded.Seq, "", IsAi: false, "", recorded.At, "", ""), RecentCount) },
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
}

/// <summary>A line as stored. One without an id only holds the place of what was deleted before it.</summary>
/// <param name="Seq">Its place.</param>
/// <param name="Id">Its id.</param>
/// <param name="IsAi">Xela said it.</param>
/// <param name="Content">The text.</param>
/// <param name="At">When it was stored.</param>
/// <param name="Run">The run that produced an answer.</param>
/// <param name="Source">Of <see cref="ReplySources"/>; "" for what the person said.</param>
internal sealed record Line(long Seq, string Id, bool IsAi, string Content, DateTimeOffset At, string Run, string Source)
{
    public bool IsShownBy(CompanionState state) => Id.Length > 0 && Seq > state.DeletedUpTo;
}

/// <summary>A turn that has no answer yet.</summary>
internal sealed record Turn(string AnswerId, long AskedSeq, DateOnly Day, bool Counted);

/// <summary>What Xela remembers.</summary>
/// <param name="Version">Tells one text from the next.</param>
/// <param name="Text">The summary, or the person's own words.</param>
/// <param name="UpToSeq">Up to which line it takes in what was said.</param>
/// <param name="At">When it was changed.</param>
internal sealed record Memory(long Version, string Text, long UpToSeq, DateTimeOffset? At)
{
    public static readonly Memory None = new(0, "", 0, null);
}

/// <summary>Where an answer came from.</summary>
internal static class ReplySources
{
    /// <summary>The model, to its end.</summary>
    public const string Model = "model";
    /// <summary>The model, cut off in the middle or by the output check.</summary>
    public const string Cut = "cut";
    /// <summary>Xela's offline voice.</summary>
    public const string Offline = "offline";
    /// <summary>Care for a person who may be in danger.</summary>
    public const string Care = "care";
    /// <summary>The small safety plan that care offers.</summary>
    public const string Plan = "plan";
}
