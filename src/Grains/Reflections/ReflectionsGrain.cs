using System.Globalization;

namespace XelaConnect.Grains.Reflections;

[GrainType("reflections"), Reentrant]
internal sealed class ReflectionsGrain(Journal<ReflectionsState, ReflectionsEvent> journal, IGrainFactory grains)
    : EventSourcedGrain<ReflectionsState, ReflectionsEvent>(journal), IReflectionsGrain
{
    /// <summary>The number of reflections that a page of a search examines: at most 4 MB of texts.</summary>
    private const int MaxSearched = 1_000;

    /// <summary>The number of reflections that a search reads at the same time.</summary>
    private const int SearchPageSize = 100;

    /// <summary>Texts whose seqs differ by at most this are read together.</summary>
    private const int MaxSeqDistance = 8;

    /// <summary>The number of pages of the public list that are read to fill one page of visible reflections.</summary>
    private const int MaxPublicPages = 6;

    public async Task<Outcome<ReflectionView>> WriteAsync(WriteReflection command) =>
        command.IsPublic && await IsGuestAsync() ? AccountFaults.MembersOnly : await Handle(command, ReflectionsRules.Write, Written);

    public async Task<Outcome<ReflectionView>> EditAsync(EditReflection command)
    {
        if (command.IsPublic == true && await IsGuestAsync()) return AccountFaults.MembersOnly;
        var edited = await Handle(command, ReflectionsRules.Edit);
        return edited.IsOk ? await GetAsync(command.ReflectionId, publicOnly: false) : edited.Fault;
    }

    public Task<Outcome<Done>> DeleteAsync(DeleteReflection command) => Handle(command, ReflectionsRules.Delete);

    public async Task<Outcome<ReflectionView>> GetAsync(string id, bool publicOnly) =>
        Committed.Find(id) is { } kept && (kept.IsPublic || !publicOnly) ? (await ReadAsync([kept]))[0] : ReflectionFaults.Unknown;

    public async Task<Outcome<Page<ReflectionView>>> ListAsync(ReflectionQuery query)
    {
        var before = long.MaxValue;
        if (query.Cursor is not null && !long.TryParse(query.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
            return Page.BadCursor;
        var rest = Committed.Kept.Values.Reverse().SkipWhile(kept => kept.Number >= before);
        return query.Words is null
            ? await PageAsync(rest, query.Limit)
            : await SearchAsync(rest, TextFolding.Words(query.Words), query.Limit);
    }

    public async Task<Outcome<ReflectionView>> FindAsync(string id)
    {
        var own = await GetAsync(id, publicOnly: false);
        if (own.IsOk) return own;
        if (await grains.PublicReflections().AuthorAsync(id) is not { } author) return ReflectionFaults.Unknown;
        return await VisibleAsync([new PublicReflection(id, author, default)]) is [var found] ? found : ReflectionFaults.Unknown;
    }

    public async Task<Outcome<Page<ReflectionView>>> ListPublicAsync(string? cursor, int limit)
    {
        var shown = ImmutableArray.CreateBuilder<ReflectionView>();
        for (var pages = 1; ; pages++)
        {
            var listed = await grains.PublicReflections().ListAsync(cursor, limit - shown.Count);
            if (!listed.IsOk) return listed.Fault;
            shown.AddRange(await VisibleAsync(listed.Value.Items));
            cursor = listed.Value.NextCursor;
            if (cursor is null || shown.Count == limit || pages == MaxPublicPages)
                return new Page<ReflectionView>(shown.DrainToImmutable(), cursor);
        }
    }

    /// <summary>
    /// The entries that the user may see, in order: still public, by authors who exist and whom the user does not
    /// block.
    /// </summary>
    private async Task<ImmutableArray<ReflectionView>> VisibleAsync(ImmutableArray<PublicReflection> entries)
    {
        if (entries.IsEmpty) return [];
        ImmutableArray<string> authors = [.. entries.Select(static e => e.UserId).Distinct()];
        var blocked = await grains.Contacts(Committed.UserId).HiddenAmongAsync(authors);
        var users = await Task.WhenAll(authors.Except(blocked).Select(id => grains.User(id).GetAsync().AsTask()));
        var visible = users.Where(static u => u is { IsRemoved: false }).Select(static u => u!.Id).ToHashSet(StringComparer.Ordinal);
        var read = await Task.WhenAll(entries.Where(e => visible.Contains(e.UserId))
            .Select(e => grains.Reflections(e.UserId).GetAsync(e.Id, publicOnly: true)));
        return [.. read.Where(static r => r.IsOk).Select(static r => r.Value!)];
    }

    private async Task<bool> IsGuestAsync() => await grains.User(Committed.UserId).GetAsync() is not { IsGuest: false };

    private async Task<Page<ReflectionView>> PageAsync(IEnumerable<KeptReflection> rest, int limit)
    {
        var page = rest.Take(limit + 1).ToList();
        var views = await ReadAsync(page[..Math.Min(limit, page.Count)]);
        return new Page<ReflectionView>(views, page.Count > limit ? CursorAfter(page[limit - 1]) : null);
    }

    private async Task<Page<ReflectionView>> SearchAsync(IEnumerable<KeptReflection> rest, string[] words, int limit)
    {
        var searched = rest.Take(MaxSearched + 1).ToList();
        var found = ImmutableArray.CreateBuilder<ReflectionView>();
        for (var i = 0; i < searched.Count && i < MaxSearched; i += SearchPageSize)
        {
            var batch = searched[i..Math.Min(i + SearchPageSize, Math.Min(searched.Count, MaxSearched))];
            var views = await ReadAsync(batch);
            for (var j = 0; j < views.Length; j++)
            {
                if (!TextFolding.ContainsAll(TextFolding.Fold($"{views[j].Prompt}\n{views[j].Content}"), words)) continue;
                found.Add(views[j]);
                if (found.Count < limit) continue;
                return new Page<ReflectionView>(found.DrainToImmutable(), i + j + 1 < searched.Count ? CursorAfter(batch[j]) : null);
            }
        }
        var more = searched.Count > MaxSearched;
        return new Page<ReflectionView>(found.DrainToImmutable(), more ? CursorAfter(searched[MaxSearched - 1]) : null);
    }

    private static string CursorAfter(KeptReflection kept) => kept.Number.ToString(CultureInfo.InvariantCulture);

    private async Task<ImmutableArray<ReflectionView>> ReadAsync(List<KeptReflection> kept)
    {
        var texts = await TextsAsync(kept);
        return [.. kept.Select(k => new ReflectionView(
            k.Id, Committed.UserId, k.Prompt == 0 ? null : texts[k.Prompt], texts[k.Content], k.IsPublic, k.CreatedAt, k.UpdatedAt))];
    }

    /// <summary>
    /// Texts by seq. Texts that were written together have adjacent seqs, so a page is mostly one read.
    /// </summary>
    private async Task<Dictionary<long, string>> TextsAsync(List<KeptReflection> kept)
    {
        var seqs = kept.SelectMany(static k => (long[])[k.Prompt, k.Content]).Where(static seq => seq > 0).Order().ToList();
        var texts = new Dictionary<long, string>(seqs.Count);
        for (var (first, last) = (0, 0); first < seqs.Count; first = ++last)
        {
            while (last + 1 < seqs.Count && seqs[last + 1] - seqs[last] <= MaxSeqDistance) last++;
            var count = (int)(seqs[last] - seqs[first] + 1);
            foreach (var envelope in await Journal.ReadAfterAsync(ReflectionsJournal.TextsSubStream, seqs[first] - 1, count))
                texts[envelope.Seq] = ((TextStored)envelope.Event).Text;
        }
        return texts;
    }

    /// <summary>
    /// The written reflection from its events alone, so that a repeated operation returns the first response.
    /// </summary>
    private static ReflectionView Written(ReflectionsState journal, ImmutableArray<EventEnvelope<ReflectionsEvent>> events)
    {
        var envelope = events.Single(static e => e.Event is ReflectionWritten);
        var written = (ReflectionWritten)envelope.Event;
        var prompt = written.Prompt == 0 ? null : TextAt(written.Prompt);
        return new(written.Id, journal.UserId, prompt, TextAt(written.Content), written.IsPublic, envelope.At, envelope.At);

        string TextAt(long seq) =>
            ((TextStored)events.Single(e => e.SubStream == ReflectionsJournal.TextsSubStream && e.Seq == seq).Event).Text;
    }
}
