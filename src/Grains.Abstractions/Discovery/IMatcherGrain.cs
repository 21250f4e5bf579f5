using XelaConnect.Profiles;

namespace XelaConnect.Discovery;

/// <summary>
/// Finds people for a user: queries every shard and merges the results. A stateless worker with any key.
/// </summary>
[Alias("discovery.matcher")]
public interface IMatcherGrain : IGrainWithStringKey
{
    /// <summary>
    /// A page of people for a user, best first, with their profiles. Filters and reasons require a plan that has
    /// them; a guest gets one short page.
    /// </summary>
    [Alias("DiscoverFor"), ReadOnly]
    Task<Outcome<Page<DiscoveredPerson>>> DiscoverForAsync(DiscoverPeople command);

    /// <summary>
    /// A page of matches, best first. The cursor contains the start time of the first page, which determines priority
    /// and the day's order; so pages are consistent across midnight.
    /// </summary>
    [Alias("Discover"), ReadOnly]
    Task<Outcome<Page<Match>>> DiscoverAsync(DiscoverQuery query);
}

/// <summary>Discovers people for a user.</summary>
/// <param name="CallerId">The user.</param>
/// <param name="Limit">The maximum number of people on the page.</param>
/// <param name="Cursor">The start of the page.</param>
/// <param name="Filter">Restricts the people; null for all.</param>
[GenerateSerializer, Immutable, Alias("discovery.discover.v1")]
public sealed record DiscoverPeople(
    [property: Id(0)] string CallerId,
    [property: Id(1)] int Limit,
    [property: Id(2)] string? Cursor,
    [property: Id(3)] MatchFilter? Filter);

/// <summary>A discovered person.</summary>
/// <param name="User">The person's profile.</param>
/// <param name="Score">Compatibility, 0 to 100.</param>
/// <param name="CommonInterests">Common interests as the caller writes them.</param>
/// <param name="Reasons">Why the two are compatible; null when the caller's plan has no reasons.</param>
[GenerateSerializer, Immutable, Alias("discovery.person.v1")]
public sealed record DiscoveredPerson(
    [property: Id(0)] UserView User,
    [property: Id(1)] int Score,
    [property: Id(2)] ImmutableArray<string> CommonInterests,
    [property: Id(3)] ImmutableArray<string>? Reasons);

/// <summary>Queries matches.</summary>
/// <param name="CallerId">The user for whom to search; never a match.</param>
/// <param name="Profile">The profile to compare with others.</param>
/// <param name="Limit">The maximum number of matches on the page.</param>
/// <param name="Cursor">The start of the page.</param>
/// <param name="Filter">Restricts the matches; null for all.</param>
/// <param name="Excluded">Users who must not match.</param>
/// <param name="WithReasons">Whether to return reasons.</param>
[GenerateSerializer, Immutable, Alias("discovery.query.v1")]
public sealed record DiscoverQuery(
    [property: Id(0)] string CallerId,
    [property: Id(1)] MatchProfile Profile,
    [property: Id(2)] int Limit,
    [property: Id(3)] string? Cursor,
    [property: Id(4)] MatchFilter? Filter,
    [property: Id(5)] ImmutableArray<string> Excluded,
    [property: Id(6)] bool WithReasons);

/// <summary>
/// Restricts matches; null means no restriction. A person without a city, age or badge does not match a filter on it.
/// </summary>
/// <param name="City">The city, without regard to case.</param>
/// <param name="AgeMin">The minimum age in years.</param>
/// <param name="AgeMax">The maximum age in years.</param>
/// <param name="Badge">The identity badge.</param>
[GenerateSerializer, Immutable, Alias("discovery.filter.v1")]
public sealed record MatchFilter(
    [property: Id(0)] string? City,
    [property: Id(1)] int? AgeMin,
    [property: Id(2)] int? AgeMax,
    [property: Id(3)] string? Badge)
{
    /// <summary>Whether there is no restriction at all.</summary>
    public bool IsEmpty => City is null && AgeMin is null && AgeMax is null && Badge is null;
}

/// <summary>A match.</summary>
/// <param name="UserId">The matching user.</param>
/// <param name="Score">Compatibility, 0 to 100.</param>
/// <param name="CommonInterests">Common interests as the caller writes them.</param>
/// <param name="Reasons">Why the two are compatible; empty without reasons in the query.</param>
[GenerateSerializer, Immutable, Alias("discovery.match.v1")]
public sealed record Match(
    [property: Id(0)] string UserId,
    [property: Id(1)] int Score,
    [property: Id(2)] ImmutableArray<string> CommonInterests,
    [property: Id(3)] ImmutableArray<string> Reasons);
