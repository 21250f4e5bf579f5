namespace XelaConnect.Grains.Circles;

[GrainType("circle"), Reentrant]
internal sealed class CircleGrain(
    Journal<CircleState, CircleEvent> journal, [FromKeyedServices(Clocks.Domain)] TimeProvider time,
    ILogger<CircleGrain> log) : EventSourcedGrain<CircleState, CircleEvent>(journal), ICircleGrain
{
    private const int MaxRemoved = 500;
    private NotificationPublisher<CircleNotification>? notifications;

    public Task<Outcome<CircleView>> CreateAsync(CreateCircle command) => Handle(command, CircleRules.Create, View);
    public Task<Outcome<CircleDetailView>> GetAsync(string? viewerId) => Task.FromResult(Detail(Committed, viewerId));

    public Task<Outcome<CircleView>> ViewForAsync(string userId) => Task.FromResult<Outcome<CircleView>>(
        !Committed.Exists ? CircleFaults.Unknown
        : Committed.Excluded.Contains(userId) ? CircleFaults.Excluded
        : View(Committed));

    public Task<Outcome<CircleView>> EditAsync(EditCircle command) => Handle(command, CircleRules.Edit, View);
    public Task<Outcome<Done>> DeleteAsync(DeleteCircle command) => Handle(command, CircleRules.Delete);
    public Task<Outcome<CircleView>> AddMemberAsync(AddMember command) => Handle(command, CircleRules.AddMember, View);
    public Task<Outcome<Done>> RecordDepartureAsync(RecordDeparture command) =>
        Handle(command, CircleRules.RecordDeparture);
    public Task<Outcome<Done>> RemoveMemberAsync(RemoveMember command) => Handle(command, CircleRules.RemoveMember);
    public Task<Outcome<Done>> ReadmitMemberAsync(ReadmitMember command) => Handle(command, CircleRules.ReadmitMember);
    public Task<Outcome<Done>> UpdateMemberAsync(UpdateMember command) => Handle(command, CircleRules.UpdateMember);
    public Task<Outcome<Done>> ReleaseAsync(ReleaseMemberships command) => Handle(command, CircleRules.Release);

    public Task<Outcome<CirclePost>> PostAsync(PostToCircle command) =>
        Handle(command, CircleRules.Post, static (_, events) => CircleState.ViewOf(events[0]));

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

    public Task<Outcome<Page<CircleMemberView>>> MembersAsync(string? cursor, int limit)
    {
        if (!Committed.Exists) return Task.FromResult<Outcome<Page<CircleMemberView>>>(CircleFaults.Unknown);
        if (!Page.TryParseSeq(cursor, 0, out var after))
            return Task.FromResult<Outcome<Page<CircleMemberView>>>(Page.InvalidCursor);
        var order = Committed.Order;
        var index = order.IndexOf(new Member(new MemberCard("", "", null), "", after, default));
        var start = index < 0 ? ~index : index + 1;
        var end = Math.Min(order.Count, start + limit);
        var members = ImmutableArray.CreateBuilder<CircleMemberView>(end - start);
        for (var i = start; i < end; i++) members.Add(new CircleMemberView(order[i].Card, order[i].JoinedAt));
        var next = end < order.Count ? Page.CursorOf(order[end - 1].JoinSeq) : null;
        return Task.FromResult<Outcome<Page<CircleMemberView>>>(
            new Page<CircleMemberView>(members.MoveToImmutable(), next));
    }

    public async Task<Outcome<CircleWatchView>> WatchAsync(string userId, long? afterSeq, int limit)
    {
        if (!Committed.Exists) return CircleFaults.Unknown;
        if (!Committed.Has(userId)) return CircleFaults.NotAMember;
        // Read before the posts: a member who leaves in the meantime leaves at a later version.
        var (seq, version) = (Committed.LastSeq, Committed.Version);
        if (afterSeq is not { } after) return new CircleWatchView([], seq, More: false, version, []);
        var removed = Committed.RemovedUpTo(after, MaxRemoved);
        // Hosts read missed posts for all their watchers together; earlier versions of them ask for posts here.
        if (after >= seq || limit == 0) return new CircleWatchView([], seq, More: after < seq, version, removed);
        var missed = await RangeAsync(after, limit);
        return new CircleWatchView(missed, seq, More: missed.Length > 0 && missed[^1].Seq < seq, version, removed);
    }

    public Task<RemovedPosts> RemovedSinceAsync(long version, int limit) =>
        Task.FromResult(Committed.RemovedSince(version, limit));

    public Task<CircleVersions> VersionsAsync() =>
        Task.FromResult(
            new CircleVersions(Committed.LastSeq, Committed.Version, Committed.Members.Count, Committed.Exists));

    public Task<ImmutableArray<string>> MembersAmongAsync(ImmutableArray<string> userIds) =>
        Task.FromResult(Committed.Exists ? [.. userIds.Where(Committed.Has)] : ImmutableArray<string>.Empty);

    public Task<CircleSummary?> SummaryAsync() =>
        Task.FromResult(Committed.Profile is null ? null : CircleRules.SummaryOf(Committed));

    protected override void OnOpened() => notifications = new NotificationPublisher<CircleNotification>(
        () => this.GetStreamProvider(StreamCatalog.Provider).GetStream<CircleNotification>(StreamCatalog.Circle(Key)), Merge, log);

    protected override void OnCommitted(ImmutableArray<EventEnvelope<CircleEvent>> events) =>
        notifications?.Publish(NotificationOf(Committed, events));

    /// <summary>As users see them now.</summary>
    private async Task<ImmutableArray<CirclePost>> RangeAsync(long after, int limit)
    {
        var posts = await RangeAsync(
            CircleState.Activity, Committed.Recent, Committed.LastSeq, after, limit, CircleState.ViewOf);
        return [.. posts.Select(Committed.Shown)];
    }

    private CircleView View(CircleState circle) => CircleRules.ViewOf(circle, time.GetUtcNow());

    private Outcome<CircleDetailView> Detail(CircleState circle, string? viewerId)
    {
        if (!circle.Exists) return CircleFaults.Unknown;
        var first = Math.Min(50, circle.Order.Count);
        var members = ImmutableArray.CreateBuilder<string>(first);
        for (var i = 0; i < first; i++) members.Add(circle.Order[i].Card.UserId);
        return new CircleDetailView(View(circle), members.MoveToImmutable(), [.. circle.Recent.Select(circle.Shown)],
            viewerId is not null && circle.Has(viewerId), viewerId is not null && circle.Excluded.Contains(viewerId));
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
            circle.Id, posts.DrainToImmutable(), circle.Version, countChanged ? circle.Members.Count : null,
            [.. departed.Select(static d => d.UserId)], removed.DrainToImmutable(), circle.Closed, departed.DrainToImmutable());
    }

    private static CircleNotification Merge(CircleNotification earlier, CircleNotification later) => later with
    {
        Posts = earlier.Posts.AddRange(later.Posts),
        MembersCount = later.MembersCount ?? earlier.MembersCount,
        Left = earlier.Left.AddRange(later.Left),
        Removed = earlier.Removed.AddRange(later.Removed),
        Departed = earlier.Departed.AddRange(later.Departed),
    };
}
