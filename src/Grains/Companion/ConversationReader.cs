namespace XelaConnect.Grains.Companion;

/// <summary>Finds the visible lines. The delegate reads stored lines after a seq, up to a limit.</summary>
internal sealed class ConversationReader(
    Journal<CompanionState, CompanionEvent> journal, Func<long, int, Task<ImmutableArray<Line>>> read)
{
    private CompanionState State => journal.Committed;

    public async Task<ImmutableArray<CompanionMessageView>> AfterAsync(long after, int limit)
    {
        after = Math.Max(after, State.DeletedUpTo);
        var shown = ImmutableArray.CreateBuilder<CompanionMessageView>();
        while (shown.Count < limit)
        {
            var page = await read(after, limit);
            if (page.IsEmpty) break;
            shown.AddRange(Visible(page).Take(limit - shown.Count));
            after = page[^1].Seq;
        }
        return shown.ToImmutable();
    }

    public async Task<ImmutableArray<CompanionMessageView>> BeforeAsync(long before, int limit)
    {
        // No placeholder follows a deletion, so the newest lines before a seq are those directly before it.
        before = Math.Clamp(before, 1, State.LastSeq + 1);
        var after = Math.Max(before - 1 - limit, State.DeletedUpTo);
        var page = before - 1 <= after ? [] : await read(after, (int)(before - 1 - after));
        return [.. Visible(page)];
    }

    /// <summary>The text of a line; "" where it is erased.</summary>
    public async Task<string> TextAsync(long seq) => await read(seq - 1, 1) is [var line] ? line.Content : "";

    public async Task<Line?> FindReplyAsync(string replyId)
    {
        if (Find(State.Recent) is { } recent) return recent;
        // A reply follows its message; at most the turns that were waiting lie between them.
        if (Ids.SeqOf("msg", replyId) is not { } asked || asked <= State.DeletedUpTo) return null;
        if (State.Recent.IsEmpty || asked >= State.Recent[0].Seq) return null;
        return Find(await read(asked, CompanionState.RecentCount));

        Line? Find(ImmutableArray<Line> lines) =>
            lines.LastOrDefault(line => line.Id == replyId && line.IsAi && line.IsShownBy(State));
    }

    private IEnumerable<CompanionMessageView> Visible(ImmutableArray<Line> lines) =>
        lines.Where(line => line.IsShownBy(State)).Select(static line => line.ToView());
}
