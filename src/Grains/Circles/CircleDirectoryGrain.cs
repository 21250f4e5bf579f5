namespace XelaConnect.Grains.Circles;

[GrainType("circle-directory"), Reentrant]
internal sealed class CircleDirectoryGrain(
    Journal<DirectoryState, DirectoryEvent> journal, IGrainFactory grains, CircleListing listing,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<DirectoryState, DirectoryEvent>(journal), ICircleDirectoryGrain
{
    public Task<Outcome<Done>> PutAsync(PutCircleSummary command) =>
        grains.CircleDirectoryShard(CircleDirectoryShards.KeyOf(command.Summary.Id)).PutAsync(command);

    public Task CacheAsync(CircleSummary summary) => Task.CompletedTask;

    public async Task<CircleListingSnapshot?> IfChangedAsync(long version) =>
        new(time.GetUtcNow().UtcTicks, [.. (await listing.GetAsync()).All]);

    public Task<CircleDirectoryExport?> ExportAsync(string shard, long afterSeq)
    {
        if (Journal.SeqOf() <= afterSeq) return Task.FromResult<CircleDirectoryExport?>(null);
        var circles = Committed.Circles.Values.Where(circle => CircleDirectoryShards.KeyOf(circle.Id) == shard);
        return Task.FromResult<CircleDirectoryExport?>(new([.. circles], Journal.SeqOf()));
    }
}
