using System.Collections.Immutable;
using XelaConnect.Courses;
using XelaConnect.Subscriptions;

namespace XelaConnect.Profiles;

/// <summary>Which circles the person is in, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-circles.v1")]
public sealed record ProjectCircles([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] ImmutableArray<string> CircleIds) : ICommand;

/// <summary>How the person's referral code has done, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-referrals.v1")]
public sealed record ProjectReferrals([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] int Referrals, [property: Id(3)] int Conversions) : ICommand;

/// <summary>Balance and courses held, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-wallet.v1")]
public sealed record ProjectWallet(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Version,
    [property: Id(2)] long Credits,
    [property: Id(3)] ImmutableArray<string> CourseIds) : ICommand;

/// <summary>Tiers now and to come, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-subscription.v1")]
public sealed record ProjectSubscription(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Version,
    [property: Id(2)] ImmutableArray<TierPeriod> Periods) : ICommand;

/// <summary>Until when the person is boosted, as of a version; null was never.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-boost.v1")]
public sealed record ProjectBoost([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] DateTimeOffset? Until) : ICommand;

/// <summary>How far the person is, as of a version. The counts are of what was ever finished, so they never fall.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-learning.v1")]
public sealed record ProjectLearning(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Version,
    [property: Id(2)] ImmutableArray<CourseProgress> Courses,
    [property: Id(3)] int ModulesFinished,
    [property: Id(4)] int CoursesFinished) : ICommand;

/// <summary>How many people the person is connected with now, and was at most, as of a version.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-connections.v1")]
public sealed record ProjectConnections([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] int Count, [property: Id(3)] int Most) : ICommand;

/// <summary>On how many distinct days the person ever talked with Xela, as of a version. It never falls.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-companion.v1")]
public sealed record ProjectCompanion([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] int Days) : ICommand;

/// <summary>How many reflections the person ever wrote, and on how many distinct days, as of a version. Neither falls.</summary>
[GenerateSerializer, Immutable, Alias("accounts.project-reflections.v1")]
public sealed record ProjectReflections([property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] int Written, [property: Id(3)] int Days) : ICommand;
