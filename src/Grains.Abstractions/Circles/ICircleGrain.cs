using System.Collections.Immutable;
using Orleans.Concurrency;

namespace XelaConnect.Circles;

/// <summary>One circle, keyed by its id: profile, members and everything said in it (contract endpoints 9–12, §3 "Circles").</summary>
[Alias("circles.circle")]
public interface ICircleGrain : IGrainWithStringKey
{
    /// <summary>Creates the circle. Owed by <see cref="IMembershipsGrain"/>, whose person becomes the first member; house circles have none.</summary>
    [Alias("Create")]
    Task<Outcome<CircleView>> CreateAsync(CreateCircle command);

    /// <summary>The circle with its first members and recent activity, as <paramref name="viewerId"/> sees it; <see cref="CircleFaults.Unknown"/> when there is none.</summary>
    [Alias("Get"), ReadOnly]
    Task<Outcome<CircleDetailView>> GetAsync(string? viewerId);

    /// <summary>Changes the profile; only the creator may.</summary>
    [Alias("Edit")]
    Task<Outcome<CircleView>> EditAsync(EditCircle command);

    /// <summary>Closes the circle for good; only the creator may. Members are released in portions, so a large circle costs no long turn.</summary>
    [Alias("Delete")]
    Task<Outcome<Done>> DeleteAsync(DeleteCircle command);

    /// <summary>Takes in someone whose memberships allow it. Owed by <see cref="IMembershipsGrain"/>, never called by hosts.</summary>
    [Alias("Admit")]
    Task<Outcome<CircleView>> AddMemberAsync(AddMember command);

    /// <summary>Lets someone go. Owed by <see cref="IMembershipsGrain"/>, never called by hosts.</summary>
    [Alias("Depart")]
    Task<Outcome<Done>> RecordDepartureAsync(RecordDeparture command);

    /// <summary>Lets somebody who was shown out come back; only the creator may. They are no member by that. Nobody shown out: success.</summary>
    [Alias("LetIn")]
    Task<Outcome<Done>> ReadmitMemberAsync(ReadmitMember command);

    /// <summary>Shows someone out, who cannot come back until they are let in again; only the creator may (contract §3).</summary>
    [Alias("RemoveMember")]
    Task<Outcome<Done>> RemoveMemberAsync(RemoveMember command);

    /// <summary>Takes over a member's new name and picture.</summary>
    [Alias("UpdateMember")]
    Task<Outcome<Done>> UpdateMemberAsync(UpdateMember command);

    /// <summary>Releases the next portion of members of a deleted circle. Owed by the circle to itself.</summary>
    [Alias("Release")]
    Task<Outcome<Done>> ReleaseAsync(ReleaseMemberships command);

    /// <summary>Posts to the circle; members only, else <see cref="CircleFaults.NotAMember"/>. The answer means stored.</summary>
    [Alias("Post")]
    Task<Outcome<CirclePost>> PostAsync(PostToCircle command);

    /// <summary>Takes back an activity; only the circle's creator may. It keeps its place, empty.</summary>
    [Alias("RemoveActivity")]
    Task<Outcome<Done>> RemovePostAsync(RemovePost command);

    /// <summary>History, always ascending by seq: the first ones after <paramref name="afterSeq"/>, or the newest before <paramref name="beforeSeq"/>, or the newest.</summary>
    [Alias("History")]
    Task<Outcome<ImmutableArray<CirclePost>>> HistoryAsync(long? afterSeq, long? beforeSeq, int limit);

    /// <summary>Members in the order they came, from a cursor.</summary>
    [Alias("Members"), ReadOnly]
    Task<Outcome<Page<CircleMemberView>>> MembersAsync(string? cursor, int limit);

    /// <summary>Where a watcher stands: refuses non-members, and answers what was missed since <paramref name="afterSeq"/> (null: nothing), at most <paramref name="limit"/>.</summary>
    [Alias("Watch")]
    Task<Outcome<CircleWatchView>> WatchAsync(string userId, long? afterSeq, int limit);

    /// <summary>Posts taken back after a version of the circle, in the order they were.</summary>
    [Alias("RemovedSince"), ReadOnly]
    Task<RemovedPosts> RemovedSinceAsync(long version, int limit);

    /// <summary>The circle's position, for a relay that wants to know whether it missed anything.</summary>
    [Alias("Pulse"), ReadOnly]
    Task<CircleVersions> VersionsAsync();

    /// <summary>Which of these people are members now.</summary>
    [Alias("MembersAmong"), ReadOnly]
    Task<ImmutableArray<string>> MembersAmongAsync(ImmutableArray<string> userIds);
}
