using System.Globalization;

namespace XelaConnect.Grains.Circles;

[GrainType("circle"), Reentrant]
internal sealed partial class CircleGrain(
    Journal<CircleState, CircleEvent> journal, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    ILogger<CircleGrain> log) : EventSourcedGrain<CircleState, CircleEvent>(journal), ICircleGrain
{
    private const int MaxRemoved = 500;
    /// <summary>The most pages that one request reads for a viewer who sees nobody there.</summary>
    private const int MaxPages = 20;
    private Task moving = Task.CompletedTask;
    private NotificationPublisher<CircleNotification>? notifications;

    public Task<Outcome<CircleView>> CreateAsync(CreateCircle command) => Handle(command, CircleRules.Create, View);

    public async Task<Outcome<CircleDetailView>> GetAsync(string? viewerId)
    {
        if (!Committed.Exists) return CircleFaults.Unknown;
        var viewer = await ViewerAsync(viewerId);
        var isMember = viewerId is not null && await Moved.HasAsync(viewerId);
        return Detail(Committed, viewer, isMember);
    }

    public async Task<Outcome<CircleView>> ViewForAsync(string userId)
    {
        if (!Committed.Exists) return CircleFaults.Unknown;
        if (Committed.Excluded.Contains(userId)) return CircleFaults.Excluded;
        // A house circle admits everyone.
        if (Committed.CreatedBy is not { } creator || creator == userId || await Moved.HasAsync(userId))
            return View(Committed);
        var viewer = await ViewerAsync(userId);
        return CircleRules.Admits(Committed, userId, viewer.Born, time.GetUtcNow())
            ? View(Committed) : CircleFaults.OtherAgeGroup;
    }

    public Task<Outcome<CircleView>> EditAsync(EditCircle command) => Handle(command, CircleRules.Edit, View);
    public Task<Outcome<Done>> DeleteAsync(DeleteCircle command) => Handle(command, CircleRules.Delete);
    public Task<Outcome<CircleView>> AddMemberAsync(AddMember command) => Moved.DecideAsync(command.Member.UserId, found =>
        Handle(command, (circle, c, now) => CircleRules.AddMember(circle, c, found, now), View));
    public Task<Outcome<Done>> RecordDepartureAsync(RecordDeparture command) => Moved.DecideAsync(command.UserId, found =>
        Handle(command, (circle, c, now) => CircleRules.RecordDeparture(circle, c, found, now)));
    public Task<Outcome<Done>> RemoveMemberAsync(RemoveMember command) => Moved.DecideAsync(command.UserId, found =>
        Handle(command, (circle, c, now) => CircleRules.RemoveMember(circle, c, found, now)));
    public Task<Outcome<Done>> ReadmitMemberAsync(ReadmitMember command) => Handle(command, CircleRules.ReadmitMember);
    public Task<Outcome<Done>> UpdateMemberAsync(UpdateMember command) => Moved.DecideAsync(command.Member.UserId, found =>
        Handle(command, (circle, c, now) => CircleRules.UpdateMember(circle, c, found, now)));
    public Task<Outcome<Done>> ReleaseAsync(ReleaseMemberships command) => Moved.ReleaseAsync(found =>
        Handle(command, (circle, c, now) => CircleRules.Release(circle, c, found, now)));

    public Task<Outcome<CirclePost>> PostAsync(PostToCircle command) => Moved.DecideAsync(command.UserId, found => Handle(
        command, (circle, c, now) => CircleRules.Post(circle, c, found, now), static (_, events) => CircleState.ViewOf(events[0])));

    public async Task<Outcome<Done>> RemovePostAsync(RemovePost command)
    {
        // The id contains the seq. The post at that seq must have this id.
        if (!Committed.Exists) return CircleFaults.Unknown;
        if (await RangeAsync(Math.Max(command.Seq, 1) - 1, 1) is not [{ } found] || found.Id != command.ActivityId)
            return CircleFaults.UnknownPost;
        return await Handle(command, CircleRules.RemovePost);
    }

    public async Task<Outcome<ImmutableArray<CirclePost>>> HistoryAsync(long? afterSeq, long? beforeSeq, int limit)
    {
        if (!Committed.Exists) return CircleFaults.Unknown;
        var (after, count) = RecentEntries.Page(afterSeq, beforeSeq, Committed.LastSeq, limit);
        return await RangeAsync(after, count);
    }

    public async Task<Outcome<ImmutableArray<CirclePost>>> HistoryForAsync(
        string viewerId, long? afterSeq, long? beforeSeq, int limit)
    {
        var history = await HistoryAsync(afterSeq, beforeSeq, limit);
        if (!history.IsOk) return history.Fault;
        var viewer = await ViewerAsync(viewerId);
        return history.Value.Select(viewer.Shown).ToImmutableArray();
    }

    public async Task<Outcome<Page<CircleMemberView>>> MembersForAsync(string viewerId, string? cursor, int limit)
    {
        var viewer = await ViewerAsync(viewerId);
        for (var pages = 1; ; pages++)
        {
            var page = await MembersAsync(cursor, limit);
            if (!page.IsOk) return page.Fault;
            var (members, next) = page.Value;
            members = members.RemoveAll(m => !viewer.Sees(m.Card.UserId, m.Card.Born));
            // To clients an empty page looks like the last one.
            if (next is null || !members.IsEmpty || pages == MaxPages) return new Page<CircleMemberView>(members, next);
            cursor = next;
        }
    }

    public async Task<Portion<CirclePost>> PostsOfAsync(string userId, long afterSeq, int limit)
    {
        var found = await Journal.ReadMentionsAsync(CircleState.Activity, userId, afterSeq, limit);
        var posts = found.Items.Select(CircleState.ViewOf).Where(post => post.UserId == userId);
        return found.With(posts.Select(post => post with { Removed = Committed.Removed.Contains(post.Seq) }));
    }

    public async Task<Outcome<Page<CircleMemberView>>> MembersAsync(string? cursor, int limit)
    {
        if (!Committed.Exists) return CircleFaults.Unknown;
        if (!Page.TryParseSeq(cursor, 0, out var after)) return Page.BadCursor;
        // Those that move in the meantime are found twice, and none is missed.
        var held = Committed.HeldAfter(after, limit + 1).ToList();
        var before = held.Count > limit ? held[^1].JoinSeq : long.MaxValue;
        var others = Committed.HasMovedBetween(after, before) ? await Moved.PageAsync(after, limit + 1) : [];
        var page = held.Concat(others).DistinctBy(static m => m.JoinSeq).OrderBy(static m => m.JoinSeq).Take(limit + 1).ToList();
        var next = page.Count > limit ? Page.CursorOf(page[limit - 1].JoinSeq) : null;
        return new Page<CircleMemberView>(
            [.. page.Take(limit).Select(static m => new CircleMemberView(m.Card, m.JoinedAt))], next);
    }

    public async Task<Outcome<CircleWatchView>> WatchAsync(string userId, long? afterSeq, int limit)
    {
        if (!Committed.Exists) return CircleFaults.Unknown;
        // Read before the members and posts: a member who leaves in the meantime leaves at a later version.
        var (seq, version) = (Committed.LastSeq, Committed.Version);
        if (!await Moved.HasAsync(userId)) return CircleFaults.NotAMember;
        var viewer = await ViewerAsync(userId);
        if (afterSeq is not { } after) return new CircleWatchView([], seq, More: false, version, [], viewer.Born);
        var removed = Committed.RemovedUpTo(after, MaxRemoved);
        // Hosts read missed posts for all their watchers together; earlier versions of them ask for posts here.
        if (after >= seq || limit == 0)
            return new CircleWatchView([], seq, More: after < seq, version, removed, viewer.Born);
        var missed = await RangeAsync(after, limit);
        var more = missed.Length > 0 && missed[^1].Seq < seq;
        return new CircleWatchView([.. missed.Select(viewer.Shown)], seq, more, version, removed, viewer.Born);
    }

    public Task<RemovedPosts> RemovedSinceAsync(long version, int limit) =>
        Task.FromResult(Committed.RemovedSince(version, limit));

    public Task<CircleVersions> VersionsAsync() => Task.FromResult(Versions);

    private CircleVersions Versions =>
        new(Committed.LastSeq, Committed.Version, Committed.MembersCount, Committed.Exists);

    public async Task<ImmutableArray<string>> MembersAmongAsync(ImmutableArray<string> userIds)
    {
        if (!Committed.Exists) return [];
        var held = userIds.Where(Committed.Has).ToList();
        return [.. held.Union(await Moved.AmongAsync(userIds.Except(held)))];
    }

    public Task<CircleSummary?> SummaryAsync() =>
        Task.FromResult(Committed.Profile is null ? null : CircleRules.SummaryOf(Committed));

    protected override void OnOpened()
    {
        notifications = new NotificationPublisher<CircleNotification>(
            () => this.GetStreamProvider(StreamCatalog.Provider).GetStream<CircleNotification>(StreamCatalog.Circle(Key)), Merge, log,
            () => CircleNotification.Confirmation(Key, Versions), time);
        MoveMembers();
    }

    protected override void OnCommitted(ImmutableArray<EventEnvelope<CircleEvent>> events)
    {
        notifications?.Publish(NotificationOf(Committed, events));
        MoveMembers();
    }

    private void MoveMembers()
    {
        if (Committed.Order.Count > MemberSizes.Default.Most && moving.IsCompleted) moving = MoveAsync();
    }

    /// <summary>Also the members of a circle of before the shards. No caller waits.</summary>
    private async Task MoveAsync()
    {
        await Task.Yield();
        try
        {
            while (Committed.Exists && Committed.Order.Count > MemberSizes.Default.Most)
            {
                var operation = string.Create(CultureInfo.InvariantCulture, $"{Committed.Id}/move/{Committed.Version}");
                await Handle(new MoveMembers(operation, MemberSizes.Default), CircleRules.Move);
            }
        }
        catch (Exception e) { LogNotMoved(log, e, Committed.Id); }
    }

    private MovedMembers Moved => field ??= new(grains, time, () => Committed);

    /// <summary>As users see them now.</summary>
    private async Task<ImmutableArray<CirclePost>> RangeAsync(long after, int limit)
    {
        var posts = await RangeAsync(
            CircleState.Activity, Committed.Recent, Committed.LastSeq, after, limit, CircleState.ViewOf);
        return [.. posts.Select(Committed.Shown)];
    }

    private CircleView View(CircleState circle) => CircleRules.ViewOf(circle, time.GetUtcNow());

    private CircleDetailView Detail(CircleState circle, CircleViewer viewer, bool isMember)
    {
        var (view, userId) = (View(circle), viewer.UserId);
        return new CircleDetailView(
            view with { RecentMembers = viewer.Shown(view.RecentMembers) },
            [.. circle.Order.Where(m => viewer.Sees(m.Card.UserId, m.Card.Born)).Take(50).Select(m => m.Card.UserId)],
            [.. circle.Recent.Select(post => viewer.Shown(circle.Shown(post)))],
            isMember, userId is not null && circle.Excluded.Contains(userId));
    }

    /// <summary>A member's card has the birth date; anybody else's user is asked. Signed-out viewers have none.</summary>
    private async ValueTask<CircleViewer> ViewerAsync(string? viewerId)
    {
        var born = viewerId is null ? null
            : Committed.Members.TryGetValue(viewerId, out var member) ? member.Card.Born
            : (await grains.User(viewerId).GetAsync())?.BirthDate;
        return new CircleViewer(viewerId, born, UtcDay.Of(time.GetUtcNow()));
    }

    private static CircleNotification NotificationOf(CircleState circle, ImmutableArray<EventEnvelope<CircleEvent>> events)
    {
        var posts = ImmutableArray.CreateBuilder<CirclePost>();
        var departed = ImmutableArray.CreateBuilder<Departure>();
        var removed = ImmutableArray.CreateBuilder<long>();
        foreach (var envelope in events)
        {
            switch (envelope.Event)
            {
                case PostAdded: posts.Add(CircleState.ViewOf(envelope)); break;
                case PostRemoved e: removed.Add(e.Seq); break;
                case MemberLeft e: departed.Add(new Departure(e.UserId, IsExcluded: false, envelope.Seq)); break;
                case MemberExcluded e: departed.Add(new Departure(e.UserId, IsExcluded: true, envelope.Seq)); break;
                case MembershipsReleased e:
                    departed.AddRange(e.UserIds.Select(id => new Departure(id, IsExcluded: false, envelope.Seq)));
                    break;
            }
        }
        var countChanged = departed.Count > 0 || events.Any(static e => e.Event is MemberJoined);
        return new CircleNotification(
            circle.Id, posts.DrainToImmutable(), circle.Version, countChanged ? circle.MembersCount : null,
            [.. departed.Select(static d => d.UserId)], removed.DrainToImmutable(), circle.Closed, departed.DrainToImmutable(),
            Since: circle.Version - events.Count(static e => e.Event is not PostAdded));
    }

    private static CircleNotification Merge(CircleNotification earlier, CircleNotification later) => later with
    {
        Posts = earlier.Posts.AddRange(later.Posts),
        MembersCount = later.MembersCount ?? earlier.MembersCount,
        Left = earlier.Left.AddRange(later.Left),
        Removed = earlier.Removed.AddRange(later.Removed),
        Departed = earlier.Departed.AddRange(later.Departed),
        Since = earlier.Since,
    };

    [LoggerMessage(1603, LogLevel.Warning, "Members of circle {CircleId} did not move to their shards; the next commit moves them")]
    private static partial void LogNotMoved(ILogger log, Exception e, string circleId);
}
