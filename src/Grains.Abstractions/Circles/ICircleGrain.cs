namespace XelaConnect.Circles;

/// <summary>One circle, keyed by its id: profile, members and posts.</summary>
[Alias("circles.circle")]
public interface ICircleGrain : IGrainWithStringKey
{
    /// <summary>Sent by <see cref="IMembershipsGrain"/>, which then adds the creator, if there is one.</summary>
    [Alias("Create")] Task<Outcome<CircleView>> CreateAsync(CreateCircle command);
    /// <summary>The circle with first members and recent posts, as <paramref name="viewerId"/> sees it.</summary>
    [Alias("Get"), ReadOnly] Task<Outcome<CircleDetailView>> GetAsync(string? viewerId);
    /// <summary>The circle for a user who is or wants to be a member; refuses an excluded one.</summary>
    [Alias("ViewFor"), ReadOnly] Task<Outcome<CircleView>> ViewForAsync(string userId);
    /// <summary>Changes the profile; only the creator may.</summary>
    [Alias("Edit")] Task<Outcome<CircleView>> EditAsync(EditCircle command);
    /// <summary>Deletes it for good; only the creator may. Memberships end in batches: no turn is long.</summary>
    [Alias("Delete")] Task<Outcome<Done>> DeleteAsync(DeleteCircle command);
    /// <summary>Sent by <see cref="IMembershipsGrain"/>, which checks the limits; hosts never call it.</summary>
    [Alias("Admit")] Task<Outcome<CircleView>> AddMemberAsync(AddMember command);
    /// <summary>Removes a member who left. Sent by <see cref="IMembershipsGrain"/>; hosts never call it.</summary>
    [Alias("Depart")] Task<Outcome<Done>> RecordDepartureAsync(RecordDeparture command);
    /// <summary>Permits an excluded user to join again; only the creator may.</summary>
    [Alias("LetIn")] Task<Outcome<Done>> ReadmitMemberAsync(ReadmitMember command);
    /// <summary>Excludes a member until <see cref="ReadmitMemberAsync"/>; only the creator may.</summary>
    [Alias("RemoveMember")] Task<Outcome<Done>> RemoveMemberAsync(RemoveMember command);
    /// <summary>Replaces a member's name and picture.</summary>
    [Alias("UpdateMember")] Task<Outcome<Done>> UpdateMemberAsync(UpdateMember command);
    /// <summary>Ends the next batch of memberships of a deleted circle. Sent by the circle to itself.</summary>
    [Alias("Release")] Task<Outcome<Done>> ReleaseAsync(ReleaseMemberships command);
    /// <summary>Posts to the circle, for members only. Returns when the post is stored.</summary>
    [Alias("Post")] Task<Outcome<CirclePost>> PostAsync(PostToCircle command);
    /// <summary>Removes a post; only the creator may. The post keeps its seq, with an empty message.</summary>
    [Alias("RemoveActivity")] Task<Outcome<Done>> RemovePostAsync(RemovePost command);
    /// <summary>All posts, ascending: the first after a seq, or the newest before one, or the newest.</summary>
    [Alias("History")]
    Task<Outcome<ImmutableArray<CirclePost>>> HistoryAsync(long? afterSeq, long? beforeSeq, int limit);
    /// <summary>As <see cref="HistoryAsync"/>, as a user sees it.</summary>
    [Alias("HistoryFor")]
    Task<Outcome<ImmutableArray<CirclePost>>> HistoryForAsync(
        string viewerId, long? afterSeq, long? beforeSeq, int limit);
    /// <summary>
    /// A user's posts after a seq, for that user alone: also removed ones, with their message, and of a deleted circle.
    /// </summary>
    [Alias("PostsOf"), ReadOnly] Task<Portion<CirclePost>> PostsOfAsync(string userId, long afterSeq, int limit);
    /// <summary>A page of members in the order in which they joined.</summary>
    [Alias("Members"), ReadOnly] Task<Outcome<Page<CircleMemberView>>> MembersAsync(string? cursor, int limit);
    /// <summary>As <see cref="MembersAsync"/>, those whom a user sees.</summary>
    [Alias("MembersFor"), ReadOnly]
    Task<Outcome<Page<CircleMemberView>>> MembersForAsync(string viewerId, string? cursor, int limit);
    /// <summary>Starts a watch of a member with the missed posts (none for null).</summary>
    [Alias("Watch")] Task<Outcome<CircleWatchView>> WatchAsync(string userId, long? afterSeq, int limit);
    /// <summary>Posts that were removed after a version of the circle, in the order of removal.</summary>
    [Alias("RemovedSince"), ReadOnly] Task<RemovedPosts> RemovedSinceAsync(long version, int limit);
    /// <summary>The circle's seq and version, from which a relay learns whether it missed a notification.</summary>
    [Alias("Pulse"), ReadOnly] Task<CircleVersions> VersionsAsync();
    /// <summary>What the directory holds of the circle; null when it was never created.</summary>
    [Alias("Summary"), ReadOnly] Task<CircleSummary?> SummaryAsync();
    /// <summary>Those of <paramref name="userIds"/> who are members now.</summary>
    [Alias("MembersAmong"), ReadOnly] Task<ImmutableArray<string>> MembersAmongAsync(ImmutableArray<string> userIds);
}
