using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>
/// Caches the id of each grain interface. Orleans reads the attributes of the interface for each reference, which costs
/// as much as half a call.
/// </summary>
internal sealed class CachedGrainInterfaceTypes(IServiceProvider services) : IGrainInterfaceTypeProvider
{
    private readonly AttributeGrainInterfaceTypeProvider attributes =
        ActivatorUtilities.CreateInstance<AttributeGrainInterfaceTypeProvider>(services);
    private readonly ConcurrentDictionary<Type, GrainInterfaceType?> known = [];

    /// <summary>Replaces Orleans' own provider. Call it after Orleans is added.</summary>
    public static void AddTo(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, CachedGrainInterfaceTypes>());

    /// <inheritdoc/>
    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        var found = known.GetOrAdd(
            type, static (type, attributes) => attributes.TryGetGrainInterfaceType(type, out var id) ? id : null, attributes);
        grainInterfaceType = found ?? default;
        return found is not null;
    }
}
