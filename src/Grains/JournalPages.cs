namespace XelaConnect.Grains;

/// <summary>Pages of a journal's main stream, newest first. A cursor is the seq of the last item of its page.</summary>
internal static class JournalPages
{
    /// <summary>One page of the items of events. Events without an item are few, so one read mostly suffices.</summary>
    public static async Task<Outcome<Page<TItem>>> PageAsync<TState, TEvent, TItem>(
        this Journal<TState, TEvent> journal, string? cursor, int limit, Func<EventEnvelope<TEvent>, TItem?> itemOf)
        where TState : class where TEvent : class where TItem : class
    {
        if (!Page.TryParseSeq(cursor, long.MaxValue, out var before) || before < 1) return Page.BadCursor;
        before = Math.Min(before, journal.SeqOf() + 1);
        var found = new List<(TItem Item, long Seq)>();
        while (found.Count <= limit && before > 1)
        {
            var page = await journal.ReadBeforeAsync(0, before, limit + 1);
            if (page.IsEmpty) break;
            foreach (var recorded in Enumerable.Reverse(page))
                if (itemOf(recorded) is { } item) found.Add((item, recorded.Seq));
            before = page[0].Seq;
        }
        var next = found.Count > limit ? Page.CursorOf(found[limit - 1].Seq) : null;
        return new Page<TItem>([.. found.Take(limit).Select(static f => f.Item)], next);
    }
}
