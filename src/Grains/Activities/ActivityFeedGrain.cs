using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Activities;
using XelaConnect.Grains.Durability;
using XelaConnect.Grains.Streams;
using XelaConnect.Streams;

namespace XelaConnect.Grains.Activities;

[GrainType("activity-feed"), Reentrant]
internal sealed class ActivityFeedGrain(Journal<FeedState, FeedEvent> journal, IGrainFactory grains, ILogger<ActivityFeedGrain> log)
    : DurableGrain<FeedState, FeedEvent>(journal), IActivityFeedGrain
{
    public Task<Outcome<Done>> TellAsync(TellActivity command) => Handle(command, FeedRules.Tell);

    public Task<Outcome<ActivityPage>> ListAsync(bool unreadOnly, string? cursor, int limit)
    {
        var before = long.MaxValue;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Task.FromResult<Outcome<ActivityPage>>(ActivityFaults.BadCursor);
        var page = Committed.Newest.AsEnumerable().Reverse().Where(a => a.Seq < before && !(unreadOnly && a.Read)).Take(limit + 1).ToList();
        var next = page.Count > limit ? page[limit - 1].Seq.ToString(CultureInfo.InvariantCulture) : null;
        return Task.FromResult<Outcome<ActivityPage>>(new ActivityPage([.. page.Take(limit)], next, Committed.Newest.Count(static a => !a.Read)));
    }

    public Task<Outcome<Done>> MarkReadAsync(MarkActivityRead command) => Handle(command, FeedRules.MarkRead);

    public Task<ActivityChanges> ChangesAsync(long afterSeq) =>
        Task.FromResult(new ActivityChanges(
            [.. Committed.Newest.Where(a => a.Seq > afterSeq)], Journal.SeqOf(),
            [.. Committed.Newest.Where(a => a.Seq <= afterSeq && a.ReadSeq > afterSeq).OrderBy(static a => a.ReadSeq).Select(static a => new ActivityReadView(a.Id, a.ReadAt!.Value))]));

    public Task<SuggestedView> SuggestedAsync() => Task.FromResult(new SuggestedView(
        Committed.Newest.Count(static a => !a.Read && ConciergeRules.IsSuggestion(a.Key)), [.. Committed.Keys.Where(ConciergeRules.IsSuggestion)]));

    protected override void OnCommitted(ImmutableArray<Recorded<FeedEvent>> events)
    {
        var told = ImmutableArray.CreateBuilder<PersonalEvent>();
        foreach (var recorded in events)
        {
            if (recorded.Event is ActivityTold) told.Add(new PersonalEvent(Activity: FeedState.ViewOf(Committed.UserId, recorded)));
            if (recorded.Event is ActivityWasRead read && Committed.Newest.FirstOrDefault(a => a.Seq == read.Seq) is { } activity) told.Add(new PersonalEvent(ActivityRead: activity.Id));
        }
        if (told.Count > 0) Devices.Tell(grains, Committed.UserId, told.DrainToImmutable(), log);
    }
}
