namespace XelaConnect.Grains.Circles;

internal static class CircleRules
{
    /// <summary>Memberships of a deleted circle that end in one batch.</summary>
    public const int ReleaseBatch = 200;
    /// <summary>Posts within <see cref="TrendingSpan"/> that make a circle trend.</summary>
    public const int TrendingPosts = 10;
    public static readonly TimeSpan TrendingSpan = TimeSpan.FromHours(24);
    private const int RecentMembersShown = 4;

    public static Decision<CircleEvent> Create(CircleState circle, CreateCircle command, DateTimeOffset now) =>
        circle.Profile is not null ? CircleFaults.Exists : new CircleCreated(command.CreatorId, command.Profile);

    public static Decision<CircleEvent> Edit(CircleState circle, EditCircle command, DateTimeOffset now)
    {
        if (!circle.Exists) return CircleFaults.Unknown;
        if (circle.CreatedBy != command.EditorId) return CircleFaults.NotTheCreator;
        if (command.Profile.Name is { } name && name != circle.Profile!.Name && ReservedNames.Include(name))
            return AccountFaults.NameReserved;
        var changed = Merge(circle.Profile!, command.Profile);
        return Same(changed, circle.Profile!) ? Decision.Nothing : new CircleEdited(changed);
    }

    public static Decision<CircleEvent> Delete(CircleState circle, DeleteCircle command, DateTimeOffset now) =>
        !circle.Exists ? CircleFaults.Unknown
        : circle.CreatedBy != command.EditorId ? CircleFaults.NotTheCreator
        : Decision<CircleEvent>.Record(new CircleClosed()).AndSend(Release(circle, $"{command.OperationId}/release"));

    public static Decision<CircleEvent> Release(CircleState circle, ReleaseMemberships command, DateTimeOffset now)
    {
        if (!circle.Closed || circle.Order.IsEmpty) return Decision.Nothing;
        var batch = circle.Order.Take(ReleaseBatch).ToImmutableArray();
        var decision = Decision<CircleEvent>.Record(new MembershipsReleased([.. batch.Select(m => m.Card.UserId)]))
            .AndSend([.. batch.Select(m => RemoveMembership(circle, m, command.OperationId))]);
        return batch.Length == circle.Order.Count
            ? decision
            : decision.AndSend(Release(circle, $"{circle.Id}/release/{circle.Version + 1}"));
    }

    public static Decision<CircleEvent> AddMember(CircleState circle, AddMember command, DateTimeOffset now) =>
        !circle.Exists ? CircleFaults.Unknown
        : circle.Excluded.Contains(command.Member.UserId) ? CircleFaults.Excluded
        : circle.Members.TryGetValue(command.Member.UserId, out var member) && member.JoinId == command.JoinId ? Decision.Nothing
        : new MemberJoined(command.Member, command.JoinId);

    public static Decision<CircleEvent> RecordDeparture(CircleState circle, RecordDeparture command, DateTimeOffset now) =>
        circle.Members.TryGetValue(command.UserId, out var member) && member.JoinId == command.JoinId
            ? new MemberLeft(command.UserId)
            : Decision.Nothing;

    public static Decision<CircleEvent> RemoveMember(CircleState circle, RemoveMember command, DateTimeOffset now)
    {
        if (!circle.Exists) return CircleFaults.Unknown;
        if (circle.CreatedBy != command.EditorId) return CircleFaults.NotTheCreator;
        if (command.UserId == circle.CreatedBy) return CircleFaults.CreatorStays;
        if (!circle.Members.TryGetValue(command.UserId, out var member)) return CircleFaults.UnknownMember;
        return Decision<CircleEvent>.Record(new MemberExcluded(command.UserId))
            .AndSend(RemoveMembership(circle, member, command.OperationId));
    }

    public static Decision<CircleEvent> ReadmitMember(CircleState circle, ReadmitMember command, DateTimeOffset now) =>
        !circle.Exists ? CircleFaults.Unknown
        : circle.CreatedBy != command.EditorId ? CircleFaults.NotTheCreator
        : circle.Excluded.Contains(command.UserId) ? new MemberReadmitted(command.UserId) : Decision.Nothing;

    public static Decision<CircleEvent> UpdateMember(CircleState circle, UpdateMember command, DateTimeOffset now) =>
        circle.Members.TryGetValue(command.Member.UserId, out var member) && member.Card != command.Member
            ? new MemberUpdated(command.Member)
            : Decision.Nothing;

    public static Decision<CircleEvent> Post(CircleState circle, PostToCircle command, DateTimeOffset now) =>
        !circle.Exists ? CircleFaults.Unknown
        : !circle.Members.TryGetValue(command.UserId, out var member) ? CircleFaults.NotAMember
        : new PostAdded(
            Ids.NewAt("activity", now, circle.LastSeq + 1, command.OperationId), command.UserId, member.Card.Name, command.Message);

    public static Decision<CircleEvent> RemovePost(CircleState circle, RemovePost command, DateTimeOffset now) =>
        !circle.Exists ? CircleFaults.Unknown
        : circle.CreatedBy != command.EditorId ? CircleFaults.NotTheCreator
        : command.Seq < 1 || command.Seq > circle.LastSeq ? CircleFaults.UnknownPost
        : circle.Removed.Contains(command.Seq) ? Decision.Nothing
        : new PostRemoved(command.Seq);

    public static CircleSummary SummaryOf(CircleState circle) => new(
        circle.Id, circle.Profile!, circle.Members.Count, !circle.Closed, circle.CreatedBy, circle.CreatedAt, circle.LastSeq,
        TrendingUntil(circle), RecentMembers(circle), circle.EventCount);

    public static CircleView ViewOf(CircleState circle, DateTimeOffset now) => ViewOf(SummaryOf(circle), now);

    public static CircleView ViewOf(CircleSummary circle, DateTimeOffset now) => new(
        circle.Id, circle.Profile, circle.MembersCount, circle.Active, circle.CreatedBy, circle.CreatedAt, circle.PostsCount,
        circle.TrendingUntil > now, circle.RecentMembers);

    private static OutboxMessage Release(CircleState circle, string operationId) =>
        CircleMessages.Release.To(circle.Id, new ReleaseMemberships(operationId));

    private static OutboxMessage RemoveMembership(
        CircleState circle, Member member, string operationId) => MembershipsMessages.Remove.To(
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
