using Orleans.Concurrency;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Subscriptions;

/// <summary>What the settings of this silo say, so that API hosts need none of them.</summary>
[GrainType("plans"), StatelessWorker]
internal sealed class PlansGrain(Plans plans) : Grain, IPlansGrain
{
    public Task<Plans> GetAsync() => Task.FromResult(plans);
}
