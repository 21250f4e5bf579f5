using System.Collections.Immutable;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Grains.Outbox;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

/// <summary>Every decision about one person's contacts: pure, without Orleans.</summary>
internal static class ContactsRules
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Takes over what the pair says, and tells the person what concerns them: someone asks, or said yes.</summary>
    public static Decision<ContactsEvent> ProjectRelation(ContactsState contacts, ProjectRelation command, DateTimeOffset now)
    {
        var relation = command.Relation;
        contacts.Contacts.TryGetValue(relation.OtherId, out var before);
        if (before is not null && command.Version <= before.Version) return Decision.Nothing;
        // Whatever somebody blocked does, the one who blocks them is not told; when the block ends, all of it is told anew.
        if (before?.Relation.BlocksSince is { } since && since == relation.BlocksSince) return Decision.Nothing;
        var decision = Decision<ContactsEvent>.Record(new RelationChanged(relation, command.Version));
        var told = new Contact(relation, command.Version, 0);
        return NotifiesOf(before, told, contacts.UserId, now) ? decision.AndSend(NotificationOf(contacts, command, ContactActivities.Asks(relation)))
            : told.Listed is { Status: ConnectionStatuses.Accepted } connection && connection.UserId == contacts.UserId && !Same(before?.Listed, connection)
                ? decision.AndSend(NotificationOf(contacts, command, ContactActivities.SaidYes(relation)))
            : decision;
    }

    /// <summary>Whether a change tells the person that the other asks: asking and taking it back does not ring again and again.</summary>
    public static bool NotifiesOf(Contact? before, Contact after, string userId, DateTimeOffset at) =>
        after.Listed is { Status: ConnectionStatuses.Pending } connection && connection.ConnectedUserId == userId && !Same(before?.Listed, connection)
        && !(at - before?.RungAt < Day);

    public static Decision<ContactsEvent> TakeRequestQuota(ContactsState contacts, int perDay, DateTimeOffset now)
    {
        var spent = TakenSince(contacts.Requests, now);
        return spent.Length < perDay ? new RequestQuotaTaken()
            : ConnectionFaults.TooManyRequests((int)Math.Ceiling((spent[^perDay] + Day - now).TotalSeconds));
    }

    public static Decision<ContactsEvent> SetVisible(ContactsState contacts, SetVisible command, DateTimeOffset now) =>
        contacts.IsInvisible == !command.Visible ? Decision.Nothing : new VisibilitySet(command.Visible);

    /// <summary>Requests of the day before a moment.</summary>
    public static ImmutableArray<DateTimeOffset> TakenSince(ImmutableArray<DateTimeOffset> requests, DateTimeOffset now) =>
        requests.RemoveAll(at => now - at >= Day);

    /// <summary>Whether discovery may not show someone (contract endpoint 17).</summary>
    public static bool IsHiddenFromDiscovery(Contact contact, DateTimeOffset now) =>
        contact.IsHidden || now - contact.DeclinedAt < ConnectionRules.DeclineHolds || contact.Listed is { } connection
        && (connection.Status != ConnectionStatuses.Declined || now - contact.Relation.ChangedAt < ConnectionRules.DeclineHolds);

    private static bool Same(ConnectionView? before, ConnectionView after) =>
        before is not null && before.Status == after.Status && before.UserId == after.UserId && before.CreatedAt == after.CreatedAt;

    private static OutboxMessage NotificationOf(ContactsState contacts, ProjectRelation command, FeedItemText text) =>
        FeedMessages.Add.To(contacts.UserId, new AddFeedItem($"{command.OperationId}/activity", text));
}

/// <summary>What people are told of their connections.</summary>
internal static class ContactActivities
{
    public static FeedItemText Asks(Relation relation) => new(
        FeedItemKinds.Connection, FeedItemKinds.High, $"{TextForm.Isolated(relation.AskedByName ?? "")} would like to connect",
        "Have a look at what you share, and say yes if it feels right.", "See request", "/connections?status=pending");

    public static FeedItemText SaidYes(Relation relation) => new(
        FeedItemKinds.Connection, FeedItemKinds.High, $"{TextForm.Isolated(relation.AskedName ?? "")} said yes",
        "You are connected now. A few kind words are a good beginning.", "Say hello", $"/messages/{relation.OtherId}");
}
