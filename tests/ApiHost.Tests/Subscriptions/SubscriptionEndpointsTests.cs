using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Subscriptions;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Subscriptions;

public sealed class SubscriptionEndpointsTests
{
    [Fact]
    public async Task Plans_come_from_the_silo()
    {
        var grains = new FakeGrains().On<IPlansGrain>(nameof(IPlansGrain.GetAsync), (_, _) => Plans.Default with { CentsPerCredit = 12 });
        using var endpoints = new Endpoints(grains);
        var (status, body) = await endpoints.CallAsync("GetPlans");
        status.ShouldBe(200);
        body.GetProperty("credits").GetProperty("usd_per_credit").GetDecimal().ShouldBe(0.12m);
    }

    [Fact]
    public async Task Subscription_belongs_to_the_caller()
    {
        var grains = new FakeGrains().On<ISubscriptionGrain>(
            nameof(ISubscriptionGrain.GetAsync), (_, _) => Views.Subscription(Tiers.Elite));
        using var endpoints = new Endpoints(grains);
        var (status, body) = await endpoints.CallAsync("GetSubscription", caller: "user-1");
        status.ShouldBe(200);
        body.GetProperty("tier").GetString().ShouldBe("elite");
        grains.Only("ISubscriptionGrain.GetAsync").Key.ShouldBe("user-1");
    }
}
