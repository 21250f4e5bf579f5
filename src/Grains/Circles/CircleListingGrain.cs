namespace XelaConnect.Grains.Circles;

/// <summary>Concurrent readers share one refresh, and none gets a listing older than its request.</summary>
[GrainType("circle-listing"), StatelessWorker, Reentrant]
internal sealed class CircleListingGrain : Grain, ICircleListingGrain
{
    private readonly IGrainFactory grains;
    private readonly TimeProvider time;
    private readonly Coalescer refresh;
    private CircleListingSnapshot listing = new(0, []);
    private ImmutableArray<string> texts = [];

    public CircleListingGrain(IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    {
        (this.grains, this.time) = (grains, time);
        refresh = new Coalescer(RefreshAsync);
    }

    public async Task<Page<CircleView>> ListAsync(CircleQuery query)
    {
        await refresh.RunAsync();
        var (circles, words) = (listing.Circles, TextFolding.Words(query.Words ?? ""));
        var (searched, now) = (texts, time.GetUtcNow());
        var found = ImmutableArray.CreateBuilder<CircleView>();
        for (var i = After(circles, query.Cursor); i < circles.Length; i++)
        {
            if (query.Category is not null && circles[i].Profile.Category != query.Category) continue;
            if (!TextFolding.ContainsAll(searched[i], words)) continue;
            if (found.Count == query.Limit) return new Page<CircleView>(found.ToImmutable(), found[^1].Id);
            found.Add(CircleRules.ViewOf(circles[i], now));
        }
        return new Page<CircleView>(found.DrainToImmutable(), null);
    }

    private async Task RefreshAsync()
    {
        if (await grains.CircleDirectory().IfChangedAsync(listing.Version) is not { } changed) return;
        listing = changed;
        texts = [.. changed.Circles.Select(static circle => TextOf(circle.Profile))];
    }

    private static string TextOf(CircleProfile profile) =>
        TextFolding.Fold($"{profile.Name}\n{profile.Description}\n{string.Join('\n', profile.Tags)}");

    private static int After(ImmutableArray<CircleSummary> circles, string? cursor)
    {
        if (cursor is null) return 0;
        var (low, high) = (0, circles.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(circles[middle].Id, cursor) <= 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
