namespace XelaConnect.Infrastructure.Hosting;

/// <summary>Orleans reads the attributes of a grain interface for each reference: half the cost of a call.</summary>
internal sealed class CachedGrainInterfaceTypes(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly AttributeGrainInterfaceTypeProvider attributes =
        ActivatorUtilities.CreateInstance<AttributeGrainInterfaceTypeProvider>(services);
    private readonly ConcurrentDictionary<Type, GrainInterfaceType?> known = [];

    /// <summary>Call it after Orleans is added.</summary>
    public static void AddTo(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, CachedGrainInterfaceTypes>());

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        var found = known.GetOrAdd(
            type, static (type, source) => source.TryGetGrainInterfaceType(type, out var id) ? id : null, attributes);
        grainInterfaceType = found ?? default;
        return found is not null;
    }
}
