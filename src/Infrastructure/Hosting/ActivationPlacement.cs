using System.Runtime.CompilerServices;
using Orleans.Runtime.Placement;

namespace XelaConnect.Infrastructure.Hosting;

/// <summary>New activations start on each silo in turn; from a silo with too many some move (ADR 0057).</summary>
internal static class ActivationPlacement
{
    /// <summary>Of one silo in one cycle. Each is read from the journal again, on the other silo.</summary>
    private const int MaxMoves = 1_000;

    public static ISiloBuilder UseBalancedPlacement(this ISiloBuilder silo)
    {
        silo.AddPlacementDirector<RoundRobinPlacement, RoundRobinPlacementDirector>();
        silo.Services.Replace(ServiceDescriptor.Singleton<PlacementStrategy, RoundRobinPlacement>());
        silo.Configure<ActivationRebalancerOptions>(static options => options.ActivationMigrationCountLimit = MaxMoves);
#pragma warning disable ORLEANSEXP002 // what is moved is stored; grains that keep more than that are immovable
        return silo.AddActivationRebalancer();
#pragma warning restore ORLEANSEXP002
    }
}

/// <summary>The default of all grains that name no other.</summary>
internal sealed class RoundRobinPlacement : PlacementStrategy;

/// <summary>In turn for each type of grain, so that not only their sum is spread but the circles are, too.</summary>
internal sealed class RoundRobinPlacementDirector : IPlacementDirector
{
    private readonly ConcurrentDictionary<GrainType, StrongBox<uint>> turns = new();

    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (silos.Length == 0) throw new SiloUnavailableException($"No silo can run {target.GrainIdentity}.");
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } hint) return Task.FromResult(hint);
        // The first silo follows from the key: grains of which there is one are spread as well.
        var turn = turns.GetOrAdd(
            target.GrainIdentity.Type, static (_, grain) => new StrongBox<uint>(grain.GetUniformHashCode()), target.GrainIdentity);
        return Task.FromResult(silos[Interlocked.Increment(ref turn.Value) % silos.Length]);
    }
}
