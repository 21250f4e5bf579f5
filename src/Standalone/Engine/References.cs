using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace XelaConnect.Standalone.Engine;

/// <summary>Gives references: proxies of the interfaces, which turn a call into a <see cref="Request"/>.</summary>
internal sealed class References(GrainTypes types, Catalog catalog, LiveStreams streams) : IClusterClient
{
    private readonly ConcurrentDictionary<Type, GrainProxy> prototypes = new();

    public Catalog Catalog => catalog;

    public LiveStreams Streams => streams;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrEmpty(primaryKey);
        var prototype = Prototype<TGrainInterface>();
        return (TGrainInterface)(object)prototype.For(new GrainId((prototype.Class ??= types.ClassOf(typeof(TGrainInterface))).Name, primaryKey));
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable
    {
        types.Class(grainId.Type);
        return (TGrainInterface)(object)Prototype<TGrainInterface>().For(grainId);
    }

    private GrainProxy Prototype<T>() => prototypes.TryGetValue(typeof(T), out var known) ? known : prototypes.GetOrAdd(typeof(T), _ =>
    {
        var prototype = (GrainProxy)(object)DispatchProxy.Create<T, GrainProxy>()!;
        (prototype.References, prototype.Methods) = (this, types.Methods(typeof(T)));
        return prototype;
    });
}

/// <summary>A reference to a grain.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it
internal class GrainProxy : DispatchProxy
{
    /// <summary>Which grain.</summary>
    public GrainId Target { get; private set; }

    public References References { get; set; } = null!;
    public FrozenDictionary<MethodInfo, GrainMethod> Methods { get; set; } = null!;
    public GrainClass? Class { get; set; }

    /// <summary>The same interface, another grain.</summary>
    public GrainProxy For(GrainId id)
    {
        var proxy = (GrainProxy)MemberwiseClone();
        proxy.Target = id;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Methods[targetMethod!].Start(References, Target, args ?? []);

    /// <inheritdoc/>
    public override string ToString() => Target.ToString();
}
