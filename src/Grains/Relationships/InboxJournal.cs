namespace XelaConnect.Grains.Relationships;

internal static class InboxJournal
{
    public static readonly JournalDefinition<InboxState, InboxEvent> Inbox = new()
    {
        Name = "conversations.inbox",
        Empty = static userId => new InboxState(userId),
        Apply = InboxState.Apply,
        Events = new EventCodec<InboxEvent>(InboxJson.Default),
        Snapshot = InboxJson.Default.InboxState,
        SizeOf = static inbox => inbox.Conversations.Count,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(InboxEvent))]
[JsonSerializable(typeof(InboxState))]
internal sealed partial class InboxJson : JsonSerializerContext;
