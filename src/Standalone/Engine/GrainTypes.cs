using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace XelaConnect.Standalone.Engine;

/// <summary>A class of grains.</summary>
internal sealed class GrainClass(Type type)
{
    private readonly ObjectFactory create = ActivatorUtilities.CreateFactory(type, []);

    public string Name { get; } = type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? type.Name.Replace("Grain", "", StringComparison.Ordinal).ToLowerInvariant();
    public bool IsReentrant { get; } = type.IsDefined(typeof(ReentrantAttribute));
    /// <summary>How many activations of a key there may be; null: one, the usual grain.</summary>
    public int? MaxWorkers { get; } = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocalWorkers;
    public IEnumerable<Type> Interfaces { get; } = type.GetInterfaces().Where(i => i.IsAssignableTo(typeof(IAddressable))).ToArray();

    public Grain Create(IServiceProvider services) => (Grain)create(services, []);
}

/// <summary>
/// All classes of grains, and their interfaces, found at start. What an interface passes must be immutable, since it is passed as it is: anything else
/// stops the start and is named.
/// </summary>
internal sealed class GrainTypes
{
    private static readonly FrozenSet<Type> Values = new[]
    {
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid), typeof(Uri),
        typeof(CancellationToken), typeof(GrainId), typeof(StreamId), typeof(void),
    }.ToFrozenSet();

    private readonly FrozenDictionary<string, GrainClass> classes;
    private readonly FrozenDictionary<Type, GrainClass> ofInterfaces;
    private readonly ConcurrentDictionary<Type, FrozenDictionary<MethodInfo, GrainMethod>> methods = new();

    public GrainTypes()
    {
        var found = Assemblies().SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(Grain)) && !t.IsAbstract && !t.ContainsGenericParameters).Select(t => new GrainClass(t)).ToList();
        var twice = found.GroupBy(c => c.Name).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null) throw new OrleansException($"Two classes of grains are called {twice.Key}.");
        classes = found.ToFrozenDictionary(c => c.Name);
        ofInterfaces = found.SelectMany(c => c.Interfaces.Select(i => (Interface: i, Class: c))).GroupBy(x => x.Interface).Where(g => g.Count() == 1)
            .ToFrozenDictionary(g => g.Key, g => g.Single().Class);
        var mutable = found.SelectMany(c => c.Interfaces).Distinct().SelectMany(i => i.GetMethods()).SelectMany(Mutable).Distinct().ToList();
        if (mutable.Count > 0) throw new OrleansException($"Grains pass what might be changed by its receiver; mark it [Immutable] or pass something that is: {string.Join("; ", mutable)}.");
    }

    /// <summary>The class with this name. <see cref="ArgumentException"/> when there is none.</summary>
    public GrainClass Class(string name) => classes.GetValueOrDefault(name) ?? throw new ArgumentException($"There is no grain type \"{name}\".");

    /// <summary>The only class that implements an interface. <see cref="ArgumentException"/> when there is none, or another.</summary>
    public GrainClass ClassOf(Type type) => ofInterfaces.GetValueOrDefault(type) ?? throw new ArgumentException($"{type} is not implemented by exactly one class of grains.");

    /// <summary>Methods of an interface and of those it derives from.</summary>
    public FrozenDictionary<MethodInfo, GrainMethod> Methods(Type type) =>
        methods.GetOrAdd(type, static t => t.GetInterfaces().Append(t).SelectMany(i => i.GetMethods()).ToFrozenDictionary(m => m, m => new GrainMethod(m)));

    private static IEnumerable<string> Mutable(MethodInfo method) =>
        method.GetParameters().Where(p => !p.IsDefined(typeof(ImmutableAttribute))).Select(p => p.ParameterType).Append(Answer(method.ReturnType))
            .Where(type => !IsImmutable(type)).Select(type => $"{method.DeclaringType!.Name}.{method.Name}: {type}");

    private static Type Answer(Type returned) =>
        returned == typeof(Task) || returned == typeof(ValueTask) ? typeof(void) : returned.IsGenericType ? returned.GetGenericArguments()[0] : returned;

    private static bool IsImmutable(Type type) =>
        (type.IsPrimitive || type.IsEnum || Values.Contains(type) || type.IsDefined(typeof(ImmutableAttribute)) || type.IsAssignableTo(typeof(IAddressable))
            || type.Namespace == "System.Collections.Immutable" || Nullable.GetUnderlyingType(type) is not null || type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal))
        && (!type.IsGenericType || type.GetGenericArguments().All(IsImmutable));

    /// <summary>Those that refer to this one, from the program's and from all that are loaded.</summary>
    private static List<Assembly> Assemblies()
    {
        var engine = typeof(GrainTypes).Assembly.GetName().Name;
        var (seen, found) = (new HashSet<string>(StringComparer.Ordinal), new List<Assembly>());
        foreach (var loaded in AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic)) Look(loaded);
        return found;

        void Look(Assembly assembly)
        {
            var references = assembly.GetReferencedAssemblies();
            if (!seen.Add(assembly.FullName!) || references.All(r => r.Name != engine)) return;
            found.Add(assembly);
            foreach (var reference in references.Where(r => r.Name!.StartsWith("XelaConnect.", StringComparison.Ordinal))) Look(Assembly.Load(reference));
        }
    }
}
