using XelaConnect.Profiles;

namespace XelaConnect.Discovery;

/// <summary>Queries every shard and merges the results. A stateless worker with any key.</summary>
[Alias("discovery.matcher")]
public interface IMatcherGrain : IGrainWithStringKey
{
    /// <summary>A page of people, best first. Filters and reasons require a plan; a guest gets one page.</summary>
    [Alias("DiscoverFor"), ReadOnly] Task<Outcome<Page<DiscoveredPerson>>> DiscoverForAsync(DiscoverPeople command);
    /// <summary>A page of matches, best first. The cursor keeps the priority and the order of the first page.</summary>
    [Alias("Discover"), ReadOnly] Task<Outcome<Page<Match>>> DiscoverAsync(DiscoverQuery query);
}

/// <summary>Discovers people for a user.</summary>
[GenerateSerializer, Immutable, Alias("discovery.discover.v1")]
public sealed record DiscoverPeople(
    [property: Id(0)] string CallerId, [property: Id(1)] int Limit, [property: Id(2)] string? Cursor,
    [property: Id(3)] MatchFilter? Filter);

/// <summary>A discovered person; reasons are null when the caller's plan has none.</summary>
[GenerateSerializer, Immutable, Alias("discovery.person.v1")]
public sealed record DiscoveredPerson(
    [property: Id(0)] UserView User, [property: Id(1)] int Score,
    [property: Id(2)] ImmutableArray<string> CommonInterests, [property: Id(3)] ImmutableArray<string>? Reasons);

/// <summary>Queries matches for a user, who is never a match.</summary>
[GenerateSerializer, Immutable, Alias("discovery.query.v1")]
public sealed record DiscoverQuery(
    [property: Id(0)] string CallerId, [property: Id(1)] MatchProfile Profile, [property: Id(2)] int Limit,
    [property: Id(3)] string? Cursor, [property: Id(4)] MatchFilter? Filter,
    [property: Id(5)] ImmutableArray<string> Excluded, [property: Id(6)] bool WithReasons);

/// <summary>Restricts matches. A person without a city, age or badge does not match a filter on it.</summary>
[GenerateSerializer, Immutable, Alias("discovery.filter.v1")]
public sealed record MatchFilter(
    [property: Id(0)] string? City, [property: Id(1)] int? AgeMin, [property: Id(2)] int? AgeMax,
    [property: Id(3)] string? Badge)
{
    /// <summary>Whether there is no restriction at all.</summary>
    public bool IsEmpty => City is null && AgeMin is null && AgeMax is null && Badge is null;
}

/// <summary>A match. Common interests are as the caller writes them.</summary>
[GenerateSerializer, Immutable, Alias("discovery.match.v1")]
public sealed record Match(
    [property: Id(0)] string UserId, [property: Id(1)] int Score,
    [property: Id(2)] ImmutableArray<string> CommonInterests, [property: Id(3)] ImmutableArray<string> Reasons);

/// <summary>The refusals of discovery.</summary>
public static class DiscoveryFaults
{
    /// <summary>The plan of the user has no filters.</summary>
    public static readonly Fault PremiumRequired = new(
        FaultKind.Forbidden, "premium_required",
        "Filters in discovery are part of Premium and Elite. Without them you can look at everyone.");
}
