namespace XelaConnect.Circles;

/// <summary>A change of a circle on its stream. A gap in the seqs is filled from the journal.</summary>
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

/// <summary>The end of a membership, by exclusion or not. A watcher with a later version has joined again.</summary>
[GenerateSerializer, Immutable, Alias("circles.departure.v1")]
public sealed record Departure(
    [property: Id(0)] string UserId, [property: Id(1)] bool IsExcluded, [property: Id(2)] long Version);
