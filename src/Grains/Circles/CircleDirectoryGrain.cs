namespace XelaConnect.Grains.Circles;

/// <summary>Cached figures may be a second old and need no journal.</summary>
[GrainType("circle-directory"), Reentrant, Immovable]
internal sealed class CircleDirectoryGrain(
    Journal<DirectoryState, DirectoryEvent> journal, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<DirectoryState, DirectoryEvent>(journal), ICircleDirectoryGrain
{
    private readonly Dictionary<string, CircleSummary> cached = new(StringComparer.Ordinal);
    private CircleListingSnapshot? listing;
    private long version;

    protected override bool IsInUse => cached.Count > 0;

    public Task<Outcome<Done>> PutAsync(PutCircleSummary command) => Handle(command, DirectoryRules.Put);

    public Task CacheAsync(CircleSummary summary)
    {
        cached[summary.Id] = summary;
        Changed();
        return Task.CompletedTask;
    }

    public Task<CircleListingSnapshot?> IfChangedAsync(long version) =>
        Task.FromResult(version == this.version ? null : listing ??= new CircleListingSnapshot(this.version, List()));

    // Copies on other silos hold versions of earlier activations; a new activation must not repeat one.
    protected override void OnOpened() => version = time.GetUtcNow().UtcTicks;

    protected override void OnCommitted(ImmutableArray<EventEnvelope<DirectoryEvent>> events) => Changed();

    private void Changed()
    {
        version++;
        listing = null;
    }

    private ImmutableArray<CircleSummary> List()
    {
        var circles = ImmutableArray.CreateBuilder<CircleSummary>(Committed.Circles.Count);
        foreach (var (id, stored) in Committed.Circles)
        {
            var summary = cached.TryGetValue(id, out var newer) && newer.Version >= stored.Version ? newer : stored;
            if (summary.Active) circles.Add(summary);
        }
        return circles.DrainToImmutable();
    }
}
