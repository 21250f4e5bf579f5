using System.Collections.Immutable;
using System.Text.Json.Serialization;
using XelaConnect.Circles;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Circles;

/// <summary>A circle as its history tells it. Everything grows by the logarithm of the members, so a join costs the same for the millionth.</summary>
internal sealed record CircleState(string Id) : IJsonOnDeserialized
{
    /// <summary>The main stream: profile and members.</summary>
    public const int Main = 0;

    /// <summary>What was said: an activity's seq is its place in this stream.</summary>
    public const int Activity = 1;

    /// <summary>How many activities the circle keeps at hand (contract §0 "recent_activity").</summary>
    public const int RecentCount = 50;

    /// <summary>Null until the circle is created.</summary>
    public CircleProfile? Profile { get; init; }
    public string? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public bool Closed { get; init; }

    /// <summary>Rises with every event of the main stream.</summary>
    public long Version { get; init; }
    public ImmutableDictionary<string, Member> Members { get; init; } = ImmutableDictionary.Create<string, Member>(StringComparer.Ordinal);

    /// <summary>Who was shown out and may not come back until they are let in again.</summary>
    public ImmutableHashSet<string> ShownOut { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Members in the order they came; follows from <see cref="Members"/>.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<Member> Order { get; private set; } = ImmutableSortedSet.Create<Member>(Member.ByJoinOrder);

    /// <summary>Activities taken back, by seq. They keep their place in the journal and are shown empty.</summary>
    public ImmutableHashSet<long> Removed { get; init; } = [];

    /// <summary>The same, in the order they were taken back; those that an earlier version stored are not in here.</summary>
    public ImmutableList<RemovedPost> Removals { get; init; } = [];

    /// <summary>The last activities, ascending; replayed from the activity stream, never part of a snapshot.</summary>
    [JsonIgnore]
    public ImmutableArray<CirclePost> Recent { get; init; } = [];

    /// <summary>The seq of the last activity, which is also how many there were.</summary>
    [JsonIgnore]
    public long LastSeq { get; init; }

    public bool Exists => Profile is not null && !Closed;

    public bool Has(string userId) => Members.ContainsKey(userId);

    public static CircleState Apply(CircleState circle, EventEnvelope<CircleEvent> recorded) => recorded.Event switch
    {
        CircleCreated e => circle with { Profile = e.Profile, CreatedBy = e.CreatedBy, CreatedAt = recorded.At, Version = recorded.Seq },
        CircleEdited e => circle with { Profile = e.Profile, Version = recorded.Seq },
        CircleClosed => circle with { Closed = true, Version = recorded.Seq },
        MemberJoined e => circle.With(new Member(e.Card, e.JoinId, recorded.Seq, recorded.At)) with { Version = recorded.Seq },
        MemberLeft e => circle.Without([e.UserId]) with { Version = recorded.Seq },
        MemberExcluded e => circle.Without([e.UserId]) with { ShownOut = circle.ShownOut.Add(e.UserId), Version = recorded.Seq },
        MemberReadmitted e => circle with { ShownOut = circle.ShownOut.Remove(e.UserId), Version = recorded.Seq },
        MembershipsReleased e => circle.Without(e.UserIds) with { Version = recorded.Seq },
        MemberUpdated e => circle.With(circle.Members[e.Card.UserId] with { Card = e.Card }) with { Version = recorded.Seq },
        PostRemoved e => circle with { Removed = circle.Removed.Add(e.Seq), Removals = circle.Removals.Add(new(e.Seq, recorded.Seq, recorded.At)), Version = recorded.Seq },
        PostAdded => circle with { Recent = circle.Recent.With(ViewOf(recorded), RecentCount), LastSeq = recorded.Seq },
        _ => throw new InvalidDataException($"A circle does not know the event {recorded.Event.GetType().Name}."),
    };

    /// <summary>An activity as stored; whether it was taken back is a question to the state.</summary>
    public static CirclePost ViewOf(EventEnvelope<CircleEvent> recorded)
    {
        var posted = (PostAdded)recorded.Event;
        return new CirclePost(posted.Id, recorded.Seq, posted.UserId, posted.UserName, posted.Message, recorded.At, Removed: false);
    }

    /// <summary>The activity as people see it now.</summary>
    public CirclePost Shown(CirclePost activity) =>
        Removed.IsEmpty || !Removed.Contains(activity.Seq) ? activity : activity with { Message = "", Removed = true };

    /// <summary>Posts taken back after a version.</summary>
    public RemovedPosts RemovedSince(long version, int limit)
    {
        var index = Removals.BinarySearch(new RemovedPost(0, version, default), Comparer<RemovedPost>.Create(static (a, b) => a.Version.CompareTo(b.Version)));
        var first = index < 0 ? ~index : index + 1;
        var count = Math.Min(limit, Removals.Count - first);
        var more = first + count < Removals.Count;
        return new([.. Removals.GetRange(first, count)], more ? Removals[first + count - 1].Version : Version, more);
    }

    public void OnDeserialized() => Order = ImmutableSortedSet.CreateRange(Member.ByJoinOrder, Members.Values);

    private CircleState With(Member member)
    {
        var order = Members.TryGetValue(member.Card.UserId, out var before) ? Order.Remove(before) : Order;
        return this with { Members = Members.SetItem(member.Card.UserId, member), Order = order.Add(member) };
    }

    private CircleState Without(ImmutableArray<string> userIds)
    {
        var (members, order) = (Members, Order);
        foreach (var userId in userIds)
        {
            if (!members.TryGetValue(userId, out var member)) continue;
            members = members.Remove(userId);
            order = order.Remove(member);
        }
        return this with { Members = members, Order = order };
    }
}

/// <summary>A member: the card shown, which membership it is, and when it began.</summary>
internal sealed record Member(MemberCard Card, string JoinId, long JoinSeq, DateTimeOffset JoinedAt)
{
    public static readonly IComparer<Member> ByJoinOrder = Comparer<Member>.Create((a, b) => a.JoinSeq.CompareTo(b.JoinSeq));
}
