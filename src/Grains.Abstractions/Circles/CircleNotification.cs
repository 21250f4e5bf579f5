using System.Collections.Immutable;

namespace XelaConnect.Circles;

/// <summary>News of a circle on its stream (namespace <c>circle</c>). Activities are ascending and without holes; whoever sees one reads it from the journal.</summary>
/// <param name="CircleId">Which circle.</param>
/// <param name="Posts">New activities, ascending by seq; may be empty.</param>
/// <param name="Version">The circle's version after this news (see <see cref="CircleVersions"/>).</param>
/// <param name="MembersCount">The number of members, when it changed.</param>
/// <param name="Left">People who are members no longer: they watch no more.</param>
/// <param name="Removed">Activities taken back: their seqs.</param>
/// <param name="Closed">True when the circle was deleted.</param>
/// <param name="Departed">The same people as <paramref name="Left"/>, with why and when; default from silos of earlier versions.</param>
[GenerateSerializer, Immutable, Alias("circles.news.v1")]
public sealed record CircleNotification(
    [property: Id(0)] string CircleId,
    [property: Id(1)] ImmutableArray<CirclePost> Posts,
    [property: Id(2)] long Version,
    [property: Id(3)] long? MembersCount,
    [property: Id(4)] ImmutableArray<string> Left,
    [property: Id(5)] ImmutableArray<long> Removed,
    [property: Id(6)] bool Closed,
    [property: Id(7)] ImmutableArray<Departure> Departed = default);

/// <summary>Somebody is a member no longer.</summary>
/// <param name="UserId">Who.</param>
/// <param name="IsExcluded">The circle's creator showed them out; else they left.</param>
/// <param name="Version">The circle's version since then: whoever watches as of a later one has joined again.</param>
[GenerateSerializer, Immutable, Alias("circles.departure.v1")]
public sealed record Departure([property: Id(0)] string UserId, [property: Id(1)] bool IsExcluded, [property: Id(2)] long Version);
