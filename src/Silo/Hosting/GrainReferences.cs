using System.Collections.Concurrent;

namespace XelaConnect.Silo.Hosting;

/// <summary>
/// The grain factory of endpoints. Orleans reads the attributes of the interface each time it is asked for a grain, which costs as much as half the call
/// itself; here they are read once for each interface. Everything else is left to Orleans' own factory.
/// </summary>
/// <param name="orleans">Orleans' own factory.</param>
internal sealed class GrainReferences(IGrainFactory orleans) : IGrainFactory
{
    private readonly ConcurrentDictionary<Type, (GrainType Grain, GrainInterfaceType Interface)> known = new();

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey
    {
        if (grainClassNamePrefix is not null) return orleans.GetGrain<TGrainInterface>(primaryKey, grainClassNamePrefix);
        if (known.TryGetValue(typeof(TGrainInterface), out var types))
            return (TGrainInterface)orleans.GetGrain(GrainId.Create(types.Grain, primaryKey), types.Interface);
        var first = orleans.GetGrain<TGrainInterface>(primaryKey);
        if (first is GrainReference reference) known[typeof(TGrainInterface)] = (reference.GrainId.Type, reference.InterfaceType);
        return first;
    }

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidKey =>
        orleans.GetGrain<TGrainInterface>(primaryKey, grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerKey =>
        orleans.GetGrain<TGrainInterface>(primaryKey, grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(Guid primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithGuidCompoundKey =>
        orleans.GetGrain<TGrainInterface>(primaryKey, keyExtension, grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string keyExtension, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithIntegerCompoundKey =>
        orleans.GetGrain<TGrainInterface>(primaryKey, keyExtension, grainClassNamePrefix);

    /// <inheritdoc />
    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver =>
        orleans.CreateObjectReference<TGrainObserverInterface>(obj);

    /// <inheritdoc />
    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj) where TGrainObserverInterface : IGrainObserver =>
        orleans.DeleteObjectReference<TGrainObserverInterface>(obj);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey) => orleans.GetGrain(grainInterfaceType, grainPrimaryKey);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey) => orleans.GetGrain(grainInterfaceType, grainPrimaryKey);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey) => orleans.GetGrain(grainInterfaceType, grainPrimaryKey);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, Guid grainPrimaryKey, string keyExtension) => orleans.GetGrain(grainInterfaceType, grainPrimaryKey, keyExtension);

    /// <inheritdoc />
    public IGrain GetGrain(Type grainInterfaceType, long grainPrimaryKey, string keyExtension) => orleans.GetGrain(grainInterfaceType, grainPrimaryKey, keyExtension);

    /// <inheritdoc />
    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable => orleans.GetGrain<TGrainInterface>(grainId);

    /// <inheritdoc />
    public IAddressable GetGrain(GrainId grainId) => orleans.GetGrain(grainId);

    /// <inheritdoc />
    public IAddressable GetGrain(GrainId grainId, GrainInterfaceType interfaceType) => orleans.GetGrain(grainId, interfaceType);

    /// <inheritdoc />
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey) => orleans.GetGrain(interfaceType, grainKey);

    /// <inheritdoc />
    public IAddressable GetGrain(Type interfaceType, IdSpan grainKey, string grainClassNamePrefix) => orleans.GetGrain(interfaceType, grainKey, grainClassNamePrefix);
}

/// <summary>Registers them.</summary>
internal static class GrainReferencesRegistration
{
    /// <summary>
    /// Puts <see cref="GrainReferences"/> in front of the factory that Orleans registered before. It must not ask for <see cref="IClusterClient"/>: in
    /// Development the client's constructor checks every serializer, the serializers of grain references need this factory, and the start would wait for itself.
    /// </summary>
    public static void AddGrainReferences(this IServiceCollection services)
    {
        var orleans = services.Last(service => service.ServiceType == typeof(IGrainFactory) && !service.IsKeyedService).ImplementationFactory
            ?? throw new InvalidOperationException("Orleans no longer registers its grain factory with a factory method.");
        services.AddSingleton<IGrainFactory>(provider => new GrainReferences((IGrainFactory)orleans(provider)));
    }
}
