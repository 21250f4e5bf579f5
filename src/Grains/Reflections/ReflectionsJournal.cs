namespace XelaConnect.Grains.Reflections;

internal static class ReflectionsModule
{
    public static void AddTo(IServiceCollection services) => services
        .AddJournal(ReflectionsJournal.Reflections)
        .AddJournal(ReflectionsJournal.Public)
        .AddOutboxMessages(PublicReflectionsMessages.Put, ReflectionsMessages.Forget);
}

/// <summary>Texts have their own sub-stream, which is read page by page and never as a whole.</summary>
internal static class ReflectionsJournal
{
    public const int TextsSubStream = 1;

    public static readonly JournalDefinition<ReflectionsState, ReflectionsEvent> Reflections = new()
    {
        Name = "reflections.reflections",
        Empty = static userId => new ReflectionsState(userId),
        Apply = ReflectionsState.Apply,
        Events = new EventCodec<ReflectionsEvent>(ReflectionsJson.Default),
        SubStreams = [new SubStream<ReflectionsEvent>("texts", static e => e is TextStored, 1)],
        Snapshot = ReflectionsJson.Default.ReflectionsState,
        SizeOf = static journal => journal.Kept.Count,
        Replicas =
        [
            UserFacets.Replica<ReflectionsState>("user", static (before, after) => before.Written != after.Written,
                static journal => journal.UserId,
                static journal => new ReflectionsFacet { Written = journal.Written, Days = journal.Days }),
        ],
    };

    public static readonly JournalDefinition<PublicReflectionsState, PublicEvent> Public = new()
    {
        Name = "reflections.public",
        Empty = static _ => new PublicReflectionsState(),
        Apply = PublicReflectionsState.Apply,
        Events = new EventCodec<PublicEvent>(ReflectionsJson.Default),
        Snapshot = ReflectionsJson.Default.PublicReflectionsState,
        SizeOf = static list => list.Newest.Length + list.Withdrawn.Length,
        Redacted = static (happened, part) => happened is PublicReflectionPut e && FormerUsers.Names(e.UserId, part)
            ? e with { IsPublic = false } : happened,
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReflectionsEvent))]
[JsonSerializable(typeof(ReflectionsState))]
[JsonSerializable(typeof(PublicEvent))]
[JsonSerializable(typeof(PublicReflectionsState))]
internal sealed partial class ReflectionsJson : JsonSerializerContext;
