namespace XelaConnect.Grains.Circles;

/// <summary>
/// Active circles, sorted by id and so by creation time: the order is stable under a reader's cursor. They are in
/// blocks, of which a change replaces only its own, and a search looks through the text of a whole block.
/// </summary>
internal sealed class ListedCircles
{
    public static readonly ListedCircles Empty = new([]);

    /// <summary>The text of a full block stays below the size from which objects are expensive to collect.</summary>
    private const int MaxBlock = 128;
    private readonly Block[] blocks;

    private ListedCircles(Block[] blocks) => this.blocks = blocks;

    public IEnumerable<CircleSummary> All => blocks.SelectMany(static block => block.Circles);

    /// <summary>The first circles after a cursor, of a category if one is given, whose text has all words.</summary>
    public List<CircleSummary> Find(string? category, string[] words, string? cursor, int most)
    {
        List<CircleSummary> found = [];
        var (first, from) = cursor is null ? (0, 0) : After(cursor);
        for (var i = first; i < blocks.Length && found.Count < most; i++)
            blocks[i].Find(i == first ? from : 0, category, words, most, found);
        return found;
    }

    /// <summary>With changes, sorted by id. Inactive circles are dropped; an older summary than the known is ignored.</summary>
    public ListedCircles With(CircleSummary[] changes)
    {
        if (changes.Length == 0) return this;
        var (changed, next) = (new List<Block>(blocks.Length + (changes.Length / MaxBlock) + 1), 0);
        for (var i = 0; i < Math.Max(1, blocks.Length); i++)
        {
            var from = next;
            var isLast = i >= blocks.Length - 1;
            while (next < changes.Length && (isLast || IsBefore(changes[next].Id, blocks[i + 1].Circles[0].Id))) next++;
            if (next == from) changed.Add(blocks[i]);
            else AddBlocks(changed, Merge(blocks.Length == 0 ? [] : blocks[i].Circles, changes.AsSpan(from, next - from)));
        }
        return new([.. changed]);
    }

    public ListedCircles WithoutShard(string shard) =>
        Empty.With([.. All.Where(circle => CircleDirectoryShards.KeyOf(circle.Id) != shard)]);

    private static void AddBlocks(List<Block> blocks, List<CircleSummary> circles)
    {
        if (circles.Count is > 0 and <= MaxBlock) blocks.Add(new Block([.. circles]));
        // Not full, so that the next change does not divide them again.
        else foreach (var chunk in circles.Chunk(MaxBlock * 3 / 4)) blocks.Add(new Block(chunk));
    }

    private static List<CircleSummary> Merge(CircleSummary[] circles, ReadOnlySpan<CircleSummary> changes)
    {
        var merged = new List<CircleSummary>(circles.Length + changes.Length);
        var from = 0;
        foreach (var change in changes)
        {
            var at = IndexOf(circles, change.Id, from);
            merged.AddRange(circles.AsSpan(from, at - from));
            var before = at < circles.Length && circles[at].Id == change.Id ? circles[at] : null;
            from = before is null ? at : at + 1;
            var newest = before?.Version > change.Version ? before : change;
            if (newest.Active) merged.Add(newest);
        }
        merged.AddRange(circles.AsSpan(from));
        return merged;
    }

    /// <summary>The block and the index in it of the first circle after an id.</summary>
    private (int Block, int Index) After(string id)
    {
        var (low, high) = (0, blocks.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (IsBefore(id, blocks[middle].Circles[0].Id)) high = middle;
            else low = middle + 1;
        }
        if (low == 0) return (0, 0);
        var circles = blocks[low - 1].Circles;
        var index = IndexOf(circles, id, 0);
        return (low - 1, index < circles.Length && circles[index].Id == id ? index + 1 : index);
    }

    /// <summary>The index of the first circle whose id is not before this one.</summary>
    private static int IndexOf(CircleSummary[] circles, string id, int from)
    {
        var (low, high) = (from, circles.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (IsBefore(circles[middle].Id, id)) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static bool IsBefore(string id, string other) => string.CompareOrdinal(id, other) < 0;

    private sealed class Block(CircleSummary[] circles)
    {
        private SearchedText? searched;

        public CircleSummary[] Circles => circles;

        public void Find(int from, string? category, string[] words, int most, List<CircleSummary> found)
        {
            if (words.Length > 0) Search(from, category, words, most, found);
            else
                for (var i = from; i < circles.Length && found.Count < most; i++)
                    if (category is null || circles[i].Profile.Category == category) found.Add(circles[i]);
        }

        /// <summary>From one occurrence of the longest word, which is likely the rarest, to the next.</summary>
        private void Search(int from, string? category, string[] words, int most, List<CircleSummary> found)
        {
            var (text, ends) = searched ??= SearchedText.Of(circles);
            var longest = words.MaxBy(static word => word.Length)!;
            var at = from == 0 ? 0 : ends[from - 1];
            while (found.Count < most && text.IndexOf(longest, at, StringComparison.Ordinal) is >= 0 and var hit)
            {
                var index = Array.BinarySearch(ends, hit + 1);
                if (index < 0) index = ~index;
                var start = index == 0 ? 0 : ends[index - 1];
                at = ends[index];
                if (category is not null && circles[index].Profile.Category != category) continue;
                if (TextFolding.ContainsAll(text.AsSpan(start, at - start), words)) found.Add(circles[index]);
            }
        }
    }

    /// <summary>The folded texts of circles, one after the other, and where each ends.</summary>
    private sealed record SearchedText(string Text, int[] Ends)
    {
        public static SearchedText Of(CircleSummary[] circles)
        {
            var (text, ends) = (new System.Text.StringBuilder(), new int[circles.Length]);
            for (var i = 0; i < circles.Length; i++)
            {
                var profile = circles[i].Profile;
                text.Append(TextFolding.Fold($"{profile.Name}\n{profile.Description}\n{string.Join('\n', profile.Tags)}\n"));
                ends[i] = text.Length;
            }
            return new SearchedText(text.ToString(), ends);
        }
    }
}
