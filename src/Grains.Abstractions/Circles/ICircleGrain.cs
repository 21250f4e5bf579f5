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

/// <summary>The circles one person is in, keyed by user id. Holds the tier's limit, so that joining two circles at once cannot pass it.</summary>
[Alias("circles.memberships")]
public interface IMembershipsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Creates a circle and joins it, in one decision; refuses with <see cref="CircleFaults.LimitReached"/>, or with
    /// <see cref="CircleFaults.TooManyCreated"/>: a circle counts for ever, whatever becomes of it.
    /// </summary>
    [Alias("CreateOwn")]
    Task<Outcome<Done>> CreateOwnAsync(CreateOwnCircle command);

    /// <summary>Joins a circle, or refuses with <see cref="CircleFaults.LimitReached"/>. Already in: success, nothing doubled.</summary>
    [Alias("Join")]
    Task<Outcome<Done>> JoinAsync(JoinCircle command);

    /// <summary>Leaves a circle; not a member: success.</summary>
    [Alias("Leave")]
    Task<Outcome<Done>> LeaveAsync(LeaveCircle command);

    /// <summary>The circle let this person go. Owed by <see cref="ICircleGrain"/>.</summary>
    [Alias("Dismiss")]
    Task<Outcome<Done>> RemoveMembershipAsync(RemoveMembership command);

    /// <summary>Passes a new name and picture on to every circle this person is in. Owed by the user's grain.</summary>
    [Alias("UpdateCard")]
    Task<Outcome<Done>> UpdateCardAsync(UpdateMemberCard command);
}

/// <summary>All circles' summaries (key "all"), kept up by what circles owe it.</summary>
[Alias("circles.directory")]
public interface ICircleDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Takes over a circle's summary; an older version than the one held changes nothing.</summary>
    [Alias("Put")]
    Task<Outcome<Done>> PutAsync(PutCircleSummary command);

    /// <summary>A circle's figures that may be a second old (posts, trending); held in memory, and healed when the circle is next used.</summary>
    [Alias("Note")]
    Task CacheAsync(CircleSummary summary);

    /// <summary>Everything listed, if it changed since <paramref name="version"/>; else null.</summary>
    [Alias("IfChanged"), ReadOnly]
    Task<CircleListingSnapshot?> IfChangedAsync(long version);
}

/// <summary>Answers listings from a per-silo copy of the directory, never older than a quarter of a second (key "0").</summary>
[Alias("circles.listing")]
public interface ICircleListingGrain : IGrainWithStringKey
{
    /// <summary>One page of circles by category, words and cursor (contract endpoint 9).</summary>
    [Alias("List")]
    Task<Page<CircleView>> ListAsync(CircleQuery query);
}
