namespace XelaConnect.Grains.Reflections;

/// <summary>The public reflections that a reader sees. A reader without a session is null and blocks nobody.</summary>
internal static class VisibleReflections
{
    /// <summary>Pages of the public list that are read to fill one page.</summary>
    private const int MaxPages = 6;

    public static async Task<Outcome<Page<ReflectionView>>> ListAsync(
        IGrainFactory grains, string? readerId, string? cursor, int limit)
    {
        var shown = ImmutableArray.CreateBuilder<ReflectionView>();
        for (var pages = 1; ; pages++)
        {
            var listed = await grains.PublicReflections().ListAsync(cursor, limit - shown.Count);
            if (!listed.IsOk) return listed.Fault;
            shown.AddRange(await AmongAsync(grains, readerId, listed.Value.Items));
            cursor = listed.Value.NextCursor;
            if (cursor is null || shown.Count == limit || pages == MaxPages)
                return new Page<ReflectionView>(shown.DrainToImmutable(), cursor);
        }
    }

    /// <summary>Those still public, by authors who exist and whom the reader does not block; in order.</summary>
    public static async Task<ImmutableArray<ReflectionView>> AmongAsync(
        IGrainFactory grains, string? readerId, ImmutableArray<PublicReflection> entries)
    {
        if (entries.IsEmpty) return [];
        ImmutableArray<string> authors = [.. entries.Select(static e => e.UserId).Distinct()];
        var blocked = readerId is null ? [] : await grains.Contacts(readerId).HiddenAmongAsync(authors);
        var users = await Task.WhenAll(authors.Except(blocked).Select(id => grains.User(id).GetAsync().AsTask()));
        var visible = users.Where(static u => u is { IsRemoved: false }).Select(static u => u!.Id).ToHashSet();
        var read = await Task.WhenAll(entries.Where(e => visible.Contains(e.UserId))
            .Select(e => grains.Reflections(e.UserId).GetAsync(e.Id, publicOnly: true)));
        return [.. read.Where(static r => r.IsOk).Select(static r => r.Value!)];
    }
}
