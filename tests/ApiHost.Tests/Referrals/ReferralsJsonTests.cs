using Shouldly;
using XelaConnect.ApiHost.Referrals;
using XelaConnect.Referrals;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Referrals;

public sealed class ReferralsJsonTests
{
    [Fact]
    public void A_code_s_figures_have_the_contract_s_fields()
    {
        var json = Shapes.Of(ReferralJson.Of("XCABCDEFGH", new ReferralView(4, 3, 1, 150)));
        json.ShouldHave("referral_code, referrals_count, conversions, pending, credits_earned, next_reward");
        json.GetProperty("conversions").GetInt32().ShouldBe(3);
        json.GetProperty("pending").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData(0, "5 more friends until you get Elite for 3 months.")]
    [InlineData(4, "1 more friend until you get Elite for 3 months.")]
    [InlineData(5, "5 more friends until you get Elite for life.")]
    [InlineData(9, "1 more friend until you get Elite for life.")]
    [InlineData(10, "You have earned every reward, thank you for bringing people together.")]
    public void The_next_reward_is_one_sentence(int conversions, string sentence) => ReferralJson.NextRewardAfter(conversions).ShouldBe(sentence);
}
