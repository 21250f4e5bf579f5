using AllPlans = XelaConnect.Subscriptions.Plans;

namespace XelaConnect.ApiHost.Referrals;

internal static class ReferralsEndpoints
{
    public static void MapReferrals(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/users/referral", GetAsync).RequireAuthorization().WithTags("Referrals")
            .WithName("GetReferral").WithSummary("The caller's referral code and how it has done.")
            .Produces<ReferralJson>();
    }

    private static async Task<IResult> GetAsync(CurrentUser caller, IGrainFactory grains)
    {
        if (await grains.User(caller.UserId).GetAsync() is not { } user) return Refuse(AccountFaults.UnknownUser);
        var view = await grains.ReferralCode(user.ReferralCode).GetAsync();
        var plans = await grains.Plans().GetAsync();
        return TypedResults.Ok(ReferralJson.Of(user.ReferralCode, view, plans));
    }
}

/// <summary>The figures of the caller's code.</summary>
internal sealed record ReferralJson(
    string ReferralCode, int ReferralsCount, int Conversions, int Pending, int CreditsEarned, string NextReward)
{
    public static ReferralJson Of(string code, ReferralView view, AllPlans plans) =>
        new(code, view.Referrals, view.Conversions, view.Pending, view.CreditsEarned,
            NextRewardAfter(view.Conversions, plans));

    public static string NextRewardAfter(int conversions, AllPlans plans)
    {
        // Elite for some months is no reward at or above the threshold of Elite for life.
        var elite = plans.EliteAtConversions < plans.LifetimeAtConversions ? plans.EliteAtConversions - conversions : 0;
        var lifetime = plans.LifetimeAtConversions - conversions;
        return elite > 0 ? $"{Counted(elite, "more friend")} until you get Elite for {Counted(plans.EliteMonths, "month")}."
            : lifetime > 0 ? $"{Counted(lifetime, "more friend")} until you get Elite for life."
            : "You have earned every reward, thank you for bringing people together.";
    }

    private static string Counted(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReferralJson))]
internal sealed partial class ReferralsJson : JsonSerializerContext;
