using XelaConnect.ApiHost.Referrals;
using XelaConnect.Referrals;
using Xunit;
using AllPlans = XelaConnect.Subscriptions.Plans;

namespace XelaConnect.ApiHost.Tests.Referrals;

public sealed class ReferralsJsonTests
{
    [Fact]
    public void Referral_has_exactly_the_contract_fields()
    {
        var json = Shapes.Of(ReferralJson.Of("XCABCDEFGH", new ReferralView(4, 3, 1, 150), AllPlans.Default));
        json.ShouldHave("referral_code, referrals_count, conversions, pending, credits_earned, next_reward");
        json.GetProperty("conversions").GetInt32().ShouldBe(3);
        json.GetProperty("pending").GetInt32().ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 5, 3, 10, "5 more friends until you get Elite for 3 months.")]
    [InlineData(4, 5, 3, 10, "1 more friend until you get Elite for 3 months.")]
    [InlineData(5, 5, 3, 10, "5 more friends until you get Elite for life.")]
    [InlineData(9, 5, 3, 10, "1 more friend until you get Elite for life.")]
    [InlineData(10, 5, 3, 10, "You have earned every reward, thank you for bringing people together.")]
    [InlineData(0, 2, 1, 6, "2 more friends until you get Elite for 1 month.")]
    [InlineData(2, 2, 1, 6, "4 more friends until you get Elite for life.")]
    [InlineData(0, 5, 3, 3, "3 more friends until you get Elite for life.")]
    [InlineData(3, 5, 3, 3, "You have earned every reward, thank you for bringing people together.")]
    public void Next_reward_is_a_sentence_with_the_plan_figures(int conversions, int elite, int months, int lifetime, string sentence) =>
        ReferralJson.NextRewardAfter(
            conversions, AllPlans.Default with { EliteAtConversions = elite, EliteMonths = months, LifetimeAtConversions = lifetime })
            .ShouldBe(sentence);
}
