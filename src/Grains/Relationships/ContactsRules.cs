namespace XelaConnect.Grains.Relationships;

internal static class ContactsRules
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Adds a feed item for a request or an acceptance.</summary>
    public static Decision<ContactsEvent> ProjectRelation(
        ContactsState contacts, ProjectRelation command, DateTimeOffset now)
    {
        var relation = command.Relation;
        contacts.Contacts.TryGetValue(relation.OtherId, out var before);
        if (before is not null && command.Version <= before.Version) return Decision.Nothing;
        // Actions of a blocked user stay invisible. The first relation after the block contains their result.
        if (before?.Relation.BlocksSince is { } since && since == relation.BlocksSince) return Decision.Nothing;
        var decision = Decision<ContactsEvent>.Record(new RelationChanged(relation, command.Version));
        var after = new Contact(relation, command.Version, 0);
        return NotifiesOf(before, after, contacts.UserId, now)
                ? decision.AndSend(FeedItem(contacts, command, ContactFeedItems.Request(relation)))
            : after.Listed is { Status: ConnectionStatuses.Accepted } connection && connection.UserId == contacts.UserId
                && !Same(before?.Listed, connection)
                ? decision.AndSend(FeedItem(contacts, command, ContactFeedItems.Acceptance(relation)))
            : decision;
    }

    /// <summary>Requesting and withdrawing notifies at most once a day.</summary>
    public static bool NotifiesOf(Contact? before, Contact after, string userId, DateTimeOffset at) =>
        after.Listed is { Status: ConnectionStatuses.Pending } connection && connection.ConnectedUserId == userId
        && !Same(before?.Listed, connection) && !(at - before?.NotifiedAt < Day);

    public static Decision<ContactsEvent> TakeRequestQuota(
        ContactsState contacts, int perDay, DateTimeOffset now, bool isUnverified = false)
    {
        var taken = TakenSince(contacts.Requests, now);
        if (taken.Length < perDay) return new RequestQuotaTaken();
        if (isUnverified) return ConnectionFaults.EmailNotVerified;
        return ConnectionFaults.TooManyRequests((int)Math.Ceiling((taken[^perDay] + Day - now).TotalSeconds));
    }

    /// <summary>Whether the address of a user is not verified, and the other shares no circle with them.</summary>
    public static bool IsUnverifiedToStranger(UserView? user, UserView? other) => user is { IsVerified: false }
        && !user.CirclesJoined.Intersect(other?.CirclesJoined ?? [], StringComparer.Ordinal).Any();

    public static ContactsEvent Redacted(ContactsEvent happened, string part) =>
        happened is RelationChanged { Relation: var relation } e && FormerUsers.Names(relation.OtherId, part)
            ? e with { Relation = Former(relation) }
            : happened;

    public static Decision<ContactsEvent> SetVisible(ContactsState contacts, SetVisible command, DateTimeOffset now) =>
        contacts.IsInvisible == !command.Visible ? Decision.Nothing : new VisibilitySet(command.Visible);

    /// <summary>The requests of the 24 hours before a moment.</summary>
    public static ImmutableArray<DateTimeOffset> TakenSince(ImmutableArray<DateTimeOffset> requests, DateTimeOffset now) =>
        requests.RemoveAll(at => now - at >= Day);

    public static bool IsHiddenFromDiscovery(Contact contact, DateTimeOffset now) =>
        contact.IsHidden || now - contact.DeclinedAt < ConnectionRules.DeclinePeriod || contact.Listed is { } connection
        && (connection.Status != ConnectionStatuses.Declined || now - contact.Relation.ChangedAt < ConnectionRules.DeclinePeriod);

    /// <summary>The one who asked or was asked, whichever is the other.</summary>
    private static Relation Former(Relation relation) => relation.Connection?.UserId == relation.OtherId
        ? relation with { AskedByName = Former(relation.AskedByName) }
        : relation with { AskedName = Former(relation.AskedName) };

    private static string? Former(string? name) => name is null ? null : FormerUsers.Name;

    private static bool Same(ConnectionView? before, ConnectionView after) =>
        before is not null && before.Status == after.Status && before.UserId == after.UserId && before.CreatedAt == after.CreatedAt;

    private static OutboxMessage FeedItem(ContactsState contacts, ProjectRelation command, FeedItemText text) =>
        FeedMessages.Add.To(contacts.UserId, new AddFeedItem($"{command.OperationId}/activity", text));
}

internal static class ContactFeedItems
{
    public static FeedItemText Request(Relation relation) => new(
        FeedItemKinds.Connection, FeedItemKinds.High, $"{TextForm.Isolated(relation.AskedByName ?? "")} would like to connect",
        "Have a look at what you share, and say yes if it feels right.", "See request", "/connections?status=pending");

    public static FeedItemText Acceptance(Relation relation) => new(
        FeedItemKinds.Connection, FeedItemKinds.High, $"{TextForm.Isolated(relation.AskedName ?? "")} said yes",
        "You are connected now. A few kind words are a good beginning.", "Say hello", $"/messages/{relation.OtherId}");
}

/// <summary>
/// Limits of connection requests (<c>Xela:Connections</c>), in 24 hours. The second is for people whose address is not
/// verified, and counts for people with whom they share no circle; null: no other limit than the first.
/// </summary>
public sealed record ConnectionLimits(int RequestsPerDay, int? UnverifiedRequestsPerDay = 5)
{
    /// <summary>The limits without settings.</summary>
    public static readonly ConnectionLimits Default = new(50);
}
