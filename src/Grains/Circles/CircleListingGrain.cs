namespace XelaConnect.Grains.Circles;

[GrainType("circle-listing"), StatelessWorker, Reentrant]
internal sealed class CircleListingGrain(
    CircleListing listing, [FromKeyedServices(Clocks.Domain)] TimeProvider time) : Grain, ICircleListingGrain
{
    public async Task<Page<CircleView>> ListAsync(CircleQuery query)
    {
        var (circles, words) = (await listing.GetAsync(), TextFolding.Words(query.Words ?? ""));
        // One more, which tells whether there is another page.
        var found = circles.Find(query.Category, words, query.Cursor, query.Limit + 1);
        var next = found.Count > query.Limit ? found[query.Limit - 1].Id : null;
        var now = time.GetUtcNow();
        var born = query.ViewerId is { } id ? (await GrainFactory.User(id).GetAsync())?.BirthDate : null;
        var viewer = new CircleViewer(query.ViewerId, born, UtcDay.Of(now));
        return new Page<CircleView>(
            [.. found.Take(query.Limit).Select(circle =>
                CircleRules.ViewOf(circle with { RecentMembers = viewer.Shown(circle.RecentMembers) }, now))], next);
    }
}
