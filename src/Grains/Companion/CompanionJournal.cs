using System.Text.Json.Serialization;
using XelaConnect.Accounts;
using XelaConnect.Activities;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Grains.Companion;

/// <summary>What happens between a person and Xela.</summary>
internal abstract record CompanionEvent;

/// <summary>A line. <paramref name="Run"/> and <paramref name="Source"/> are an answer's.</summary>
internal sealed record LineAdded(string Id, bool IsAi, string Content, string Run = "", string Source = "") : CompanionEvent;

/// <summary>Holds a place in the stream, so that no seq is used again when all before it is deleted.</summary>
internal sealed record LinesEnded : CompanionEvent;

/// <summary>All that Xela remembers from now on.</summary>
internal sealed record MemoryChanged(string Text, long UpToSeq) : CompanionEvent;

/// <summary>A turn began. <paramref name="Counted"/>: it is one of the day's messages.</summary>
internal sealed record TurnBegun(string AnswerId, long AskedSeq, DateOnly Day, bool Counted) : CompanionEvent;

/// <summary>A turn has its answer. <paramref name="GivenBack"/>: the day to which its message is given back.</summary>
internal sealed record TurnEnded(string AnswerId, DateOnly? GivenBack = null) : CompanionEvent;

/// <summary>What was said up to a seq is deleted.</summary>
internal sealed record ConversationDeleted(long UpToSeq) : CompanionEvent;

/// <summary>… and gone from the store.</summary>
internal sealed record DeletedErased(long UpToSeq) : CompanionEvent;

/// <summary>How conversations with Xela are stored.</summary>
internal static class CompanionJournal
{
    public static readonly JournalDefinition<CompanionState, CompanionEvent> Conversation = new()
    {
        Name = "companion.conversation",
        Empty = static userId => new CompanionState(userId),
        Apply = CompanionState.Apply,
        Events = new EventCodec<CompanionEvent>()
            .On("companion.line-said.v1", CompanionJson.Default.LineAdded)
            .On("companion.lines-ended.v1", CompanionJson.Default.LinesEnded)
            .On("companion.memory-changed.v1", CompanionJson.Default.MemoryChanged)
            .On("companion.turn-begun.v1", CompanionJson.Default.TurnBegun)
            .On("companion.turn-ended.v1", CompanionJson.Default.TurnEnded)
            .On("companion.deleted.v1", CompanionJson.Default.ConversationDeleted)
            .On("companion.erased.v1", CompanionJson.Default.DeletedErased),
        SubStreams =
        [
            new SubStream<CompanionEvent>("lines", static e => e is LineAdded or LinesEnded, CompanionState.RecentCount),
            new SubStream<CompanionEvent>("memory", static e => e is MemoryChanged, 1),
        ],
        Snapshot = CompanionJson.Default.CompanionState,
        Replicas =
        [
            new StateReplica<CompanionState>("user", static (before, after) => before.Days != after.Days,
                static (state, op, version) => CompanionMessages.ProjectCompanion.To(state.UserId, new ProjectCompanion(op, version, state.Days))),
        ],
    };
}

/// <summary>What conversations with Xela owe others.</summary>
internal static class CompanionMessages
{
    public static readonly OutboxMessageType<ProjectCompanion> ProjectCompanion = new("companion.project-to-user.v1", CompanionJson.Default.ProjectCompanion,
        static (grains, userId, command) => grains.GetGrain<IUserGrain>(userId).ProjectCompanionAsync(command));

    public static readonly OutboxMessageType<AddFeedItem> AddFeedItem = new("companion.tell-activity.v1", CompanionJson.Default.AddFeedItem,
        static (grains, userId, command) => grains.GetGrain<IFeedGrain>(userId).AddAsync(command));

    public static readonly OutboxMessageType[] All = [ProjectCompanion, AddFeedItem];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LineAdded))]
[JsonSerializable(typeof(LinesEnded))]
[JsonSerializable(typeof(MemoryChanged))]
[JsonSerializable(typeof(TurnBegun))]
[JsonSerializable(typeof(TurnEnded))]
[JsonSerializable(typeof(ConversationDeleted))]
[JsonSerializable(typeof(DeletedErased))]
[JsonSerializable(typeof(CompanionState))]
[JsonSerializable(typeof(ProjectCompanion))]
[JsonSerializable(typeof(AddFeedItem))]
internal sealed partial class CompanionJson : JsonSerializerContext;
