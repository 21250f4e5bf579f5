using System.Collections.Immutable;
using Orleans.Concurrency;
using XelaConnect.Wallet;

namespace XelaConnect.Subscriptions;

/// <summary>The tiers of contract §0.</summary>
public static class Tiers
{
    /// <summary>What everyone has.</summary>
    public const string Free = "free";
    /// <summary>Paid by the month.</summary>
    public const string Premium = "premium";
    /// <summary>Paid by the month, or given for a while.</summary>
    public const string Elite = "elite";
    /// <summary>Elite without an end; earned, never sold.</summary>
    public const string LifetimeElite = "lifetime_elite";

    /// <summary>Every tier, the least first: a later one has all that an earlier one has.</summary>
    public static readonly ImmutableArray<string> All = [Free, Premium, Elite, LifetimeElite];

    /// <summary>The place in <see cref="All"/>; what is no tier ranks as free.</summary>
    public static int RankOf(string tier) => Math.Max(0, All.IndexOf(tier));
}

/// <summary>What a tier costs and what it entitles to: data, from the settings under <c>Xela:Plans</c>. Every limit by tier is asked here (contract, "Tiers").</summary>
/// <param name="Tier">One of <see cref="Tiers"/>.</param>
/// <param name="UsdPerMonth">Price in US dollars a month; 0 is free, null is not for sale.</param>
/// <param name="Circles">How many circles one may be in; null is no limit.</param>
/// <param name="AiMessagesPerDay">Messages to Xela on a UTC day; null is no limit.</param>
/// <param name="AllCourses">Whether every course is open.</param>
/// <param name="AdvancedMatching">Whether discovery takes filters and gives reasons.</param>
/// <param name="PriorityVisibility">Whether discovery shows the person first among near equals.</param>
[GenerateSerializer, Immutable, Alias("wallet.plan.v1")]
public sealed record Plan(
    [property: Id(0)] string Tier,
    [property: Id(1)] decimal? UsdPerMonth,
    [property: Id(2)] int? Circles,
    [property: Id(3)] int? AiMessagesPerDay,
    [property: Id(4)] bool AllCourses,
    [property: Id(5)] bool AdvancedMatching,
    [property: Id(6)] bool PriorityVisibility)
{
    /// <summary>Whether someone on this plan may study a course they hold this grant of, if any. A grant that came with a tier lasts as long as a tier opens all courses.</summary>
    public bool Opens(CourseGrant? grant) => AllCourses || grant is { Source: not GrantSources.Tier };
}

/// <summary>All plans, prices and rewards (contract, "Referral", "Credits", "Tiers").</summary>
/// <param name="All">One plan a tier, in the order of <see cref="Tiers.All"/>.</param>
/// <param name="CentsPerCredit">What a credit costs, in US cents.</param>
/// <param name="TopUpFrom">Fewest credits of one top-up.</param>
/// <param name="TopUpTo">Most credits of one top-up.</param>
/// <param name="AiSessionCredits">Price of an AI session in credits.</param>
/// <param name="AiSessionMessages">How many more messages an AI session gives on its UTC day.</param>
/// <param name="BoostCredits">Price of a boost in credits.</param>
/// <param name="BoostHours">How long a boost lasts, in hours.</param>
/// <param name="ReferralCredits">What a conversion brings each of the two, in credits.</param>
/// <param name="EliteAtConversions">At which conversion the referrer gets Elite for a while.</param>
/// <param name="EliteMonths">For how many months.</param>
/// <param name="LifetimeAtConversions">At which conversion the referrer gets Elite for life.</param>
/// <param name="BillingGraceDays">How long a subscription goes on after a failed renewal when the store does not say, in days.</param>
[GenerateSerializer, Immutable, Alias("wallet.plans.v1")]
public sealed record Plans(
    [property: Id(0)] ImmutableArray<Plan> All,
    [property: Id(1)] int CentsPerCredit,
    [property: Id(2)] int TopUpFrom,
    [property: Id(3)] int TopUpTo,
    [property: Id(4)] int AiSessionCredits,
    [property: Id(5)] int AiSessionMessages,
    [property: Id(6)] int BoostCredits,
    [property: Id(7)] int BoostHours,
    [property: Id(8)] int ReferralCredits,
    [property: Id(9)] int EliteAtConversions,
    [property: Id(10)] int EliteMonths,
    [property: Id(11)] int LifetimeAtConversions,
    [property: Id(12)] int BillingGraceDays)
{
    /// <summary>The contract's own figures, which settings change.</summary>
    public static readonly Plans Default = new(
        [
            new Plan(Tiers.Free, 0m, 3, 10, AllCourses: false, AdvancedMatching: false, PriorityVisibility: false),
            new Plan(Tiers.Premium, 9.99m, null, 50, AllCourses: false, AdvancedMatching: true, PriorityVisibility: false),
            new Plan(Tiers.Elite, 19.99m, null, null, AllCourses: true, AdvancedMatching: true, PriorityVisibility: true),
            new Plan(Tiers.LifetimeElite, null, null, null, AllCourses: true, AdvancedMatching: true, PriorityVisibility: true),
        ],
        CentsPerCredit: 10, TopUpFrom: 5, TopUpTo: 10_000, AiSessionCredits: 5, AiSessionMessages: 20, BoostCredits: 30, BoostHours: 24,
        ReferralCredits: 50, EliteAtConversions: 5, EliteMonths: 3, LifetimeAtConversions: 10, BillingGraceDays: 3);

    /// <summary>The plan of a tier.</summary>
    public Plan Of(string tier) => All[Tiers.RankOf(tier)];
}

/// <summary>Tells API hosts the plans that the silos go by (any key).</summary>
[Alias("wallet.plans")]
public interface IPlansGrain : IGrainWithStringKey
{
    /// <summary>All of them.</summary>
    [Alias("Get"), ReadOnly]
    Task<Plans> GetAsync();
}
