using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Companion;

/// <summary>The journal of conversations with Xela.</summary>
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
                static (state, op, version) =>
                    CompanionMessages.ProjectCompanion.To(state.UserId, new ProjectCompanion(op, version, state.Days))),
        ],
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
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
