namespace XelaConnect.Circles;

/// <summary>
/// A change of a circle on its stream (namespace <c>circle</c>). A subscriber that detects a gap in the seqs reads
/// the posts from the journal.
/// </summary>
/// <param name="CircleId">The circle.</param>
/// <param name="Posts">New posts, ascending by seq; can be empty.</param>
/// <param name="Version">The circle's version after this change (see <see cref="CircleVersions"/>).</param>
/// <param name="MembersCount">The number of members, if it changed.</param>
/// <param name="Left">Users who are no longer members and stop watching.</param>
/// <param name="Removed">Seqs of removed posts.</param>
/// <param name="Closed">True when the circle was deleted.</param>
/// <param name="Departed">The users in <paramref name="Left"/> with reason and version; default from silos of earlier
/// versions.</param>
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

/// <summary>The end of a membership.</summary>
/// <param name="UserId">The former member.</param>
/// <param name="IsExcluded">True when the circle's creator excluded the user; false when the user left.</param>
/// <param name="Version">The circle's version at that moment. A watcher with a later version has joined again.</param>
[GenerateSerializer, Immutable, Alias("circles.departure.v1")]
public sealed record Departure([property: Id(0)] string UserId, [property: Id(1)] bool IsExcluded, [property: Id(2)] long Version);
