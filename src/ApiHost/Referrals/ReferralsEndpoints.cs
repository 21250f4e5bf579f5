namespace XelaConnect.ApiHost.Referrals;

/// <summary>The route of referrals (<c>docs/api/http.md</c>, endpoint 8).</summary>
internal static class ReferralsEndpoints
{
    /// <summary>Maps the route.</summary>
    public static IEndpointRouteBuilder MapReferrals(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/users/referral", GetAsync).RequireAuthorization().WithTags("Referrals")
            .WithName("GetReferral").WithSummary("The caller's referral code and how it has done.")
            .Produces<ReferralJson>().WithFaults(Status401Unauthorized);
        return routes;
    }

    private static async Task<IResult> GetAsync(CurrentUser caller, IGrainFactory grains)
    {
        if (await grains.User(caller.UserId).GetAsync() is not { } user) return OutcomeResults.Refuse(AccountFaults.UnknownUser);
        var view = await grains.ReferralCode(user.ReferralCode).GetAsync();
        var plans = await grains.Plans().GetAsync();
        return TypedResults.Ok(ReferralJson.Of(user.ReferralCode, view, plans));
    }
}
