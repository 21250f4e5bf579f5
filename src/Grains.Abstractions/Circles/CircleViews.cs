namespace XelaConnect.Circles;

/// <summary>A circle as lists show it.</summary>
[GenerateSerializer, Immutable, Alias("circles.view.v1")]
public sealed record CircleView(
    [property: Id(0)] string Id,
    [property: Id(1)] CircleProfile Profile,
    [property: Id(2)] long MembersCount,
    [property: Id(3)] bool Active,
    [property: Id(4)] string? CreatedBy,
    [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] long PostsCount,
    [property: Id(7)] bool Trending,
    [property: Id(8)] ImmutableArray<MemberCard> RecentMembers);

/// <summary>A circle in full, as one user sees it.</summary>
[GenerateSerializer, Immutable, Alias("circles.detail.v1")]
public sealed record CircleDetailView(
    [property: Id(0)] CircleView Circle, [property: Id(1)] ImmutableArray<string> Members,
    [property: Id(2)] ImmutableArray<CirclePost> RecentPosts, [property: Id(3)] bool IsMember,
    [property: Id(4)] bool IsExcluded = false);

/// <summary>A post in a circle, with its author's birth date. A removed post has an empty message.</summary>
[GenerateSerializer, Immutable, Alias("circles.activity.v1")]
public sealed record CirclePost(
    [property: Id(0)] string Id, [property: Id(1)] long Seq, [property: Id(2)] string UserId,
    [property: Id(3)] string UserName, [property: Id(4)] string Message, [property: Id(5)] DateTimeOffset Timestamp,
    [property: Id(6)] bool Removed, [property: Id(7)] DateOnly? Born = null);

/// <summary>A member in the list of members.</summary>
[GenerateSerializer, Immutable, Alias("circles.member.v1")]
public sealed record CircleMemberView([property: Id(0)] MemberCard Card, [property: Id(1)] DateTimeOffset JoinedAt);

/// <summary>The start of a watch: posts missed and removed since, where it continues, and the watcher's birth date.</summary>
[GenerateSerializer, Immutable, Alias("circles.watch.v1")]
public sealed record CircleWatchView(
    [property: Id(0)] ImmutableArray<CirclePost> Missed, [property: Id(1)] long Seq, [property: Id(2)] bool More,
    [property: Id(3)] long Version = 0, [property: Id(4)] ImmutableArray<long> Removed = default,
    [property: Id(5)] DateOnly? Born = null);

/// <summary>Posts removed after a version, in order; complete up to <paramref name="Version"/>.</summary>
[GenerateSerializer, Immutable, Alias("circles.removed-posts.v1")]
public sealed record RemovedPosts(
    [property: Id(0)] ImmutableArray<RemovedPost> Posts, [property: Id(1)] long Version, [property: Id(2)] bool More);

/// <summary>A removed post.</summary>
[GenerateSerializer, Immutable, Alias("circles.removed-post.v1")]
public sealed record RemovedPost(
    [property: Id(0)] long Seq, [property: Id(1)] long Version, [property: Id(2)] DateTimeOffset At);

/// <summary>The seq of a circle's last post, and a version that increases with every other change.</summary>
[GenerateSerializer, Immutable, Alias("circles.pulse.v1")]
public sealed record CircleVersions(
    [property: Id(0)] long Seq, [property: Id(1)] long Version, [property: Id(2)] long MembersCount,
    [property: Id(3)] bool Active);

/// <summary>
/// The directory's entry of a circle. Newest version wins; it counts every event of the circle, posts included. Trending
/// ends without an update.
/// </summary>
[GenerateSerializer, Immutable, Alias("circles.summary.v1")]
public sealed record CircleSummary(
    [property: Id(0)] string Id,
    [property: Id(1)] CircleProfile Profile,
    [property: Id(2)] long MembersCount,
    [property: Id(3)] bool Active,
    [property: Id(4)] string? CreatedBy,
    [property: Id(5)] DateTimeOffset CreatedAt,
    [property: Id(6)] long PostsCount,
    [property: Id(7)] DateTimeOffset? TrendingUntil,
    [property: Id(8)] ImmutableArray<MemberCard> RecentMembers,
    [property: Id(9)] long Version);

/// <summary>All listed circles as of a version, in listing order.</summary>
[GenerateSerializer, Immutable, Alias("circles.listing-snapshot.v1")]
public sealed record CircleListingSnapshot(
    [property: Id(0)] long Version, [property: Id(1)] ImmutableArray<CircleSummary> Circles);

/// <summary>
/// Changes of a circle on its stream, after <c>Since</c> and up to <c>Version</c>; a gap in the seqs or versions is
/// filled from the circle. Or, with <c>Now</c> alone, where the circle is when it has been quiet for some seconds.
/// </summary>
[GenerateSerializer, Immutable, Alias("circles.news.v1")]
public sealed record CircleNotification(
    [property: Id(0)] string CircleId,
    [property: Id(1)] ImmutableArray<CirclePost> Posts,
    [property: Id(2)] long Version,
    [property: Id(3)] long? MembersCount,
    [property: Id(4)] ImmutableArray<string> Left,
    [property: Id(5)] ImmutableArray<long> Removed,
    [property: Id(6)] bool Closed,
    [property: Id(7)] ImmutableArray<Departure> Departed = default,
    [property: Id(8)] long? Since = null,
    [property: Id(9)] CircleVersions? Now = null)
{
    /// <summary>Hosts of earlier versions find no change in it.</summary>
    public static CircleNotification Confirmation(string circleId, CircleVersions now) =>
        new(circleId, [], Version: 0, MembersCount: null, [], [], Closed: false, [], Now: now);
}

/// <summary>The end of a membership, by exclusion or not. A watcher with a later version has joined again.</summary>
[GenerateSerializer, Immutable, Alias("circles.departure.v1")]
public sealed record Departure(
    [property: Id(0)] string UserId, [property: Id(1)] bool IsExcluded, [property: Id(2)] long Version);
