namespace XelaConnect.Grains.Subscriptions;

/// <summary>Returns the plans from the settings of the silo, so that API hosts need none.</summary>
[GrainType("plans"), StatelessWorker]
internal sealed class PlansGrain(Plans plans) : Grain, IPlansGrain
{
    public Task<Plans> GetAsync() => Task.FromResult(plans);
}
