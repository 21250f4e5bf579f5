using System.Collections.Immutable;
using System.Globalization;
using Orleans.Concurrency;
using XelaConnect.EventSourcing;
using XelaConnect.Reflections;

namespace XelaConnect.Grains.Reflections;

[GrainType("reflections"), Reentrant]
internal sealed class ReflectionsGrain(Journal<ReflectionsState, ReflectionsEvent> journal) : EventSourcedGrain<ReflectionsState, ReflectionsEvent>(journal), IReflectionsGrain
{
    /// <summary>How many a page of a search looks at: 4 MB of words at most.</summary>
    private const int MaxSearched = 1_000;

    /// <summary>How many are read at once while searching.</summary>
    private const int SearchPageSize = 100;

    /// <summary>Texts that lie this close together are read in one go.</summary>
    private const int Gap = 8;

    public Task<Outcome<ReflectionView>> WriteAsync(WriteReflection command) => Handle(command, ReflectionsRules.Write, Written);

    public async Task<Outcome<ReflectionView>> EditAsync(EditReflection command)
    {
        var edited = await Handle(command, ReflectionsRules.Edit);
        return edited.IsOk ? await GetAsync(command.ReflectionId, publicOnly: false) : edited.Fault;
    }

    public Task<Outcome<Done>> DeleteAsync(DeleteReflection command) => Handle(command, ReflectionsRules.Delete);

    public async Task<Outcome<ReflectionView>> GetAsync(string id, bool publicOnly) =>
        Committed.Find(id) is { } kept && (kept.IsPublic || !publicOnly) ? (await ReadAsync([kept]))[0] : ReflectionFaults.Unknown;

    public async Task<Outcome<Page<ReflectionView>>> ListAsync(ReflectionQuery query)
    {
        var before = long.MaxValue;
        if (query.Cursor is not null && !long.TryParse(query.Cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before)) return ReflectionFaults.BadCursor;
        var left = Committed.Kept.Values.Reverse().SkipWhile(kept => kept.Number >= before);
        return query.Words is null ? await PageAsync(left, query.Limit) : await SearchAsync(left, TextFolding.Words(query.Words), query.Limit);
    }

    private async Task<Page<ReflectionView>> PageAsync(IEnumerable<KeptReflection> left, int limit)
    {
        var page = left.Take(limit + 1).ToList();
        return new Page<ReflectionView>(await ReadAsync(page[..Math.Min(limit, page.Count)]), page.Count > limit ? CursorAfter(page[limit - 1]) : null);
    }

    private async Task<Page<ReflectionView>> SearchAsync(IEnumerable<KeptReflection> left, string[] words, int limit)
    {
        var searched = left.Take(MaxSearched + 1).ToList();
        var found = ImmutableArray.CreateBuilder<ReflectionView>();
        for (var i = 0; i < searched.Count && i < MaxSearched; i += SearchPageSize)
        {
            var some = searched[i..Math.Min(i + SearchPageSize, Math.Min(searched.Count, MaxSearched))];
            var views = await ReadAsync(some);
            for (var j = 0; j < views.Length; j++)
            {
                if (!TextFolding.ContainsAll(TextFolding.Fold($"{views[j].Prompt}\n{views[j].Content}"), words)) continue;
                found.Add(views[j]);
                if (found.Count == limit) return new Page<ReflectionView>(found.DrainToImmutable(), i + j + 1 < searched.Count ? CursorAfter(some[j]) : null);
            }
        }
        return new Page<ReflectionView>(found.DrainToImmutable(), searched.Count > MaxSearched ? CursorAfter(searched[MaxSearched - 1]) : null);
    }

    private static string CursorAfter(KeptReflection kept) => kept.Number.ToString(CultureInfo.InvariantCulture);

    private async Task<ImmutableArray<ReflectionView>> ReadAsync(List<KeptReflection> kept)
    {
        var texts = await TextsAsync(kept);
        return [.. kept.Select(k => new ReflectionView(k.Id, Committed.UserId, k.Prompt == 0 ? null : texts[k.Prompt], texts[k.Content], k.IsPublic, k.CreatedAt, k.UpdatedAt))];
    }

    /// <summary>Texts by their places. What was written together lies together, so a page is mostly one read.</summary>
    private async Task<Dictionary<long, string>> TextsAsync(List<KeptReflection> kept)
    {
        var places = kept.SelectMany(static k => (long[])[k.Prompt, k.Content]).Where(static place => place > 0).Order().ToList();
        var texts = new Dictionary<long, string>(places.Count);
        for (var (first, last) = (0, 0); first < places.Count; first = ++last)
        {
            while (last + 1 < places.Count && places[last + 1] - places[last] <= Gap) last++;
            foreach (var recorded in await Journal.ReadAfterAsync(ReflectionsJournal.TextsSubStream, places[first] - 1, (int)(places[last] - places[first] + 1)))
                texts[recorded.Seq] = ((TextStored)recorded.Event).Text;
        }
        return texts;
    }

    /// <summary>What was written, from the events alone: a repeated operation is answered as it was the first time.</summary>
    private static ReflectionView Written(ReflectionsState journal, ImmutableArray<EventEnvelope<ReflectionsEvent>> events)
    {
        var recorded = events.Single(static e => e.Event is ReflectionWritten);
        var written = (ReflectionWritten)recorded.Event;
        return new(written.Id, journal.UserId, written.Prompt == 0 ? null : TextAt(written.Prompt), TextAt(written.Content), written.IsPublic, recorded.At, recorded.At);

        string TextAt(long place) => ((TextStored)events.Single(e => e.SubStream == ReflectionsJournal.TextsSubStream && e.Seq == place).Event).Text;
    }
}
