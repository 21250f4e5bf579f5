namespace XelaConnect.Circles;

/// <summary>Reads the versions of many circles in one call; a stateless worker.</summary>
[Alias("circles.versions")]
public interface ICircleVersionsGrain : IGrainWithStringKey
{
    /// <summary>The versions of circles, in their order; null for a circle that did not respond.</summary>
    [Alias("Get")] Task<ImmutableArray<CircleVersions?>> GetAsync(ImmutableArray<string> circleIds);
}
