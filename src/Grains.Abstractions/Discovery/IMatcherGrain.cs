using System.Collections.Immutable;
using Orleans.Concurrency;

namespace XelaConnect.Discovery;

/// <summary>Finds people for someone: asks every shard, and puts together what they found (contract endpoint 17). A stateless worker, any key.</summary>
[Alias("discovery.matcher")]
public interface IMatcherGrain : IGrainWithStringKey
{
    /// <summary>
    /// A page of people, best first. Who is found on it is in the order of the day it was begun on, and priority counts as at the moment it was begun: its
    /// cursor says both, so pages fit together across midnight too. Refuses a cursor that is none.
    /// </summary>
    [Alias("Discover"), ReadOnly]
    Task<Outcome<Page<Match>>> DiscoverAsync(DiscoverQuery query);
}

/// <summary>Whom to find.</summary>
/// <param name="CallerId">For whom; never found themselves.</param>
/// <param name="Profile">What is compared with others.</param>
/// <param name="Limit">The most on a page.</param>
/// <param name="Cursor">Where the page starts.</param>
/// <param name="Filter">Who may be found at all; null is everyone.</param>
/// <param name="Excluded">Who must not be found.</param>
/// <param name="WithReasons">Whether to say why.</param>
[GenerateSerializer, Immutable, Alias("discovery.query.v1")]
public sealed record DiscoverQuery(
    [property: Id(0)] string CallerId,
    [property: Id(1)] MatchProfile Profile,
    [property: Id(2)] int Limit,
    [property: Id(3)] string? Cursor,
    [property: Id(4)] MatchFilter? Filter,
    [property: Id(5)] ImmutableArray<string> Excluded,
    [property: Id(6)] bool WithReasons);

/// <summary>Who may be found; null asks nothing. Someone who does not say their age, city or badge is not found by a filter on it.</summary>
/// <param name="City">Their city, whatever its case.</param>
/// <param name="AgeMin">The youngest, in years.</param>
/// <param name="AgeMax">The oldest, in years.</param>
/// <param name="Badge">Their identity badge.</param>
[GenerateSerializer, Immutable, Alias("discovery.filter.v1")]
public sealed record MatchFilter([property: Id(0)] string? City, [property: Id(1)] int? AgeMin, [property: Id(2)] int? AgeMax, [property: Id(3)] string? Badge);

/// <summary>Someone found.</summary>
/// <param name="UserId">Who.</param>
/// <param name="Score">Compatibility, 0 to 100.</param>
/// <param name="CommonInterests">Interests both have, as the caller writes them.</param>
/// <param name="Reasons">Why they go together; empty when it was not asked.</param>
[GenerateSerializer, Immutable, Alias("discovery.match.v1")]
public sealed record Match(
    [property: Id(0)] string UserId,
    [property: Id(1)] int Score,
    [property: Id(2)] ImmutableArray<string> CommonInterests,
    [property: Id(3)] ImmutableArray<string> Reasons);
