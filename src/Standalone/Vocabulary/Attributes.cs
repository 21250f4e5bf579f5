// The names are Orleans', so that grain sources compile against either; what each means is in Orleans' documentation, named beside it.
#pragma warning disable CA1813, CA1019, CA1018 // shaped as Orleans has them

namespace Orleans
{
    /// <summary>Has a serializer made for the type in the full build; here nothing is serialised (docs: host/configuration-guide/serialization).</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
    public sealed class GenerateSerializerAttribute : Attribute;

    /// <summary>Promises that nobody changes a value, so that it is passed as it is (docs: host/configuration-guide/serialization-immutability).</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Parameter)]
    public sealed class ImmutableAttribute : Attribute;

    /// <summary>The name on the wire of the full build.</summary>
    /// <param name="alias">The name.</param>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Enum)]
    public sealed class AliasAttribute(string alias) : Attribute
    {
        /// <summary>The name.</summary>
        public string Alias { get; } = alias;
    }

    /// <summary>The field's number on the wire of the full build.</summary>
    /// <param name="id">The number.</param>
    [AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
    public sealed class IdAttribute(uint id) : Attribute
    {
        /// <summary>The number.</summary>
        public uint Id { get; } = id;
    }

    /// <summary>The type's name in a <see cref="Runtime.GrainId"/>, whatever the class is called.</summary>
    /// <param name="grainType">The name.</param>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class GrainTypeAttribute(string grainType) : Attribute
    {
        /// <summary>The name.</summary>
        public string GrainType { get; } = grainType;
    }
}

namespace Orleans.Concurrency
{
    /// <summary>On a grain: a call may begin while another waits (docs: grains/request-scheduling#reentrancy).</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class ReentrantAttribute : Attribute;

    /// <summary>On an interface's method: may run beside others that are so marked (docs: grains/request-scheduling#readonly-methods).</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ReadOnlyAttribute : Attribute;

    /// <summary>On an interface's method: may begin whatever runs (docs: grains/request-scheduling#interleaving-methods).</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class AlwaysInterleaveAttribute : Attribute;

    /// <summary>On an interface's method: the caller is answered at once and never learns how it went (docs: grains/oneway).</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class OneWayAttribute : Attribute;

    /// <summary>On a grain: more than one activation of a key, as many as are busy at once, up to a bound (docs: grains/stateless-worker-grains).</summary>
    /// <param name="maxLocalWorkers">The bound; below 1: the number of processors.</param>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class StatelessWorkerAttribute(int maxLocalWorkers = -1) : Attribute
    {
        /// <summary>The bound.</summary>
        public int MaxLocalWorkers { get; } = maxLocalWorkers < 1 ? Environment.ProcessorCount : maxLocalWorkers;
    }
}
