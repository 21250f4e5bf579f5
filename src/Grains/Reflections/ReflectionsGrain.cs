namespace XelaConnect.Grains.Reflections;

[GrainType("reflections"), Reentrant]
internal sealed class ReflectionsGrain(Journal<ReflectionsState, ReflectionsEvent> journal, IGrainFactory grains)
    : EventSourcedGrain<ReflectionsState, ReflectionsEvent>(journal), IReflectionsGrain
{
    /// <summary>Reflections that a page of a search examines: at most 4 MB of texts.</summary>
    private const int MaxSearched = 1_000;
    private const int SearchPageSize = 100;
    /// <summary>Texts whose seqs differ by at most this are read together.</summary>
    private const int MaxSeqDistance = 8;

    public async Task<Outcome<ReflectionView>> WriteAsync(WriteReflection command) =>
        command.IsPublic && await IsGuestAsync()
            ? AccountFaults.MembersOnly
            : await Handle(command, ReflectionsRules.Write, Written);

    public async Task<Outcome<ReflectionView>> EditAsync(EditReflection command)
    {
        if (command.IsPublic == true && await IsGuestAsync()) return AccountFaults.MembersOnly;
        var edited = await Handle(command, ReflectionsRules.Edit);
        return edited.IsOk ? await GetAsync(command.ReflectionId, publicOnly: false) : edited.Fault;
    }

    public Task<Outcome<Done>> DeleteAsync(DeleteReflection command) => Handle(command, ReflectionsRules.Delete);

    public async Task<Outcome<Done>> ForgetTextsAsync(ForgetTexts command)
    {
        await Journal.ReplaceAsync(ReflectionsJournal.TextsSubStream, command.Seqs, new TextStored(""));
        return Done.Instance;
    }

    public async Task<Outcome<ReflectionView>> GetAsync(string id, bool publicOnly) =>
        Committed.Find(id) is { } kept && (kept.IsPublic || !publicOnly)
            ? (await ReadAsync([kept]))[0]
            : ReflectionFaults.Unknown;

    public async Task<Outcome<Page<ReflectionView>>> ListAsync(ReflectionQuery query)
    {
        var (words, cursor, limit) = query;
        if (!Page.TryParseSeq(cursor, long.MaxValue, out var before)) return Page.BadCursor;
        var rest = Committed.Kept.Values.Reverse().SkipWhile(kept => kept.Number >= before);
        return await (words is null ? PageAsync(rest, limit) : SearchAsync(rest, TextFolding.Words(words), limit));
    }

    public async Task<Outcome<ReflectionView>> FindAsync(string id)
    {
        var own = await GetAsync(id, publicOnly: false);
        if (own.IsOk) return own;
        if (await grains.PublicReflections().AuthorAsync(id) is not { } author) return ReflectionFaults.Unknown;
        var visible = await VisibleReflections.AmongAsync(
            grains, Committed.UserId, [new PublicReflection(id, author, default)]);
        return visible is [var found] ? found : ReflectionFaults.Unknown;
    }

    public Task<Outcome<Page<ReflectionView>>> ListPublicAsync(string? cursor, int limit) =>
        VisibleReflections.ListAsync(grains, Committed.UserId, cursor, limit);

    private async Task<bool> IsGuestAsync() => await grains.User(Committed.UserId).GetAsync() is not { IsGuest: false };

    private async Task<Page<ReflectionView>> PageAsync(IEnumerable<KeptReflection> rest, int limit)
    {
        var page = rest.Take(limit + 1).ToArray();
        var views = await ReadAsync([.. page.Take(limit)]);
        return new Page<ReflectionView>(views, page.Length > limit ? CursorAfter(page[limit - 1]) : null);
    }

    private async Task<Page<ReflectionView>> SearchAsync(IEnumerable<KeptReflection> rest, string[] words, int limit)
    {
        var searched = rest.Take(MaxSearched + 1).ToList();
        var found = ImmutableArray.CreateBuilder<ReflectionView>();
        foreach (var batch in searched.Take(MaxSearched).Chunk(SearchPageSize))
        {
            foreach (var (kept, view) in batch.Zip(await ReadAsync(batch)))
            {
                if (!TextFolding.ContainsAll(TextFolding.Fold($"{view.Prompt}\n{view.Content}"), words)) continue;
                found.Add(view);
                if (found.Count < limit) continue;
                var next = kept.Number == searched[^1].Number ? null : CursorAfter(kept);
                return new Page<ReflectionView>(found.DrainToImmutable(), next);
            }
        }
        var more = searched.Count > MaxSearched;
        return new Page<ReflectionView>(found.DrainToImmutable(), more ? CursorAfter(searched[MaxSearched - 1]) : null);
    }

    private static string CursorAfter(KeptReflection kept) => Page.CursorOf(kept.Number);

    private async Task<ImmutableArray<ReflectionView>> ReadAsync(KeptReflection[] kept)
    {
        var texts = await TextsAsync(kept);
        return [.. kept.Select(k => new ReflectionView(
            k.Id, Committed.UserId, k.Prompt == 0 ? null : texts[k.Prompt], texts[k.Content], k.IsPublic, k.CreatedAt,
            k.UpdatedAt))];
    }

    /// <summary>Texts that were written together have adjacent seqs, so a page is mostly one read.</summary>
    private async Task<Dictionary<long, string>> TextsAsync(KeptReflection[] kept)
    {
        var seqs = kept.SelectMany(k => (long[])[k.Prompt, k.Content]).Where(seq => seq > 0).Order().ToList();
        var texts = new Dictionary<long, string>(seqs.Count);
        for (var (first, last) = (0, 0); first < seqs.Count; first = ++last)
        {
            while (last + 1 < seqs.Count && seqs[last + 1] - seqs[last] <= MaxSeqDistance) last++;
            var (after, count) = (seqs[first] - 1, (int)(seqs[last] - seqs[first] + 1));
            foreach (var stored in await Journal.ReadAfterAsync(ReflectionsJournal.TextsSubStream, after, count))
                texts[stored.Seq] = ((TextStored)stored.Event).Text;
        }
        return texts;
    }

    /// <summary>From its events alone, so that a repeated operation returns the first response.</summary>
    private static ReflectionView Written(
        ReflectionsState journal, ImmutableArray<EventEnvelope<ReflectionsEvent>> events)
    {
        var texts = events.Where(e => e.Event is TextStored).ToDictionary(e => e.Seq, e => ((TextStored)e.Event).Text);
        var written = events.Single(static e => e.Event is ReflectionWritten);
        var (at, (id, prompt, content, isPublic)) = (written.At, (ReflectionWritten)written.Event);
        return new(id, journal.UserId, prompt == 0 ? null : texts[prompt], texts[content], isPublic, at, at);
    }
}

[GrainType("public-reflections"), Reentrant]
internal sealed class PublicReflectionsGrain(
    Journal<PublicReflectionsState, PublicEvent> journal, IGrainFactory grains)
    : EventSourcedGrain<PublicReflectionsState, PublicEvent>(journal), IPublicReflectionsGrain
{
    public Task<Outcome<Done>> PutAsync(PutPublicReflection command) => Handle(command, PublicReflectionsRules.Put);

    public Task<Outcome<Page<PublicReflection>>> ListAsync(string? cursor, int limit) => Task.FromResult(Page.Of(
        Committed.Newest, static p => p.Order, static p => new PublicReflection(p.Id, p.UserId, p.CreatedAt), cursor,
        limit));

    public Task<Outcome<Page<ReflectionView>>> ReadAsync(string? cursor, int limit) =>
        VisibleReflections.ListAsync(grains, readerId: null, cursor, limit);

    public Task<string?> AuthorAsync(string reflectionId) =>
        Task.FromResult(Committed.Newest.FirstOrDefault(p => p.Id == reflectionId)?.UserId);
}
