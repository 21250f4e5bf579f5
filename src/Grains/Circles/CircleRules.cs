using System.Globalization;

namespace XelaConnect.Grains.Circles;

internal static class CircleRules
{
    /// <summary>Memberships of a deleted circle that end in one batch.</summary>
    public const int ReleaseBatch = 200;
    /// <summary>Posts within <see cref="TrendingSpan"/> that make a circle trend.</summary>
    public const int TrendingPosts = 10;
    public static readonly TimeSpan TrendingSpan = TimeSpan.FromHours(24);
    private const int RecentMembersShown = 4;

    /// <summary>The decision depends on a member whom only a shard knows. No caller sees it.</summary>
    public static readonly Fault AskShard = new(FaultKind.Unavailable, "unavailable", "The members are being read.");

    /// <summary>Posts stay as removed ones; a circle of the person belongs to the house account.</summary>
    public static CircleEvent Redacted(CircleEvent happened, string part) => happened switch
    {
        MemberJoined e when FormerUsers.Names(e.Card.UserId, part) => e with { Card = Former(e.Card) },
        MemberUpdated e when FormerUsers.Names(e.Card.UserId, part) => e with { Card = Former(e.Card) },
        PostAdded e when FormerUsers.Names(e.UserId, part) => e with
        {
            UserName = FormerUsers.Name, Message = "", Born = null,
        },
        CircleCreated e when FormerUsers.Names(e.CreatedBy, part) => e with { CreatedBy = null },
        _ => happened,
    };

    public static MemberCard Former(MemberCard card) => card with
    {
        Name = FormerUsers.Name, Picture = null, Born = null,
    };

    public static Decision<CircleEvent> Create(CircleState circle, CreateCircle command, DateTimeOffset now) =>
        circle.Profile is not null ? CircleFaults.Exists : new CircleCreated(command.CreatorId, command.Profile);

    public static Decision<CircleEvent> Edit(CircleState circle, EditCircle command, DateTimeOffset now) =>
        Moderate(circle, command, "edit_circle", now, () =>
        {
            if (command.Profile.Name is { } name && name != circle.Profile!.Name && ReservedNames.Include(name))
                return AccountFaults.NameReserved;
            var changed = Merge(circle.Profile!, command.Profile);
            return Same(changed, circle.Profile!) ? Decision.Nothing : new CircleEdited(changed);
        });

    public static Decision<CircleEvent> Delete(CircleState circle, DeleteCircle command, DateTimeOffset now) =>
        Moderate(circle, command, "delete_circle", now, () => Decision<CircleEvent>.Record(new CircleClosed())
            .AndSend(Release(circle, $"{command.OperationId}/release")));

    /// <summary>First the members that the circle holds, then those of one shard after the other.</summary>
    public static Decision<CircleEvent> Release(
        CircleState circle, ReleaseMemberships command, FoundMembers? found, DateTimeOffset now)
    {
        if (!circle.Closed || circle.MembersCount == 0) return Decision.Nothing;
        var isHeld = !circle.Order.IsEmpty;
        if (!isHeld && found?.AsOf != circle.Shards[found?.Shard ?? 0]) return AskShard;
        var batch = isHeld ? [.. circle.Order.Take(ReleaseBatch)] : found!.Members;
        if (batch.IsEmpty) return Decision.Nothing;
        ImmutableArray<string> userIds = [.. batch.Select(static m => m.Card.UserId)];
        var decision = Decision<CircleEvent>.Record(new MembershipsReleased(userIds))
            .AndSend([.. batch.Select(m => RemoveMembership(circle, m, command.OperationId))]);
        if (!isHeld) decision = decision.AndSend(Change(circle, found!.Shard, [], userIds));
        return batch.Length == circle.MembersCount
            ? decision
            : decision.AndSend(Release(circle, $"{circle.Id}/release/{circle.Version + 1}"));
    }

    public static Decision<CircleEvent> AddMember(
        CircleState circle, AddMember command, FoundMember? found, DateTimeOffset now)
    {
        var userId = command.Member.UserId;
        if (!circle.Exists) return CircleFaults.Unknown;
        if (circle.Excluded.Contains(userId)) return CircleFaults.Excluded;
        if (!circle.TryFind(userId, found, out var member)) return AskShard;
        if (member?.JoinId == command.JoinId) return Decision.Nothing;
        if (!Admits(circle, userId, command.Member.Born, now)) return CircleFaults.OtherAgeGroup;
        var joined = new MemberJoined(command.Member, command.JoinId);
        return member is null || circle.Has(userId)
            ? joined
            : Decision<CircleEvent>.Record(new MemberLeft(userId), joined).AndSend(Removal(circle, userId));
    }

    /// <summary>
    /// A circle belongs to the age group of its creator while they are in it. A house circle admits all groups, which do
    /// not see each other there.
    /// </summary>
    public static bool Admits(CircleState circle, string userId, DateOnly? born, DateTimeOffset now) =>
        circle.CreatedBy is not { } creator || creator == userId
        || !circle.Members.TryGetValue(creator, out var member) || Ages.MayMeet(member.Card.Born, born, UtcDay.Of(now));

    public static Decision<CircleEvent> RecordDeparture(
        CircleState circle, RecordDeparture command, FoundMember? found, DateTimeOffset now) =>
        !circle.TryFind(command.UserId, found, out var member) ? AskShard
        : member?.JoinId == command.JoinId ? End(circle, member, new MemberLeft(command.UserId))
        : Decision.Nothing;

    public static Decision<CircleEvent> RemoveMember(
        CircleState circle, RemoveMember command, FoundMember? found, DateTimeOffset now) =>
        Moderate(circle, command, $"remove_member {command.UserId}", now, () =>
        {
            if (command.UserId == circle.CreatedBy) return CircleFaults.CreatorStays;
            if (!circle.TryFind(command.UserId, found, out var member)) return AskShard;
            if (member is null) return CircleFaults.UnknownMember;
            return End(circle, member, new MemberExcluded(command.UserId))
                .AndSend(RemoveMembership(circle, member, command.OperationId));
        });

    public static Decision<CircleEvent> ReadmitMember(CircleState circle, ReadmitMember command, DateTimeOffset now) =>
        Moderate(circle, command, $"readmit_member {command.UserId}", now, () =>
            circle.Excluded.Contains(command.UserId) ? new MemberReadmitted(command.UserId) : Decision.Nothing);

    public static Decision<CircleEvent> UpdateMember(
        CircleState circle, UpdateMember command, FoundMember? found, DateTimeOffset now)
    {
        if (!circle.TryFind(command.Member.UserId, found, out var member)) return AskShard;
        if (member is null || member.Card == command.Member) return Decision.Nothing;
        var updated = Decision<CircleEvent>.Record(new MemberUpdated(command.Member));
        var shard = CircleMemberShards.Of(command.Member.UserId);
        return circle.Has(command.Member.UserId)
            ? updated
            : updated.AndSend(Change(circle, shard, [member with { Card = command.Member }], []));
    }

    /// <summary>All but the first and the newest members move to their shards, a batch at a time, in join order.</summary>
    public static Decision<CircleEvent> Move(CircleState circle, MoveMembers command, DateTimeOffset now)
    {
        var (most, kept, first, batch) = command.Sizes;
        if (!circle.Exists || circle.Order.Count <= most) return Decision.Nothing;
        var moved = circle.Order.Skip(first).Take(Math.Min(circle.Order.Count - kept, batch)).ToList();
        return Decision<CircleEvent>.Record(new MembersMoved([.. moved.Select(static m => m.Card.UserId)]))
            .AndSend([.. moved.GroupBy(static m => CircleMemberShards.Of(m.Card.UserId))
                .Select(shard => Change(circle, shard.Key, [.. shard], []))]);
    }

    public static Decision<CircleEvent> Post(
        CircleState circle, PostToCircle command, FoundMember? found, DateTimeOffset now) =>
        !circle.Exists ? CircleFaults.Unknown
        : !circle.TryFind(command.UserId, found, out var member) ? AskShard
        : member is null ? CircleFaults.NotAMember
        : new PostAdded(
            Ids.NewAt("activity", now, circle.LastSeq + 1, command.OperationId), command.UserId, member.Card.Name, command.Message,
            member.Card.Born);

    public static Decision<CircleEvent> RemovePost(CircleState circle, RemovePost command, DateTimeOffset now) =>
        Moderate(circle, command, $"remove_post {command.ActivityId}", now, () =>
            command.Seq < 1 || command.Seq > circle.LastSeq ? CircleFaults.UnknownPost
            : circle.Removed.Contains(command.Seq) ? Decision.Nothing
            : new PostRemoved(command.Seq));

    public static CircleSummary SummaryOf(CircleState circle) => new(
        circle.Id, circle.Profile!, circle.MembersCount, !circle.Closed, circle.CreatedBy, circle.CreatedAt, circle.LastSeq,
        TrendingUntil(circle), RecentMembers(circle), circle.EventCount);

    public static CircleView ViewOf(CircleState circle, DateTimeOffset now) => ViewOf(SummaryOf(circle), now);

    public static CircleView ViewOf(CircleSummary circle, DateTimeOffset now) => new(
        circle.Id, circle.Profile, circle.MembersCount, circle.Active, circle.CreatedBy, circle.CreatedAt, circle.PostsCount,
        circle.TrendingUntil > now, circle.RecentMembers);

    /// <summary>The creator moderates; staff do in circles of the house account, with an entry in the audit log.</summary>
    private static Decision<CircleEvent> Moderate(
        CircleState circle, IModerationCommand command, string action, DateTimeOffset now,
        Func<Decision<CircleEvent>> decide)
    {
        if (!circle.Exists) return CircleFaults.Unknown;
        if (circle.CreatedBy is { } creator) return creator == command.EditorId ? decide() : CircleFaults.NotTheCreator;
        if (!command.ByStaff) return CircleFaults.NotTheCreator;
        var decision = decide();
        if (decision.Events.IsEmpty) return decision;
        return decision.AndSend(AuditMessages.Record.To(
            UtcMonth.Of(now),
            new RecordAction($"{command.OperationId}/audit", command.EditorId, action, circle.Id, Reason: "")));
    }

    private static OutboxMessage Release(CircleState circle, string operationId) =>
        CircleMessages.Release.To(circle.Id, new ReleaseMemberships(operationId));

    private static Decision<CircleEvent> End(CircleState circle, CircleMember member, CircleEvent ended)
    {
        var userId = member.Card.UserId;
        var decision = Decision<CircleEvent>.Record(ended);
        return circle.Has(userId) ? decision : decision.AndSend(Removal(circle, userId));
    }

    private static OutboxMessage Removal(CircleState circle, string userId) =>
        Change(circle, CircleMemberShards.Of(userId), [], [userId]);

    private static OutboxMessage Change(
        CircleState circle, int shard, ImmutableArray<CircleMember> stored, ImmutableArray<string> removed)
    {
        var number = circle.Shards.IsEmpty ? 1 : circle.Shards[shard].Changes + 1;
        var operationId = string.Create(CultureInfo.InvariantCulture, $"change/{number}");
        var message = CircleMessages.ChangeMembers.To(
            CircleMemberShards.KeyOf(circle.Id, shard), new ChangeMembers(operationId, number, stored, removed));
        return message with { Id = $"{message.Target}/{operationId}" };
    }

    private static OutboxMessage RemoveMembership(
        CircleState circle, CircleMember member, string operationId) => MembershipsMessages.Remove.To(
        member.Card.UserId, new RemoveMembership($"{operationId}/dismiss/{member.JoinSeq}", circle.Id, member.JoinId));

    private static DateTimeOffset? TrendingUntil(CircleState circle) =>
        circle.Recent.Length < TrendingPosts ? null : circle.Recent[^TrendingPosts].Timestamp + TrendingSpan;

    private static ImmutableArray<MemberCard> RecentMembers(CircleState circle)
    {
        var shown = Math.Min(RecentMembersShown, circle.Order.Count);
        var cards = ImmutableArray.CreateBuilder<MemberCard>(shown);
        for (var i = 1; i <= shown; i++) cards.Add(circle.Order[^i].Card);
        return cards.MoveToImmutable();
    }

    private static CircleProfile Merge(CircleProfile profile, CircleProfileChange change) => new(
        change.Name ?? profile.Name, change.Category ?? profile.Category, change.Description ?? profile.Description,
        Changed(change.Image, profile.Image), Changed(change.Color, profile.Color),
        Changed(change.Emoji, profile.Emoji), change.Tags ?? profile.Tags);

    private static string? Changed(string? change, string? current) =>
        change is null ? current : change.Length == 0 ? null : change;

    private static bool Same(CircleProfile a, CircleProfile b) =>
        a with { Tags = [] } == b with { Tags = [] } && a.Tags.SequenceEqual(b.Tags, StringComparer.Ordinal);
}
