using XelaConnect.Presence;

namespace XelaConnect.Relationships;

/// <summary>One user's relations, keyed by user id: a state replica that pairs feed.</summary>
[Alias("connections.contacts")]
public interface IContactsGrain : IGrainWithStringKey
{
    /// <summary>Requests a connection with another user, within the user's daily quota.</summary>
    [Alias("RequestContact")] Task<Outcome<ConnectionView>> RequestAsync(RequestContact command);
    /// <summary>A page of the user's connections, newest first.</summary>
    [Alias("List"), ReadOnly] Task<Outcome<Page<ConnectionView>>> ListAsync(ConnectionQuery query);
    /// <summary>The user's relation to one other user.</summary>
    [Alias("Relation"), ReadOnly] Task<RelationView> RelationAsync(string otherId);
    /// <summary>All users with whom the user is connected.</summary>
    [Alias("Connected"), ReadOnly] Task<ImmutableArray<string>> ConnectedAsync();
    /// <summary>Those of <paramref name="userIds"/> with whom the user is connected.</summary>
    [Alias("ConnectedAmong"), ReadOnly]
    Task<ImmutableArray<string>> ConnectedAmongAsync(ImmutableArray<string> userIds);
    /// <summary>Connected users who are online now.</summary>
    [Alias("Online"), ReadOnly] Task<ImmutableArray<string>> OnlineAsync();
    /// <summary>Another user's presence as this user may see it: offline unless the two are connected.</summary>
    [Alias("PresenceOf"), ReadOnly] Task<Outcome<PresenceView>> PresenceOfAsync(string otherId);
    /// <summary>Those whom the user blocks; those who block the user are not among them: it is private.</summary>
    [Alias("HiddenAmong"), ReadOnly] Task<ImmutableArray<string>> HiddenAmongAsync(ImmutableArray<string> userIds);
    /// <summary>Connected, pending, declined within the last 30 days, or blocked in either direction.</summary>
    [Alias("OutOfSight"), ReadOnly] Task<ImmutableArray<string>> HiddenFromDiscoveryAsync();
    /// <summary>A page of the users whom this user blocks, the latest block first.</summary>
    [Alias("Blocked"), ReadOnly] Task<Outcome<Page<BlockedView>>> BlockedAsync(string? cursor, int limit);
    /// <summary>Takes one request of the user's daily quota; refuses when it is used up.</summary>
    [Alias("SpendRequest")] Task<Outcome<Done>> TakeRequestQuotaAsync(TakeRequestQuota command);
    /// <summary>Stores the relation to another user. Sent by the pair; an older version is ignored.</summary>
    [Alias("ProjectRelation")] Task<Outcome<Done>> ProjectRelationAsync(ProjectRelation command);
    /// <summary>Shows or hides the user's presence.</summary>
    [Alias("SetVisible")] Task<Outcome<Done>> SetVisibleAsync(SetVisible command);
    /// <summary>Whether other users may see the user's presence.</summary>
    [Alias("IsVisible"), ReadOnly] Task<bool> IsVisibleAsync();
    /// <summary>All users with whom the user has or had anything to do, by id, after one of them.</summary>
    [Alias("Everybody"), ReadOnly] Task<ImmutableArray<string>> EverybodyAsync(string afterId, int limit);
    /// <summary>Connections that changed after a seq of this grain's journal, oldest change first.</summary>
    [Alias("Changes"), ReadOnly] Task<ConnectionChanges> ChangesAsync(long afterSeq, int limit);
    /// <summary>The last seq before a time, after which everything since is read.</summary>
    [Alias("SeqBefore"), ReadOnly] Task<long> SeqBeforeAsync(DateTimeOffset time);
}

/// <summary>Selects connections by status (null: all; <see cref="Current"/>: accepted and pending ones).</summary>
[GenerateSerializer, Immutable, Alias("connections.query.v1")]
public sealed record ConnectionQuery(
    [property: Id(0)] string? Status, [property: Id(1)] string? Cursor, [property: Id(2)] int Limit)
{
    /// <summary>Selects every connection but the declined ones.</summary>
    public const string Current = "current";

    /// <summary>Whether a connection of this status is selected.</summary>
    public bool Selects(string status) => Status is null || status == Status
        || (Status == Current && status is ConnectionStatuses.Accepted or ConnectionStatuses.Pending);
}

/// <summary>Requests a connection; takes quota except where the host runs without limits.</summary>
[GenerateSerializer, Immutable, Alias("connections.request-contact.v1")]
public sealed record RequestContact(
    [property: Id(0)] string OperationId, [property: Id(1)] string OtherId,
    [property: Id(2)] bool TakesQuota) : ICommand;

/// <summary>Takes one request of the daily quota.</summary>
[GenerateSerializer, Immutable, Alias("connections.spend-request.v1")]
public sealed record TakeRequestQuota([property: Id(0)] string OperationId, [property: Id(1)] string OtherId) : ICommand;

/// <summary>A user's relation to another, as of a version of their pair.</summary>
[GenerateSerializer, Immutable, Alias("connections.project-relation.v1")]
public sealed record ProjectRelation(
    [property: Id(0)] string OperationId, [property: Id(1)] long Version,
    [property: Id(2)] Relation Relation) : ICommand;

/// <summary>Shows or hides a user's presence.</summary>
[GenerateSerializer, Immutable, Alias("connections.set-visible.v1")]
public sealed record SetVisible([property: Id(0)] string OperationId, [property: Id(1)] bool Visible) : ICommand;
