using Microsoft.Extensions.DependencyInjection;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Circles;
using XelaConnect.Grains.Durability;
using XelaConnect.Grains.Streams;
using XelaConnect.Streams;

namespace XelaConnect.Grains.Circles;

[GrainType("circle"), Reentrant]
internal sealed class CircleGrain(Journal<CircleState, CircleEvent> journal, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<CircleGrain> log)
    : DurableGrain<CircleState, CircleEvent>(journal), ICircleGrain
{
    /// <summary>Figures that may be a second old (posts, trending) are told to the directory this seldom.</summary>
    private static readonly TimeSpan NoteInterval = TimeSpan.FromSeconds(1);

    private NewsPublisher<CircleNews>? news;
    private IGrainTimer? noteTimer;

    public Task<Outcome<CircleView>> CreateAsync(CreateCircle command) => Handle(command, CircleRules.Create, View);

    public Task<Outcome<CircleDetailView>> GetAsync(string? viewerId) => Task.FromResult(Detail(Committed, viewerId));

    public Task<Outcome<CircleView>> EditAsync(EditCircle command) => Handle(command, CircleRules.Edit, View);

    public Task<Outcome<Done>> DeleteAsync(DeleteCircle command) => Handle(command, CircleRules.Delete);

    public Task<Outcome<CircleView>> AdmitAsync(AdmitMember command) => Handle(command, CircleRules.Admit, View);

    public Task<Outcome<Done>> DepartAsync(DepartMember command) => Handle(command, CircleRules.Depart);

    public Task<Outcome<Done>> RemoveMemberAsync(RemoveMember command) => Handle(command, CircleRules.RemoveMember);

    public Task<Outcome<Done>> LetInAsync(LetIn command) => Handle(command, CircleRules.LetIn);

    public Task<Outcome<Done>> UpdateMemberAsync(UpdateMember command) => Handle(command, CircleRules.UpdateMember);

    public Task<Outcome<Done>> ReleaseAsync(ReleaseMembers command) => Handle(command, CircleRules.Release);

    public Task<Outcome<CircleActivityView>> PostAsync(PostActivity command) => Handle(command, CircleRules.Post, static (_, events) => CircleState.ViewOf(events[0]));

    public async Task<Outcome<Done>> RemoveActivityAsync(RemoveActivity command)
    {
        // The id carries the seq; the row at that seq says whether it is really this activity's id.
        if (!Committed.Exists) return CircleFaults.Unknown;
        if (await RangeAsync(Math.Max(command.Seq, 1) - 1, 1) is not [{ } found] || found.Id != command.ActivityId) return CircleFaults.UnknownActivity;
        return await Handle(command, CircleRules.RemoveActivity);
    }

    public async Task<Outcome<ImmutableArray<CircleActivityView>>> HistoryAsync(long? afterSeq, long? beforeSeq, int limit)
    {
        if (!Committed.Exists) return CircleFaults.Unknown;
        var (after, most) = Newest.Page(afterSeq, beforeSeq, Committed.LastSeq, limit);
        return await RangeAsync(after, most);
    }

    public Task<Outcome<Page<CircleMemberView>>> MembersAsync(string? cursor, int limit)
    {
        if (!Committed.Exists) return Task.FromResult<Outcome<Page<CircleMemberView>>>(CircleFaults.Unknown);
        var after = 0L;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Task.FromResult<Outcome<Page<CircleMemberView>>>(CircleFaults.BadCursor);
        var order = Committed.Order;
        var index = order.IndexOf(new Member(new MemberCard("", "", null), "", after, default));
        var start = index < 0 ? ~index : index + 1;
        var end = Math.Min(order.Count, start + limit);
        var members = ImmutableArray.CreateBuilder<CircleMemberView>(end - start);
        for (var i = start; i < end; i++) members.Add(new CircleMemberView(order[i].Card, order[i].JoinedAt));
        var next = end < order.Count ? order[end - 1].JoinSeq.ToString(CultureInfo.InvariantCulture) : null;
        return Task.FromResult<Outcome<Page<CircleMemberView>>>(new Page<CircleMemberView>(members.MoveToImmutable(), next));
    }

    public async Task<Outcome<CircleWatchView>> WatchAsync(string userId, long? afterSeq, int limit)
    {
        if (!Committed.Exists) return CircleFaults.Unknown;
        if (!Committed.Has(userId)) return CircleFaults.NotAMember;
        // Taken before the posts are read: who leaves meanwhile leaves as of a later version.
        var (seq, version) = (Committed.LastSeq, Committed.Version);
        if (afterSeq is not { } after) return new CircleWatchView([], seq, More: false, version, []);
        ImmutableArray<long> removed = [.. Committed.Removed.Where(s => s <= after).OrderDescending().Take(limit).Order()];
        if (after >= seq) return new CircleWatchView([], seq, More: false, version, removed);
        var missed = await RangeAsync(after, limit);
        return new CircleWatchView(missed, seq, More: missed.Length > 0 && missed[^1].Seq < seq, version, removed);
    }

    public Task<RemovedPosts> RemovedSinceAsync(long version, int limit) => Task.FromResult(Committed.RemovedSince(version, limit));

    public Task<CirclePulse> PulseAsync() => Task.FromResult(new CirclePulse(Committed.LastSeq, Committed.Version, Committed.Members.Count, Committed.Exists));

    public Task<ImmutableArray<string>> MembersAmongAsync(ImmutableArray<string> userIds) =>
        Task.FromResult(Committed.Exists ? [.. userIds.Where(Committed.Has)] : ImmutableArray<string>.Empty);

    protected override void OnOpened()
    {
        news = new NewsPublisher<CircleNews>(() => this.GetStreamProvider(StreamCatalog.Provider).GetStream<CircleNews>(StreamCatalog.Circle(Key)), Merge, log);
        if (Committed.Exists) NoteLater();
    }

    protected override void OnCommitted(ImmutableArray<Recorded<CircleEvent>> events)
    {
        news?.Publish(NewsOf(Committed, events));
        if (events.Any(static e => e.Branch == CircleState.Activity)) NoteLater();
    }

    /// <summary>Activities as they are shown now.</summary>
    private async Task<ImmutableArray<CircleActivityView>> RangeAsync(long after, int limit) =>
        [.. (await RangeAsync(CircleState.Activity, Committed.Recent, Committed.LastSeq, after, limit, CircleState.ViewOf)).Select(Committed.Shown)];

    private CircleView View(CircleState circle) => CircleRules.ViewOf(circle, time.GetUtcNow());

    private Outcome<CircleDetailView> Detail(CircleState circle, string? viewerId)
    {
        if (!circle.Exists) return CircleFaults.Unknown;
        var first = Math.Min(50, circle.Order.Count);
        var members = ImmutableArray.CreateBuilder<string>(first);
        for (var i = 0; i < first; i++) members.Add(circle.Order[i].Card.UserId);
        return new CircleDetailView(View(circle), members.MoveToImmutable(), [.. circle.Recent.Select(circle.Shown)],
            viewerId is not null && circle.Has(viewerId), viewerId is not null && circle.ShownOut.Contains(viewerId));
    }

    private void NoteLater() => noteTimer ??= this.RegisterGrainTimer(NoteAsync, new GrainTimerCreationOptions(NoteInterval, Timeout.InfiniteTimeSpan) { Interleave = true });

    private async Task NoteAsync(CancellationToken cancellation)
    {
        noteTimer?.Dispose();
        noteTimer = null;
        if (Committed.Exists) await grains.GetGrain<ICircleDirectoryGrain>("all").NoteAsync(CircleRules.SummaryOf(Committed, Committed.Version));
    }

    private static CircleNews NewsOf(CircleState circle, ImmutableArray<Recorded<CircleEvent>> events)
    {
        var activities = ImmutableArray.CreateBuilder<CircleActivityView>();
        var departed = ImmutableArray.CreateBuilder<Departure>();
        var removed = ImmutableArray.CreateBuilder<long>();
        var counted = false;
        foreach (var recorded in events)
        {
            switch (recorded.Event)
            {
                case ActivityPosted: activities.Add(CircleState.ViewOf(recorded)); break;
                case MemberJoined: counted = true; break;
                case MemberLeft e: departed.Add(new Departure(e.UserId, ShownOut: false, recorded.Seq)); counted = true; break;
                case MemberShownOut e: departed.Add(new Departure(e.UserId, ShownOut: true, recorded.Seq)); counted = true; break;
                case MembersReleased e: departed.AddRange(e.UserIds.Select(id => new Departure(id, ShownOut: false, recorded.Seq))); counted = true; break;
                case ActivityRemoved e: removed.Add(e.Seq); break;
            }
        }
        return new CircleNews(
            circle.Id, activities.DrainToImmutable(), circle.Version, counted ? circle.Members.Count : null, [.. departed.Select(static d => d.UserId)],
            removed.DrainToImmutable(), circle.Closed, departed.DrainToImmutable());
    }

    private static CircleNews Merge(CircleNews earlier, CircleNews later) => later with
    {
        Activities = earlier.Activities.AddRange(later.Activities),
        MembersCount = later.MembersCount ?? earlier.MembersCount,
        Left = earlier.Left.AddRange(later.Left),
        Removed = earlier.Removed.AddRange(later.Removed),
        Departed = earlier.Departed.AddRange(later.Departed),
    };
}
