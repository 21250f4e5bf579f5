namespace XelaConnect.Grains.Relationships;

[GrainType("contacts"), Reentrant]
internal sealed class ContactsGrain(
    Journal<ContactsState, ContactsEvent> journal, IGrainFactory grains,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time, ConnectionLimits limits, ILogger<ContactsGrain> log)
    : EventSourcedGrain<ContactsState, ContactsEvent>(journal), IContactsGrain
{
    private const int PresenceBatchSize = 500;
    private readonly Dictionary<string, ConnectionView> published = new(StringComparer.Ordinal);

    public async Task<Outcome<ConnectionView>> RequestAsync(RequestContact command)
    {
        var pair = Pair.Between(Committed.UserId, command.OtherId);
        if (!pair.IsOk) return pair.Fault;
        if (command.TakesQuota)
        {
            // Every request counts, whatever its outcome: a user who sends very many is probing which users exist.
            var quota = await TakeRequestQuotaAsync(new TakeRequestQuota($"{command.OperationId}/spend", command.OtherId));
            if (!quota.IsOk) return quota.Fault;
        }
        return await grains.Connection(pair.Value.Key).RequestAsync(
            new RequestConnection(command.OperationId, Committed.UserId));
    }

    public Task<Outcome<Page<ConnectionView>>> ListAsync(ConnectionQuery query)
    {
        var listed = Committed.Contacts.Values
            .Where(c => c.Listed is { } connection && query.Selects(connection.Status));
        return Task.FromResult(Page.Of(
            listed, static c => new TimeCursor(c.Listed!.CreatedAt, c.Listed.Id), static c => c.Listed!, query.Cursor, query.Limit));
    }

    public Task<RelationView> RelationAsync(string otherId) => Task.FromResult(
        Committed.Contacts.TryGetValue(otherId, out var contact)
        ? new RelationView(contact.Listed, contact.Relation.BlocksSince is not null, contact.IsHidden)
        : new RelationView(null, HasBlocked: false, IsHidden: false));

    public Task<ImmutableArray<string>> ConnectedAsync() => Task.FromResult(Where(static c => c.IsConnected));

    public Task<ImmutableArray<string>> ConnectedAmongAsync(ImmutableArray<string> userIds) =>
        Task.FromResult<ImmutableArray<string>>([.. userIds.Where(id => Is(id, static c => c.IsConnected))]);

    public async Task<ImmutableArray<string>> OnlineAsync()
    {
        var online = ImmutableArray.CreateBuilder<string>();
        foreach (var batch in Where(static c => c.IsConnected).Chunk(PresenceBatchSize))
        {
            var views = await Task.WhenAll(batch.Select(id => grains.Presence(id).GetAsync()));
            online.AddRange(batch.Where((_, i) => views[i].Status == PresenceStatuses.Online));
        }
        return online.DrainToImmutable();
    }

    public async Task<Outcome<PresenceView>> PresenceOfAsync(string otherId)
    {
        if (otherId == Committed.UserId) return await grains.Presence(otherId).GetAsync();
        var pair = Pair.Between(Committed.UserId, otherId);
        if (!pair.IsOk) return pair.Fault;
        if (await grains.FindUserAsync(otherId) is null) return AccountFaults.UnknownUser;
        return Is(otherId, static c => c.IsConnected) ? await grains.Presence(otherId).GetAsync() : PresenceView.Nothing;
    }

    public Task<ImmutableArray<string>> HiddenAmongAsync(ImmutableArray<string> userIds) =>
        Task.FromResult<ImmutableArray<string>>(
            [.. userIds.Where(id => Is(id, static c => c.Relation.BlocksSince is not null))]);

    public Task<ImmutableArray<string>> HiddenFromDiscoveryAsync()
    {
        var now = time.GetUtcNow();
        return Task.FromResult(Where(c => ContactsRules.IsHiddenFromDiscovery(c, now)));
    }

    public Task<Outcome<Page<BlockedView>>> BlockedAsync(string? cursor, int limit)
    {
        var blocked = Committed.Contacts.Values.Where(static c => c.Relation.BlocksSince is not null);
        return Task.FromResult(Page.Of(
            blocked, static c => new TimeCursor(c.Relation.BlocksSince!.Value, c.Relation.OtherId),
            static c => new BlockedView(c.Relation.OtherId, c.Relation.BlocksSince!.Value), cursor, limit));
    }

    public async Task<Outcome<Done>> TakeRequestQuotaAsync(TakeRequestQuota command)
    {
        var isUnverified = limits.UnverifiedRequestsPerDay is not null && ContactsRules.IsUnverifiedToStranger(
            await grains.User(Committed.UserId).GetAsync(), await grains.User(command.OtherId).GetAsync());
        var (perDay, unverified) = limits;
        if (isUnverified) perDay = Math.Min(perDay, unverified!.Value);
        return await Handle(
            command, (contacts, _, now) => ContactsRules.TakeRequestQuota(contacts, perDay, now, isUnverified));
    }

    public Task<Outcome<Done>> ProjectRelationAsync(ProjectRelation command) =>
        Handle(command, ContactsRules.ProjectRelation);

    public async Task<Outcome<Done>> SetVisibleAsync(SetVisible command)
    {
        var set = await Handle(command, ContactsRules.SetVisible);
        if (set.IsOk) await grains.Presence(Committed.UserId).SetVisibleAsync(!Committed.IsInvisible);
        return set;
    }

    public Task<bool> IsVisibleAsync() => Task.FromResult(!Committed.IsInvisible);

    public Task<ImmutableArray<string>> EverybodyAsync(string afterId, int limit) =>
        Task.FromResult<ImmutableArray<string>>([.. Committed.Contacts.Keys
            .Where(id => string.CompareOrdinal(id, afterId) > 0).Order(StringComparer.Ordinal).Take(limit)]);

    public Task<ConnectionChanges> ChangesAsync(long afterSeq, int limit)
    {
        var changed = Committed.Contacts.Values
            .Where(c => c.Seq > afterSeq && c.Relation.Connection is not null)
            .OrderBy(static c => c.Seq).Take(limit + 1).ToList();
        var more = changed.Count > limit;
        if (more) changed.RemoveAt(limit);
        return Task.FromResult(new ConnectionChanges(
            [.. changed.Select(static c => new ChangedConnection(Shown(c)!, c.Relation.ChangedAt))],
            more ? changed[^1].Seq : Journal.SeqOf(), more));
    }

    public Task<long> SeqBeforeAsync(DateTimeOffset time) => Journal.SeqBeforeAsync(time);

    protected override void OnOpened()
    {
        foreach (var (otherId, contact) in Committed.Contacts)
            if (Shown(contact) is { } shown) published[otherId] = shown;
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<ContactsEvent>> events)
    {
        var notifications = ImmutableArray.CreateBuilder<PersonalEvent>();
        foreach (var envelope in events)
        {
            if (envelope.Event is not RelationChanged { Relation: var relation } e) continue;
            if (Shown(new Contact(relation, e.Version, 0)) is not { } shown) continue;
            published.TryGetValue(relation.OtherId, out var before);
            if (before == shown) continue;
            published[relation.OtherId] = shown;
            notifications.Add(new PersonalEvent(Connection: shown));
            // A user who is no longer connected appears offline.
            if (before is { Status: ConnectionStatuses.Accepted })
                notifications.Add(
                    new PersonalEvent(Presence: new PresenceNotification(relation.OtherId, PresenceStatuses.Offline)));
        }
        if (notifications.Count > 0) DeviceNotifier.Notify(grains, Committed.UserId, notifications.DrainToImmutable(), log);
    }

    private ImmutableArray<string> Where(Func<Contact, bool> predicate) =>
        [.. Committed.Contacts.Values.Where(predicate).Select(static c => c.Relation.OtherId)];

    private bool Is(string otherId, Func<Contact, bool> predicate) =>
        Committed.Contacts.TryGetValue(otherId, out var contact) && predicate(contact);

    /// <summary>A block looks like its end.</summary>
    private static ConnectionView? Shown(Contact contact) => contact.Relation.Connection is not { } connection ? null
        : contact.IsEnded ? connection with { Status = ConnectionStatuses.Removed, AcceptedAt = null } : connection;
}
