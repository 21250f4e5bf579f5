namespace XelaConnect.Grains.Relationships;

internal static class PairJournal
{
    /// <summary>The cache of inboxes does not lag.</summary>
    public static readonly TimeSpan InboxLag = TimeSpan.FromSeconds(5);

    public static readonly JournalDefinition<PairState, PairEvent> Pair = new()
    {
        Name = "connections.pair",
        Empty = static key => new PairState(key),
        Apply = PairState.Apply,
        Events = new EventCodec<PairEvent>(PairJson.Default),
        SubStreams =
        [
            new SubStream<PairEvent>("messages", static e => e is MessageSent, PairState.RecentCount),
            new SubStream<PairEvent>("marks", static e => e is MarksMoved, 1),
        ],
        Snapshot = PairJson.Default.PairState,
        Redacted = ConversationRules.Redacted,
        RedactsEveryMainRow = true,
        Replicas =
        [
            new StateReplica<PairState>(
                "low", IsForContacts, static (pair, op, version) => ProjectTo(pair, pair.Pair.Low, op, version)),
            new StateReplica<PairState>(
                "high", IsForContacts, static (pair, op, version) => ProjectTo(pair, pair.Pair.High, op, version)),
            new StateReplica<PairState>("inboxes", static (_, after) => after.OpenedAt is not null,
                static (pair, op, _) => ConversationMessages.UpdateInboxes.To(pair.Key, new UpdateInboxes(op)), InboxLag),
        ],
    };

    public static readonly JournalDefinition<ContactsState, ContactsEvent> Contacts = new()
    {
        Name = "connections.contacts",
        Empty = static userId => new ContactsState(userId),
        Apply = ContactsState.Apply,
        Events = new EventCodec<ContactsEvent>(PairJson.Default),
        Snapshot = PairJson.Default.ContactsState,
        Redacted = ContactsRules.Redacted,
        SizeOf = static contacts => contacts.Contacts.Count,
        Replicas =
        [
            UserFacets.Replica<ContactsState>("user", static (before, after) => before.Connected != after.Connected,
                static contacts => contacts.UserId,
                static contacts => new ConnectionsFacet { Count = contacts.Connected, Max = contacts.MaxConnected }),
        ],
    };

    private static bool IsForContacts(PairState before, PairState after) => before.RelationVersion != after.RelationVersion;

    private static OutboxMessage ProjectTo(PairState pair, string userId, string op, long version) =>
        ContactsMessages.ProjectRelation.To(
            userId, new ProjectRelation(op, version, ConnectionRules.RelationOf(pair, userId)));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PairEvent))]
[JsonSerializable(typeof(PairState))]
[JsonSerializable(typeof(ContactsEvent))]
[JsonSerializable(typeof(ContactsState))]
internal sealed partial class PairJson : JsonSerializerContext;

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
        // More than readers ask for, so that none is dropped under a reader.
        CoveredRowsKept = InboxGrain.MaxLag + 1_000,
        Redacted = InboxRules.Redacted,
        RedactedState = InboxRules.Redacted,
    };
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(InboxEvent))]
[JsonSerializable(typeof(InboxState))]
internal sealed partial class InboxJson : JsonSerializerContext;
