namespace XelaConnect.ApiHost.Live;

/// <summary>
/// The newest posts of a circle on this host, from which a crowd that reconnects is answered. Earlier pages are read
/// from the circle, once for all who wait. Safe for concurrent use.
/// </summary>
/// <param name="readAsync">The first posts after a seq, ascending, at most as many as given.</param>
internal sealed class RecentPosts(Func<long, int, Task<ImmutableArray<CirclePost>>> readAsync)
{
    public const int Capacity = 500;

    /// <summary>Pages begin at its multiples, so that devices with different positions wait for the same page.</summary>
    public const int PageSize = 100;

    private readonly Lock sync = new();
    private readonly Dictionary<long, CirclePost> posts = [];
    private readonly Dictionary<(long After, int Limit), Task<Page>> reading = [];
    private long first = 1;
    private long last;
    private int removals;

    /// <summary>Continues after a seq, without posts.</summary>
    public void Begin(long seq)
    {
        lock (sync) (first, last) = (seq + 1, seq);
    }

    /// <summary>Adds the post that follows the last one.</summary>
    public void Add(CirclePost post)
    {
        lock (sync)
        {
            last = post.Seq;
            posts[last] = post;
            if (posts.Remove(last - Capacity)) first = last - Capacity + 1;
        }
    }

    /// <summary>Clears a removed post, as the circle shows it.</summary>
    public void Remove(long seq)
    {
        lock (sync)
        {
            removals++;
            // What is being read may still contain the text.
            reading.Clear();
            if (posts.TryGetValue(seq, out var post)) posts[seq] = post with { Message = "", Removed = true };
        }
    }

    /// <summary>The first posts after <paramref name="after"/> and up to <paramref name="upTo"/>.</summary>
    public async Task<ImmutableArray<CirclePost>> ReadAsync(long after, long upTo, int limit)
    {
        while (NextPage(after, out var before) is { } reading)
        {
            var page = await reading;
            // A page that brought nothing is of a deleted circle; one from before a removal is read again.
            lock (sync)
                if (first == before && page.Removals == removals) break;
        }
        lock (sync)
        {
            if (after + 1 >= first)
            {
                var end = Math.Min(Math.Min(upTo, last), after + limit);
                var held = ImmutableArray.CreateBuilder<CirclePost>((int)Math.Max(0, end - after));
                for (var seq = after + 1; seq <= end; seq++) held.Add(posts[seq]);
                return held.DrainToImmutable();
            }
        }
        var old = await ReadOnceAsync(after, limit);
        return [.. old.Posts.Where(post => post.Seq <= upTo)];
    }

    /// <summary>The page before those that are held; null if that is enough for a seq, or the seq is too old.</summary>
    private Task<Page>? NextPage(long after, out long before)
    {
        lock (sync)
        {
            before = first;
            return after + 1 < first && last - after <= Capacity
                ? ReadOnceAsync((first - 2) / PageSize * PageSize, PageSize) : null;
        }
    }

    private Task<Page> ReadOnceAsync(long after, int limit)
    {
        lock (sync)
        {
            if (reading.TryGetValue((after, limit), out var running)) return running;
            return reading[(after, limit)] = ReadPageAsync(after, limit, removals);
        }
    }

    private async Task<Page> ReadPageAsync(long after, int limit, int removalsBefore)
    {
        // It must not end before it is in the dictionary.
        await Task.Yield();
        ImmutableArray<CirclePost> read = [];
        try { read = await readAsync(after, limit); }
        finally
        {
            lock (sync)
                if (removals == removalsBefore)
                {
                    reading.Remove((after, limit));
                    Prepend(read);
                }
        }
        return new Page(read, removalsBefore);
    }

    private void Prepend(ImmutableArray<CirclePost> page)
    {
        for (var i = page.Length - 1; i >= 0 && last - page[i].Seq < Capacity; i--)
            if (page[i].Seq == first - 1) posts[--first] = page[i];
    }

    private sealed record Page(ImmutableArray<CirclePost> Posts, int Removals);
}
