using System.Collections.Concurrent;

namespace XelaConnect.Silo.Hosting;

/// <summary>
/// The grain factory of endpoints. Orleans reads the attributes of the interface each time it is asked for a grain, which costs as much as half the call
/// itself; here they are read once for each interface. Everything else is the cluster's own.
/// </summary>
internal sealed class GrainReferences(IClusterClient cluster) : IGrainFactory
{
    private readonly ConcurrentDictionary<Type, (GrainType Grain, GrainInterfaceType Interface)> known = new();

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey
    {
        if (grainClassNamePrefix is not null) return cluster.GetGrain<TGrainInterface>(primaryKey, grainClassNamePrefix);
        if (known.TryGetValue(typeof(TGrainInterface), out var types))
            return (TGrainInterface)cluster.GetGrain(GrainId.Create(types.Grain, primaryKey), types.Interface);
        var first = cluster.GetGrain<TGrainInterface>(primaryKey);
        if (first is GrainReference reference) known[typeof(TGrainInterface)] = (reference.GrainId.Type, reference.InterfaceType);
        return first;
    }

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidKey =>
        cluster.GetGrain<TGrainInterface>(primaryKey, grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey =>
        cluster.GetGrain<TGrainInterface>(primaryKey, grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidCompoundKey =>
        cluster.GetGrain<TGrainInterface>(primaryKey, keyExtension, grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerCompoundKey =>
        cluster.GetGrain<TGrainInterface>(primaryKey, keyExtension, grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver =>
        cluster.CreateObjectReference<TGrainObserverInterface>(obj);

    /// <inheritdoc />
    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver =>
        cluster.DeleteObjectReference<TGrainObserverInterface>(obj);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => cluster.GetGrain(grainInterfaceType, grainPrimaryKey);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => cluster.GetGrain(grainInterfaceType, grainPrimaryKey);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => cluster.GetGrain(grainInterfaceType, grainPrimaryKey);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => cluster.GetGrain(grainInterfaceType, grainPrimaryKey, keyExtension);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => cluster.GetGrain(grainInterfaceType, grainPrimaryKey, keyExtension);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable => cluster.GetGrain<TGrainInterface>(grainId);

    /// <inheritdoc />
    public IAddressable GetGrain(GrainId grainId) => cluster.GetGrain(grainId);

    /// <inheritdoc />
    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => cluster.GetGrain(grainId, interfaceType);

    /// <inheritdoc />
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => cluster.GetGrain(interfaceType, grainKey);

    /// <inheritdoc />
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => cluster.GetGrain(interfaceType, grainKey, grainClassNamePrefix);
}

/// <summary>Registers them.</summary>
internal static class GrainReferencesRegistration
{
    /// <summary>To be called after Orleans is added, whose own factory it stands in front of.</summary>
    public static void AddGrainReferences(this IServiceCollection services) => services.AddSingleton<IGrainFactory, GrainReferences>();
}
