using System.Collections.Immutable;
using Orleans.Concurrency;

namespace XelaConnect.Relationships;

/// <summary>One person's relations, keyed by user id: connections, requests, blocks. Kept up by what the pairs owe it.</summary>
[Alias("connections.contacts")]
public interface IContactsGrain : IGrainWithStringKey
{
    /// <summary>A page of the person's connections, newest first (contract endpoint 20).</summary>
    [Alias("List"), ReadOnly]
    Task<Outcome<Page<ConnectionView>>> ListAsync(ConnectionQuery query);

    /// <summary>How the person stands to one other.</summary>
    [Alias("Relation"), ReadOnly]
    Task<RelationView> RelationAsync(string otherId);

    /// <summary>Everyone the person is connected with.</summary>
    [Alias("Connected"), ReadOnly]
    Task<ImmutableArray<string>> ConnectedAsync();

    /// <summary>Those of several that the person is connected with.</summary>
    [Alias("ConnectedAmong"), ReadOnly]
    Task<ImmutableArray<string>> ConnectedAmongAsync(ImmutableArray<string> userIds);

    /// <summary>Those of several that the person blocks. Who blocks the person is not among them: a block is private.</summary>
    [Alias("HiddenAmong"), ReadOnly]
    Task<ImmutableArray<string>> HiddenAmongAsync(ImmutableArray<string> userIds);

    /// <summary>
    /// Everyone discovery must not show this person: connected, asked or asking, declined within the last 30 days, blocked either way (contract endpoint 17).
    /// </summary>
    [Alias("OutOfSight"), ReadOnly]
    Task<ImmutableArray<string>> HiddenFromDiscoveryAsync();

    /// <summary>A page of the people this person has blocked, the last blocked first.</summary>
    [Alias("Blocked"), ReadOnly]
    Task<Outcome<Page<BlockedView>>> BlockedAsync(string? cursor, int limit);

    /// <summary>Spends one of the requests to strangers that a person has in a day; refuses when there is none left.</summary>
    [Alias("SpendRequest")]
    Task<Outcome<Done>> TakeRequestQuotaAsync(TakeRequestQuota command);

    /// <summary>Takes over how the person stands to another. Owed by the pair; an older version changes nothing.</summary>
    [Alias("ProjectRelation")]
    Task<Outcome<Done>> ProjectRelationAsync(ProjectRelation command);

    /// <summary>Whether others may see when the person is there (contract §2 "Presence").</summary>
    [Alias("SetVisible")]
    Task<Outcome<Done>> SetVisibleAsync(SetVisible command);

    /// <summary>Whether others may see when the person is there.</summary>
    [Alias("IsVisible"), ReadOnly]
    Task<bool> IsVisibleAsync();

    /// <summary>Connections that changed after a place in this grain's history, oldest change first, and the place now.</summary>
    [Alias("Changes"), ReadOnly]
    Task<ConnectionChanges> ChangesAsync(long afterSeq, int limit);
}

/// <summary>Which connections to list.</summary>
/// <param name="Status">One of <see cref="ConnectionStatuses"/>, or null for all of them.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Limit">The most on it.</param>
[GenerateSerializer, Immutable, Alias("connections.query.v1")]
public sealed record ConnectionQuery([property: Id(0)] string? Status, [property: Id(1)] string? Cursor, [property: Id(2)] int Limit);

/// <summary>Spends a request of today's.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="OtherId">Who is asked.</param>
[GenerateSerializer, Immutable, Alias("connections.spend-request.v1")]
public sealed record TakeRequestQuota([property: Id(0)] string OperationId, [property: Id(1)] string OtherId) : ICommand;

/// <summary>How a person stands to another, as of a version of their pair.</summary>
[GenerateSerializer, Immutable, Alias("connections.project-relation.v1")]
public sealed record ProjectRelation([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] Relation Relation) : ICommand;

/// <summary>Shows or hides a person's presence.</summary>
[GenerateSerializer, Immutable, Alias("connections.set-visible.v1")]
public sealed record SetVisible([property: Id(0)] string OperationId, [property: Id(1)] bool Visible) : ICommand;
