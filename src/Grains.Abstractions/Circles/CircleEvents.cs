using System.Collections.Immutable;

namespace XelaConnect.Circles;

/// <summary>News of a circle on its stream (namespace <c>circle</c>). Activities are ascending and without holes; whoever sees one reads it from the journal.</summary>
/// <param name="CircleId">Which circle.</param>
/// <param name="Activities">New activities, ascending by seq; may be empty.</param>
/// <param name="Version">The circle's version after this news (see <see cref="CirclePulse"/>).</param>
/// <param name="MembersCount">The number of members, when it changed.</param>
/// <param name="Left">People who are members no longer: they watch no more.</param>
/// <param name="Removed">Activities taken back: their seqs.</param>
/// <param name="Closed">True when the circle was deleted.</param>
[GenerateSerializer, Immutable, Alias("circles.news.v1")]
public sealed record CircleNews(
    [property: Id(0)] string CircleId,
    [property: Id(1)] ImmutableArray<CircleActivityView> Activities,
    [property: Id(2)] long Version,
    [property: Id(3)] long? MembersCount,
    [property: Id(4)] ImmutableArray<string> Left,
    [property: Id(5)] ImmutableArray<long> Removed,
    [property: Id(6)] bool Closed);
