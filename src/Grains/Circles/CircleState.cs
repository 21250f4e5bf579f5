namespace XelaConnect.Grains.Circles;

/// <summary>
/// Its collections are trees, so that a join costs the logarithm of the number of members. A large circle holds its
/// first and its newest members; the others are in <see cref="CircleMemberShards"/>.
/// </summary>
internal sealed record CircleState(string Id) : IJsonOnDeserialized
{
    /// <summary>Profile, members and removals.</summary>
    public const int Main = 0;
    /// <summary>Posts: the seq is the post's seq.</summary>
    public const int Activity = 1;
    public const int RecentCount = 50;
    private static readonly Comparer<RemovedPost> ByVersion =
        Comparer<RemovedPost>.Create(static (a, b) => a.Version.CompareTo(b.Version));

    /// <summary>Null until the circle is created.</summary>
    public CircleProfile? Profile { get; init; }
    public string? CreatedBy { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public bool Closed { get; init; }
    /// <summary>The seq of the last event of the main sub-stream.</summary>
    public long Version { get; init; }
    public ImmutableDictionary<string, CircleMember> Members { get; init; } =
        ImmutableDictionary.Create<string, CircleMember>(StringComparer.Ordinal);

    /// <summary>The number of members in shards.</summary>
    public long Moved { get; init; }
    /// <summary>The lowest and the highest join seq of those who moved, so that a page between others asks no shard.</summary>
    public long MovedFirst { get; init; }
    public long MovedLast { get; init; }
    /// <summary>Empty until the first members moved.</summary>
    public ImmutableArray<MemberShard> Shards { get => field.IsDefault ? [] : field; init; }
    [JsonIgnore]
    public long MembersCount => Members.Count + Moved;

    /// <summary>They cannot join until they are readmitted.</summary>
    [JsonPropertyName("shown_out")]
    public ImmutableHashSet<string> Excluded { get; init; } = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>In the order in which they joined.</summary>
    [JsonIgnore]
    public ImmutableSortedSet<CircleMember> Order { get; private set; } = ImmutableSortedSet.Create<CircleMember>(MemberShard.ByJoinSeq);

    /// <summary>They stay in the journal and are shown without their message.</summary>
    public ImmutableSortedSet<long> Removed { get; init; } = [];
    /// <summary>In order, without those that earlier versions stored in <see cref="Removed"/> alone.</summary>
    public ImmutableList<RemovedPost> Removals { get => field ?? []; init; }

    /// <summary>Ascending; replayed from their sub-stream, not part of a snapshot.</summary>
    [JsonIgnore]
    public ImmutableArray<CirclePost> Recent { get; init; } = [];

    /// <summary>Also the number of posts.</summary>
    [JsonIgnore]
    public long LastSeq { get; init; }

    public bool Exists => Profile is not null && !Closed;

    /// <summary>The version of the circle's summary.</summary>
    [JsonIgnore]
    public long EventCount => Version + LastSeq;

    public bool Has(string userId) => Members.ContainsKey(userId);

    public IEnumerable<CircleMember> HeldAfter(long joinSeq, int limit)
    {
        var index = Order.IndexOf(MemberShard.At(joinSeq));
        var first = index < 0 ? ~index : index + 1;
        for (var i = first; i < Math.Min(Order.Count, first + limit); i++) yield return Order[i];
    }

    /// <summary>Whether a member between two join seqs may be in a shard.</summary>
    public bool HasMovedBetween(long after, long before) => Moved > 0 && MovedFirst < before && MovedLast > after;

    /// <summary>False when only the shard knows: what it said is missing or outdated.</summary>
    public bool TryFind(string userId, FoundMember? found, out CircleMember? member)
    {
        if (Members.TryGetValue(userId, out member) || Moved == 0) return true;
        member = found?.Member;
        return found is not null && found.AsOf.IsValid(Shards[CircleMemberShards.Of(userId)], isMember: member is not null);
    }

    public static CircleState Apply(CircleState circle, EventEnvelope<CircleEvent> envelope) => envelope.Event is PostAdded
        ? circle with { Recent = circle.Recent.With(ViewOf(envelope), RecentCount), LastSeq = envelope.Seq }
        : ApplyMain(circle, envelope) with { Version = envelope.Seq };

    private static CircleState ApplyMain(CircleState circle, EventEnvelope<CircleEvent> envelope) => envelope.Event switch
    {
        CircleCreated e => circle with { Profile = e.Profile, CreatedBy = e.CreatedBy, CreatedAt = envelope.At },
        CircleEdited e => circle with { Profile = e.Profile },
        CircleClosed => circle with { Closed = true },
        MemberJoined e => circle.With(new CircleMember(e.Card, e.JoinId, envelope.Seq, envelope.At)),
        MemberLeft e => circle.Without([e.UserId]),
        MemberExcluded e => circle.Without([e.UserId]) with { Excluded = circle.Excluded.Add(e.UserId) },
        MemberReadmitted e => circle with { Excluded = circle.Excluded.Remove(e.UserId) },
        MembershipsReleased e => circle.Without(e.UserIds),
        MembersMoved e => circle.Without(e.UserIds, areMoved: true) with
        {
            MovedFirst = circle.MovedFirst > 0 ? circle.MovedFirst : circle.Members[e.UserIds[0]].JoinSeq,
            MovedLast = circle.Members[e.UserIds[^1]].JoinSeq,
        },
        MemberUpdated e => circle.Members.TryGetValue(e.Card.UserId, out var member)
            ? circle.With(member with { Card = e.Card })
            : circle with { Shards = circle.ChangedShards([e.Card.UserId], isRevision: true) },
        PostRemoved e => circle with
        {
            Removed = circle.Removed.Add(e.Seq), Removals = circle.Removals.Add(new(e.Seq, envelope.Seq, envelope.At)),
        },
        _ => throw new InvalidDataException($"A circle cannot apply the event {envelope.Event.GetType().Name}."),
    };

    /// <summary><see cref="Shown"/> accounts for its removal.</summary>
    public static CirclePost ViewOf(EventEnvelope<CircleEvent> envelope)
    {
        var post = (PostAdded)envelope.Event;
        return new CirclePost(
            post.Id, envelope.Seq, post.UserId, post.UserName, post.Message, envelope.At, Removed: false, post.Born);
    }

    /// <summary>The message of a person who left is empty.</summary>
    public CirclePost Shown(CirclePost post)
    {
        if (Members.TryGetValue(post.UserId, out var author))
        {
            // Earlier versions stored posts without a birth date, and some authors say it later.
            if (post.Born is null && author.Card.Born is { } born) post = post with { Born = born };
            // The author has asked to be erased, and may come back.
            if (author.Card.Name == FormerUsers.Name) post = post with { UserName = FormerUsers.Name };
        }
        return post.Message.Length > 0 && (Removed.IsEmpty || !Removed.Contains(post.Seq))
            ? post : post with { Message = "", Removed = true };
    }

    /// <summary>The newest, ascending.</summary>
    public ImmutableArray<long> RemovedUpTo(long seq, int limit)
    {
        var end = Removed.IndexOf(seq) is var index && index < 0 ? ~index : index + 1;
        return [.. Enumerable.Range(Math.Max(0, end - limit), Math.Min(limit, end)).Select(i => Removed[i])];
    }

    public RemovedPosts RemovedSince(long version, int limit)
    {
        var index = Removals.BinarySearch(new RemovedPost(0, version, default), ByVersion);
        var first = index < 0 ? ~index : index + 1;
        var count = Math.Min(limit, Removals.Count - first);
        var more = first + count < Removals.Count;
        return new([.. Removals.GetRange(first, count)], more ? Removals[first + count - 1].Version : Version, more);
    }

    public void OnDeserialized() => Order = ImmutableSortedSet.CreateRange(MemberShard.ByJoinSeq, Members.Values);

    private CircleState With(CircleMember member)
    {
        var order = Members.TryGetValue(member.Card.UserId, out var before) ? Order.Remove(before) : Order;
        return this with { Members = Members.SetItem(member.Card.UserId, member), Order = order.Add(member) };
    }

    /// <summary>From the circle if it holds them, otherwise from their shards.</summary>
    private CircleState Without(ImmutableArray<string> userIds, bool areMoved = false)
    {
        var (members, order, others) = (Members, Order, new List<string>());
        foreach (var userId in userIds)
        {
            if (!members.TryGetValue(userId, out var member))
            {
                others.Add(userId);
                continue;
            }
            members = members.Remove(userId);
            order = order.Remove(member);
        }
        var without = this with { Members = members, Order = order };
        return areMoved ? without with { Moved = Moved + userIds.Length, Shards = ChangedShards(userIds, isRevision: false) }
            : others.Count == 0 || Moved == 0 ? without
            : without with { Moved = Moved - others.Count, Shards = ChangedShards(others, isRevision: true) };
    }

    /// <summary>One change of each shard with some of the users.</summary>
    private ImmutableArray<MemberShard> ChangedShards(IEnumerable<string> userIds, bool isRevision)
    {
        var shards = (Shards.IsEmpty ? [.. new MemberShard[CircleMemberShards.Count]] : Shards).ToBuilder();
        foreach (var shard in userIds.Select(CircleMemberShards.Of).Distinct())
        {
            var (changes, revisions) = shards[shard];
            shards[shard] = new MemberShard(changes + 1, isRevision ? changes + 1 : revisions);
        }
        return shards.MoveToImmutable();
    }
}
