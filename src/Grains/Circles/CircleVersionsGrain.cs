namespace XelaConnect.Grains.Circles;

[GrainType("circle-versions"), StatelessWorker, Reentrant]
internal sealed partial class CircleVersionsGrain(IGrainFactory grains, ILogger<CircleVersionsGrain> log)
    : Grain, ICircleVersionsGrain
{
    public async Task<ImmutableArray<CircleVersions?>> GetAsync(ImmutableArray<string> circleIds) =>
        [.. await Task.WhenAll(circleIds.Select(GetAsync))];

    private async Task<CircleVersions?> GetAsync(string circleId)
    {
        try { return await grains.Circle(circleId).VersionsAsync(); }
        catch (Exception e)
        {
            LogNotRead(log, e, circleId);
            return null;
        }
    }

    [LoggerMessage(2301, LogLevel.Warning, "Versions of circle {CircleId} were not read; hosts compare it with their next report")]
    private static partial void LogNotRead(ILogger log, Exception e, string circleId);
}
