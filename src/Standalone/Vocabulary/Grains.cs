using Orleans.Runtime;
using XelaConnect.Standalone.Engine;

namespace Orleans.Runtime
{
    /// <summary>Something that can be called.</summary>
    public interface IAddressable;

    /// <summary>Who a grain is: its type's name and its key.</summary>
    /// <param name="Type">Name of the type.</param>
    /// <param name="Key">The key.</param>
    public readonly record struct GrainId(string Type, string Key)
    {
        /// <summary>Puts one together.</summary>
        public static GrainId Create(string grainType, string key) => new(grainType, key);

        /// <summary>Reads what <see cref="ToString"/> wrote. <see cref="FormatException"/> when it is no such text.</summary>
        public static GrainId Parse(ReadOnlySpan<char> value)
        {
            var slash = value.IndexOf('/');
            return slash > 0 ? new GrainId(value[..slash].ToString(), value[(slash + 1)..].ToString()) : throw new FormatException($"\"{value}\" is no grain id.");
        }

        /// <inheritdoc/>
        public override string ToString() => $"{Type}/{Key}";
    }

    /// <summary>Why a grain ends.</summary>
    /// <param name="Description">In words.</param>
    public readonly record struct DeactivationReason(string Description);

    /// <summary>What the engine itself has to say; never a grain's own failure.</summary>
    public class OrleansException : Exception
    {
        /// <summary>Without a reason.</summary>
        public OrleansException() { }
        /// <summary>With a reason.</summary>
        public OrleansException(string message) : base(message) { }
        /// <summary>With a reason and what led to it.</summary>
        public OrleansException(string message, Exception innerException) : base(message, innerException) { }
    }
}

namespace Orleans
{
    /// <summary>A grain's interface.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain whose key is a text.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>Gives references to grains; a reference is valid whether or not its grain is active (docs: grains/index).</summary>
    public interface IGrainFactory
    {
        /// <summary>The grain of a key. <see cref="ArgumentException"/> when no class, or more than one, implements the interface.</summary>
        /// <typeparam name="TGrainInterface">Its interface.</typeparam>
        /// <param name="primaryKey">Its key.</param>
        /// <param name="grainClassNamePrefix">Not used; there is one class to an interface.</param>
        TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null) where TGrainInterface : IGrainWithStringKey;

        /// <summary>The grain of an id, by one of its interfaces.</summary>
        /// <typeparam name="TGrainInterface">The interface.</typeparam>
        /// <param name="grainId">Who it is.</param>
        TGrainInterface GetGrain<TGrainInterface>(GrainId grainId) where TGrainInterface : IAddressable;
    }

    /// <summary>The grains, as the host sees them.</summary>
    public interface IClusterClient : IGrainFactory;

    /// <summary>
    /// Base of all grains. At most one activation of an id is there at a time, and its turns never run beside each other
    /// (docs: grains/index#grain-lifecycle, grains/request-scheduling).
    /// </summary>
    public abstract class Grain : IAddressable
    {
        /// <summary>Gives references to other grains.</summary>
        protected IGrainFactory GrainFactory => Activation.Catalog.References;

        private readonly Activation? activation = Activation.OfConstructor;

        /// <summary>Made by the engine; a test may make a grain by itself, which then has none.</summary>
        internal Activation Activation => activation ?? throw new InvalidOperationException("This grain was not made by the engine.");

        /// <summary>Called once before the first call. An exception fails every caller that waits, and the next call tries anew.</summary>
        /// <param name="cancellationToken">Never cancelled here.</param>
        public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        /// <summary>Called once after the last call.</summary>
        /// <param name="reason">Why.</param>
        /// <param name="cancellationToken">Cancelled when the process can wait no longer.</param>
        public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;

        /// <summary>Ends this activation when its running calls are over; the next call finds a new one.</summary>
        protected void DeactivateOnIdle() => Activation.Deactivate(new DeactivationReason("The grain asked for it."));
    }

    /// <summary>What is asked about a grain, by itself or by whoever has a reference.</summary>
    public static class GrainExtensions
    {
        /// <summary>The key.</summary>
        public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key;

        /// <summary>The id. <see cref="ArgumentException"/> when it is neither a grain nor a reference.</summary>
        public static GrainId GetGrainId(this IAddressable grain) => grain switch
        {
            Grain itself => itself.Activation.GrainId,
            GrainProxy reference => reference.Target,
            _ => throw new ArgumentException("This is neither a grain nor a reference to one.", nameof(grain)),
        };

        /// <summary>Calls back in the grain's turns until it is disposed of or the grain ends (docs: grains/timers).</summary>
        /// <param name="grain">The grain.</param>
        /// <param name="callback">What to do. An exception is logged, and the next tick comes all the same.</param>
        /// <param name="options">When; a period is counted from the end of the tick before.</param>
        public static IGrainTimer RegisterGrainTimer(this Grain grain, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options) =>
            (grain ?? throw new ArgumentNullException(nameof(grain))).Activation.AddTimer(callback, options);
    }
}

namespace Orleans.Runtime
{
    /// <summary>A grain's timer.</summary>
    public interface IGrainTimer : IDisposable;

    /// <summary>When a grain's timer ticks.</summary>
    /// <param name="DueTime">Until the first tick.</param>
    /// <param name="Period">From the end of a tick to the next; infinite: there is none.</param>
    public readonly record struct GrainTimerCreationOptions(TimeSpan DueTime, TimeSpan Period)
    {
        /// <summary>Whether a tick may begin while a call waits. Otherwise it waits its turn like a call.</summary>
        public bool Interleave { get; init; }
    }
}

namespace Orleans.Storage
{
    /// <summary>What was to be replaced is not what is there any more: another has written.</summary>
    public sealed class InconsistentStateException : Runtime.OrleansException
    {
        /// <summary>Without a reason.</summary>
        public InconsistentStateException() { }
        /// <summary>With a reason.</summary>
        public InconsistentStateException(string message) : base(message) { }
        /// <summary>With a reason and what led to it.</summary>
        public InconsistentStateException(string message, Exception innerException) : base(message, innerException) { }
    }
}
