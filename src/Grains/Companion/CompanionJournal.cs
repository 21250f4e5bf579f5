using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Grains.Companion;

[JsonDerivedType(typeof(LineAdded), "companion.line-said.v1")]
[JsonDerivedType(typeof(LinesEnded), "companion.lines-ended.v1")]
[JsonDerivedType(typeof(MemoryChanged), "companion.memory-changed.v1")]
[JsonDerivedType(typeof(TurnBegun), "companion.turn-begun.v1")]
[JsonDerivedType(typeof(TurnEnded), "companion.turn-ended.v1")]
[JsonDerivedType(typeof(ConversationDeleted), "companion.deleted.v1")]
[JsonDerivedType(typeof(DeletedErased), "companion.erased.v1")]
internal abstract record CompanionEvent;

internal sealed record LineAdded(string Id, bool IsAi, string Content,
    [property: JsonPropertyName("run")] string Attempt = "", string Source = "") : CompanionEvent;

/// <summary>A placeholder, so that no seq is used again after all lines before it are deleted.</summary>
internal sealed record LinesEnded : CompanionEvent;

internal sealed record MemoryChanged(string Text, long UpToSeq) : CompanionEvent;

/// <summary>A turn began. <paramref name="Counted"/>: it counts against the day's quota.</summary>
internal sealed record TurnBegun([property: JsonPropertyName("answer_id")] string ReplyId,
    long AskedSeq, DateOnly Day, bool Counted) : CompanionEvent;

/// <summary>A turn got its reply. <paramref name="RefundedOn"/>: the day whose quota gets the message back.</summary>
internal sealed record TurnEnded([property: JsonPropertyName("answer_id")] string ReplyId,
    [property: JsonPropertyName("given_back")] DateOnly? RefundedOn = null) : CompanionEvent;

internal sealed record ConversationDeleted(long UpToSeq) : CompanionEvent;
internal sealed record DeletedErased(long UpToSeq) : CompanionEvent;

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
            new("lines", static e => e is LineAdded or LinesEnded, CompanionState.RecentCount),
            new("memory", static e => e is MemoryChanged, 1),
        ],
        Snapshot = CompanionJson.Default.CompanionState,
        Replicas = [UserFacets.Replica<CompanionState>("user", static (before, after) => before.Days != after.Days,
            static state => state.UserId, static state => new CompanionFacet { Days = state.Days })],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CompanionEvent))]
[JsonSerializable(typeof(CompanionState))]
[JsonSerializable(typeof(ModelBudgetEvent))]
internal sealed partial class CompanionJson : JsonSerializerContext;

internal static class CompanionModule
{
    public static void AddTo(IServiceCollection services) => services
        .AddJournal(CompanionJournal.Conversation).AddJournal(ModelBudgetJournal.Budget)
        .AddSingleton<CompanionMetrics>().AddSingleton<ReplyGenerator>().AddSingleton<ModelBudget>()
        .TryAddSingleton(ModelCeilings.Default);
}
