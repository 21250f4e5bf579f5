namespace XelaConnect.Grains.Feed;

[GrainType("activity-feed"), Reentrant]
internal sealed class FeedGrain(
    Journal<FeedState, FeedEvent> journal, IGrainFactory grains, FeedLinks links, ILogger<FeedGrain> log)
    : EventSourcedGrain<FeedState, FeedEvent>(journal), IFeedGrain
{
    public Task<Outcome<Done>> AddAsync(AddFeedItem command) => Handle(command, FeedRules.Add);

    public Task<Outcome<FeedPage>> ListAsync(bool unreadOnly, string? cursor, int limit)
    {
        if (!Page.TryParseSeq(cursor, long.MaxValue, out var before))
            return Task.FromResult<Outcome<FeedPage>>(Page.BadCursor);
        var page = Committed.Newest.Reverse().Where(a => a.Seq < before && !(unreadOnly && a.Read))
            .Take(limit + 1).ToList();
        var next = page.Count > limit ? Page.CursorOf(page[limit - 1].Seq) : null;
        var unread = Committed.Newest.Count(static a => !a.Read);
        return Task.FromResult<Outcome<FeedPage>>(new FeedPage([.. page.Take(limit).Select(links.Show)], next, unread));
    }

    public Task<Outcome<Done>> MarkReadAsync(MarkFeedItemRead command) => Handle(command, FeedRules.MarkRead);

    public Task<FeedChanges> ChangesAsync(long afterSeq)
    {
        var read = Committed.Newest.Where(a => a.Seq <= afterSeq && a.ReadSeq > afterSeq).OrderBy(a => a.ReadSeq)
            .Select(a => new FeedItemReadView(a.Id, a.ReadAt!.Value));
        var added = Committed.Newest.Where(a => a.Seq > afterSeq);
        return Task.FromResult(new FeedChanges([.. added.Select(links.Show)], Journal.SeqOf(), [.. read]));
    }

    public Task<long> SeqBeforeAsync(DateTimeOffset time) => Journal.SeqBeforeAsync(time);

    public Task<SuggestionStateView> SuggestedAsync() => Task.FromResult(new SuggestionStateView(
        Committed.Newest.Count(static a => !a.Read && SuggestionRules.IsSuggestion(a.Key)),
        [.. Committed.Keys.Where(SuggestionRules.IsSuggestion)]));

    protected override void OnCommitted(ImmutableArray<EventEnvelope<FeedEvent>> events)
    {
        var notifications = ImmutableArray.CreateBuilder<PersonalEvent>();
        foreach (var recorded in events)
        {
            if (recorded.Event is FeedItemAdded added)
                notifications.Add(new PersonalEvent(
                    Activity: links.Show(FeedState.ViewOf(Committed.UserId, added, recorded))));
            if (recorded.Event is FeedItemRead read
                && Committed.Newest.FirstOrDefault(a => a.Seq == read.Seq) is { } item)
                notifications.Add(new PersonalEvent(ActivityRead: item.Id));
        }
        if (notifications.Count == 0) return;
        DeviceNotifier.Notify(grains, Committed.UserId, notifications.DrainToImmutable(), log);
    }
}
