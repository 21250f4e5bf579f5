using Shouldly;
using XelaConnect.Accounts;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Referrals;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Referrals;

public sealed class ReferralsEndpointsTests
{
    [Fact]
    public async Task The_figures_are_those_of_the_caller_s_own_code()
    {
        var grains = new FakeGrains()
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key))
            .On<IReferralCodeGrain>(nameof(IReferralCodeGrain.GetAsync), (_, _) => new ReferralView(4, 3, 1, 0));
        using var endpoints = new Endpoints(grains);
        var (status, body) = await endpoints.CallAsync("GetReferral", caller: "user-1");
        status.ShouldBe(200);
        body.GetProperty("referral_code").GetString().ShouldBe("XCABCDEFGH");
        grains.Only("IReferralCodeGrain.GetAsync").Key.ShouldBe("XCABCDEFGH");
    }
}
