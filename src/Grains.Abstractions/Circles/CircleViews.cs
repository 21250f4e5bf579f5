using System.Collections.Immutable;

namespace XelaConnect.Circles;

/// <summary>A circle as lists show it (contract §0 "circle").</summary>
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

/// <summary>A circle in full, as one person sees it (contract endpoint 10).</summary>
[GenerateSerializer, Immutable, Alias("circles.detail.v1")]
public sealed record CircleDetailView(
    [property: Id(0)] CircleView Circle,
    [property: Id(1)] ImmutableArray<string> Members,
    [property: Id(2)] ImmutableArray<CirclePost> RecentPosts,
    [property: Id(3)] bool IsMember,
    [property: Id(4)] bool IsExcluded = false);

/// <summary>One thing said in a circle (contract §0 "circle activity"). A removed one has an empty message.</summary>
[GenerateSerializer, Immutable, Alias("circles.activity.v1")]
public sealed record CirclePost(
    [property: Id(0)] string Id,
    [property: Id(1)] long Seq,
    [property: Id(2)] string UserId,
    [property: Id(3)] string UserName,
    [property: Id(4)] string Message,
    [property: Id(5)] DateTimeOffset Timestamp,
    [property: Id(6)] bool Removed);

/// <summary>A member in a list of members.</summary>
[GenerateSerializer, Immutable, Alias("circles.member.v1")]
public sealed record CircleMemberView([property: Id(0)] MemberCard Card, [property: Id(1)] DateTimeOffset JoinedAt);

/// <summary>
/// What a watcher missed, from which seq on it now hears (contract §4 <c>WatchCircle</c>), the circle's version as of which they are a member, and which of
/// the posts up to where they had come are taken back: the seqs of the newest of them, ascending.
/// </summary>
[GenerateSerializer, Immutable, Alias("circles.watch.v1")]
public sealed record CircleWatchView(
    [property: Id(0)] ImmutableArray<CirclePost> Missed,
    [property: Id(1)] long Seq,
    [property: Id(2)] bool More,
    [property: Id(3)] long Version = 0,
    [property: Id(4)] ImmutableArray<long> Removed = default);

/// <summary>Posts that were taken back after a version of the circle.</summary>
/// <param name="Posts">In the order they were.</param>
/// <param name="Version">The version up to which this tells all of them.</param>
/// <param name="More">There are further ones after it.</param>
[GenerateSerializer, Immutable, Alias("circles.removed-posts.v1")]
public sealed record RemovedPosts([property: Id(0)] ImmutableArray<RemovedPost> Posts, [property: Id(1)] long Version, [property: Id(2)] bool More);

/// <summary>A post that was taken back.</summary>
[GenerateSerializer, Immutable, Alias("circles.removed-post.v1")]
public sealed record RemovedPost([property: Id(0)] long Seq, [property: Id(1)] long Version, [property: Id(2)] DateTimeOffset At);

/// <summary>A circle's position: the last activity's seq, and a version that rises with every other change.</summary>
[GenerateSerializer, Immutable, Alias("circles.pulse.v1")]
public sealed record CircleVersions(
    [property: Id(0)] long Seq,
    [property: Id(1)] long Version,
    [property: Id(2)] long MembersCount,
    [property: Id(3)] bool Active);

/// <summary>What the directory holds of a circle. <paramref name="Version"/> orders summaries; <paramref name="TrendingUntil"/> makes "trending" a question of the clock.</summary>
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

/// <summary>All that is listed, in listing order, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("circles.listing-snapshot.v1")]
public sealed record CircleListingSnapshot([property: Id(0)] long Version, [property: Id(1)] ImmutableArray<CircleSummary> Circles);
