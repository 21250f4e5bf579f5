using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Notifications;
using XelaConnect.Notifications;
using XelaConnect.Presence;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

[GrainType("contacts"), Reentrant]
internal sealed class ContactsGrain(
    Journal<ContactsState, ContactsEvent> journal, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ConnectionLimits limits, ILogger<ContactsGrain> log)
    : EventSourcedGrain<ContactsState, ContactsEvent>(journal), IContactsGrain
{
    private readonly Dictionary<string, ConnectionView> notifier = new(StringComparer.Ordinal);

    public Task<Outcome<Page<ConnectionView>>> ListAsync(ConnectionQuery query)
    {
        var listed = Committed.Contacts.Values.Where(c => c.Listed is { } connection && (query.Status is null || connection.Status == query.Status));
        return Task.FromResult(Paged(listed, static c => new TimeCursor(c.Listed!.CreatedAt, c.Listed.Id), static c => c.Listed!, query.Cursor, query.Limit));
    }

    public Task<RelationView> RelationAsync(string otherId) => Task.FromResult(Committed.Contacts.TryGetValue(otherId, out var contact)
        ? new RelationView(contact.Listed, contact.Relation.BlocksSince is not null, contact.IsHidden)
        : new RelationView(null, HasBlocked: false, IsHidden: false));

    public Task<ImmutableArray<string>> ConnectedAsync() =>
        Task.FromResult(Committed.Contacts.Values.Where(static c => c.IsConnected).Select(static c => c.Relation.OtherId).ToImmutableArray());

    public Task<ImmutableArray<string>> ConnectedAmongAsync(ImmutableArray<string> userIds) =>
        Task.FromResult<ImmutableArray<string>>([.. userIds.Where(id => Committed.Contacts.TryGetValue(id, out var contact) && contact.IsConnected)]);

    public Task<ImmutableArray<string>> HiddenAmongAsync(ImmutableArray<string> userIds) =>
        Task.FromResult<ImmutableArray<string>>([.. userIds.Where(id => Committed.Contacts.TryGetValue(id, out var contact) && contact.Relation.BlocksSince is not null)]);

    public Task<ImmutableArray<string>> HiddenFromDiscoveryAsync()
    {
        var now = time.GetUtcNow();
        return Task.FromResult(Committed.Contacts.Values.Where(c => ContactsRules.IsHiddenFromDiscovery(c, now)).Select(static c => c.Relation.OtherId).ToImmutableArray());
    }

    public Task<Outcome<Page<BlockedView>>> BlockedAsync(string? cursor, int limit)
    {
        var blocked = Committed.Contacts.Values.Where(static c => c.Relation.BlocksSince is not null);
        return Task.FromResult(Paged(blocked, static c => new TimeCursor(c.Relation.BlocksSince!.Value, c.Relation.OtherId),
            static c => new BlockedView(c.Relation.OtherId, c.Relation.BlocksSince!.Value), cursor, limit));
    }

    public Task<Outcome<Done>> TakeRequestQuotaAsync(TakeRequestQuota command) =>
        Handle(command, (contacts, _, now) => ContactsRules.TakeRequestQuota(contacts, limits.RequestsPerDay, now));

    public Task<Outcome<Done>> ProjectRelationAsync(ProjectRelation command) => Handle(command, ContactsRules.ProjectRelation);

    public async Task<Outcome<Done>> SetVisibleAsync(SetVisible command)
    {
        var set = await Handle(command, ContactsRules.SetVisible);
        if (set.IsOk) await grains.Presence(Key).SetVisibleAsync(!Committed.IsInvisible);
        return set;
    }

    public Task<bool> IsVisibleAsync() => Task.FromResult(!Committed.IsInvisible);

    public Task<ConnectionChanges> ChangesAsync(long afterSeq, int limit)
    {
        var changed = Committed.Contacts.Values.Where(c => c.Seq > afterSeq && c.Relation.Connection is not null).OrderBy(static c => c.Seq).Take(limit + 1).ToList();
        var more = changed.Count > limit;
        if (more) changed.RemoveAt(limit);
        return Task.FromResult(new ConnectionChanges(
            [.. changed.Select(static c => new ChangedConnection(Shown(c)!, c.Relation.ChangedAt))], more ? changed[^1].Seq : Journal.SeqOf(), more));
    }

    protected override void OnOpened()
    {
        foreach (var (otherId, contact) in Committed.Contacts)
            if (Shown(contact) is { } shown) notifier[otherId] = shown;
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<ContactsEvent>> events)
    {
        var news = ImmutableArray.CreateBuilder<PersonalEvent>();
        foreach (var recorded in events)
        {
            if (recorded.Event is not RelationChanged { Relation: var relation } e || Shown(new Contact(relation, e.Version, 0)) is not { } shown) continue;
            notifier.TryGetValue(relation.OtherId, out var before);
            if (before == shown) continue;
            notifier[relation.OtherId] = shown;
            news.Add(new PersonalEvent(Connection: shown));
            // Whoever is connected no longer is not there any more, as far as this person goes.
            if (before is { Status: ConnectionStatuses.Accepted }) news.Add(new PersonalEvent(Presence: new PresenceNotification(relation.OtherId, PresenceStatuses.Offline)));
        }
        if (news.Count > 0) DeviceNotifier.Notify(grains, Key, news.DrainToImmutable(), log);
    }

    /// <summary>The connection as the person may know it: a block reads as its end.</summary>
    private static ConnectionView? Shown(Contact contact) => contact.Relation.Connection is not { } connection ? null
        : contact.IsEnded ? connection with { Status = ConnectionStatuses.Removed, AcceptedAt = null } : connection;

    private static Outcome<Page<TView>> Paged<TView>(IEnumerable<Contact> contacts, Func<Contact, TimeCursor> place, Func<Contact, TView> view, string? cursor, int limit)
    {
        var after = default(TimeCursor);
        if (cursor is not null && !TimeCursor.TryParse(cursor, out after)) return ConnectionFaults.BadCursor;
        var page = contacts.Where(c => cursor is null || place(c) > after).OrderBy(place).Take(limit + 1).ToList();
        var next = page.Count > limit ? place(page[limit - 1]).ToString() : null;
        return new Page<TView>([.. page.Take(limit).Select(view)], next);
    }
}
