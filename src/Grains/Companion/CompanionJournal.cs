namespace XelaConnect.Grains.Companion;

/// <summary>The journal of conversations with Xela.</summary>
internal static class CompanionJournal
{
    public static readonly JournalDefinition<CompanionState, CompanionEvent> Conversation = new()
    {
        Name = "companion.conversation",
        Empty = static userId => new CompanionState(userId),
        Apply = CompanionState.Apply,
        Events = new EventCodec<CompanionEvent>(CompanionJson.Default),
        SubStreams =
        [
            new SubStream<CompanionEvent>(
                "lines", static e => e is LineAdded or LinesEnded, CompanionState.RecentCount),
            new SubStream<CompanionEvent>("memory", static e => e is MemoryChanged, 1),
        ],
        Snapshot = CompanionJson.Default.CompanionState,
        Replicas =
        [
            UserFacets.Replica<CompanionState>("user", static (before, after) => before.Days != after.Days,
                static state => state.UserId, static state => new CompanionFacet { Days = state.Days }),
        ],
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CompanionEvent))]
[JsonSerializable(typeof(CompanionState))]
internal sealed partial class CompanionJson : JsonSerializerContext;
