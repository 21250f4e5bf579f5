namespace XelaConnect.Grains.Circles;

[GrainType("circle-listing"), StatelessWorker, Reentrant]
internal sealed class CircleListingGrain(
    CircleListing listing, [FromKeyedServices(Clocks.Domain)] TimeProvider time) : Grain, ICircleListingGrain
{
    public async Task<Page<CircleView>> ListAsync(CircleQuery query)
    {
        var circles = await listing.GetAsync();
        var (words, now) = (TextFolding.Words(query.Words ?? ""), time.GetUtcNow());
        var found = ImmutableArray.CreateBuilder<CircleView>();
        for (var i = After(circles, query.Cursor); i < circles.Length; i++)
        {
            var summary = circles[i].Summary;
            if (query.Category is not null && summary.Profile.Category != query.Category) continue;
            if (words.Length > 0 && !TextFolding.ContainsAll(circles[i].Text, words)) continue;
            if (found.Count == query.Limit) return new Page<CircleView>(found.ToImmutable(), found[^1].Id);
            found.Add(CircleRules.ViewOf(summary, now));
        }
        return new Page<CircleView>(found.DrainToImmutable(), null);
    }

    private static int After(ListedCircle[] circles, string? cursor)
    {
        if (cursor is null) return 0;
        var index = ListedCircle.IndexOf(circles, cursor);
        return index < circles.Length && circles[index].Summary.Id == cursor ? index + 1 : index;
    }
}
