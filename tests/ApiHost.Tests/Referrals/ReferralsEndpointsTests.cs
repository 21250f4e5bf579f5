using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Profiles;
using XelaConnect.Referrals;
using XelaConnect.Subscriptions;
using Xunit;
using AllPlans = XelaConnect.Subscriptions.Plans;

namespace XelaConnect.ApiHost.Tests.Referrals;

public sealed class ReferralsEndpointsTests
{
    [Fact]
    public async Task Referral_figures_belong_to_the_callers_code()
    {
        var grains = new FakeGrains()
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key))
            .On<IReferralCodeGrain>(nameof(IReferralCodeGrain.GetAsync), (_, _) => new ReferralView(4, 3, 1, 150))
            .On<IPlansGrain>(nameof(IPlansGrain.GetAsync), (_, _) => AllPlans.Default with { EliteAtConversions = 4, EliteMonths = 1 });
        using var endpoints = new Endpoints(grains);
        var (status, body) = await endpoints.CallAsync("GetReferral", caller: "user-1");
        status.ShouldBe(200);
        body.GetProperty("referral_code").GetString().ShouldBe("XCABCDEFGH");
        body.GetProperty("credits_earned").GetInt32().ShouldBe(150);
        body.GetProperty("next_reward").GetString().ShouldBe("1 more friend until you get Elite for 1 month.");
        grains.Only("IReferralCodeGrain.GetAsync").Key.ShouldBe("XCABCDEFGH");
    }
}
