using XelaConnect.Wallet;

namespace XelaConnect.Subscriptions;

/// <summary>Tiers.</summary>
public static class Tiers
{
    /// <summary>The tier of every user.</summary>
    public const string Free = "free";
    /// <summary>Paid by the month.</summary>
    public const string Premium = "premium";
    /// <summary>Paid by the month, or granted for some months.</summary>
    public const string Elite = "elite";
    /// <summary>Elite for life; earned, never sold.</summary>
    public const string LifetimeElite = "lifetime_elite";

    /// <summary>All tiers, lowest first; each includes the ones before it.</summary>
    public static readonly ImmutableArray<string> All = [Free, Premium, Elite, LifetimeElite];

    /// <summary>The index in <see cref="All"/>; an unknown tier ranks as free.</summary>
    public static int RankOf(string tier) => Math.Max(0, All.IndexOf(tier));
}

/// <summary>
/// Price and entitlements of a tier, from the settings under <c>Xela:Plans</c>. A null price is not for sale; a null
/// number of circles, or of messages to Xela on a UTC day, is no limit. Advanced matching is filters and reasons in
/// discovery; priority visibility is the first place there among near equals.
/// </summary>
[GenerateSerializer, Immutable, Alias("wallet.plan.v1")]
public sealed record Plan(
    [property: Id(0)] string Tier, [property: Id(1)] decimal? UsdPerMonth, [property: Id(2)] int? Circles,
    [property: Id(3)] int? AiMessagesPerDay, [property: Id(4)] bool AllCourses,
    [property: Id(5)] bool AdvancedMatching, [property: Id(6)] bool PriorityVisibility)
{
    /// <summary>Whether plan or grant entitles to a course. A grant by the plan lasts as long as the plan.</summary>
    public bool Opens(CourseGrant? grant) => AllCourses || grant is { Source: not GrantSources.Tier };
}

/// <summary>
/// All plans in the order of <see cref="Tiers.All"/>, prices in credits, and rewards: credits for both users at a
/// conversion, Elite for months or for life for the referrer at a number of them. The grace period after a failed
/// renewal holds when the store names none.
/// </summary>
[GenerateSerializer, Immutable, Alias("wallet.plans.v1")]
public sealed record Plans(
    [property: Id(0)] ImmutableArray<Plan> All, [property: Id(1)] int CentsPerCredit,
    [property: Id(2)] int TopUpFrom, [property: Id(3)] int TopUpTo,
    [property: Id(4)] int AiSessionCredits, [property: Id(5)] int AiSessionMessages,
    [property: Id(6)] int BoostCredits, [property: Id(7)] int BoostHours,
    [property: Id(8)] int ReferralCredits, [property: Id(9)] int EliteAtConversions,
    [property: Id(10)] int EliteMonths, [property: Id(11)] int LifetimeAtConversions,
    [property: Id(12)] int BillingGraceDays)
{
    /// <summary>The defaults, which settings override.</summary>
    public static readonly Plans Default = new(
        [
            new(Tiers.Free, 0m, 3, 10, AllCourses: false, AdvancedMatching: false, PriorityVisibility: false),
            new(Tiers.Premium, 9.99m, null, 50, AllCourses: false, AdvancedMatching: true, PriorityVisibility: false),
            new(Tiers.Elite, 19.99m, null, null, AllCourses: true, AdvancedMatching: true, PriorityVisibility: true),
            new(Tiers.LifetimeElite, null, null, null, true, AdvancedMatching: true, PriorityVisibility: true),
        ],
        CentsPerCredit: 10, TopUpFrom: 5, TopUpTo: 10_000, AiSessionCredits: 5, AiSessionMessages: 20,
        BoostCredits: 30, BoostHours: 24, ReferralCredits: 50,
        EliteAtConversions: 5, EliteMonths: 3, LifetimeAtConversions: 10, BillingGraceDays: 3);

    /// <summary>The plan of a tier.</summary>
    public Plan Of(string tier) => All[Tiers.RankOf(tier)];
}

/// <summary>Gives API hosts the plans of the silos. A stateless worker.</summary>
[Alias("wallet.plans")]
public interface IPlansGrain : IGrainWithStringKey
{
    /// <summary>Returns all plans.</summary>
    [Alias("Get"), ReadOnly] Task<Plans> GetAsync();
}
