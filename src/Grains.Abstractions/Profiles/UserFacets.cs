using System.Text.Json.Serialization;
using XelaConnect.Courses;
using XelaConnect.Subscriptions;

namespace XelaConnect.Profiles;

/// <summary>Part of a user that another feature owns and pushes. Its discriminator is stored, never reused.</summary>
[GenerateSerializer, Immutable, Alias("accounts.user-facet")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CirclesFacet), "circles")]
[JsonDerivedType(typeof(ReferralsFacet), "referrals")]
[JsonDerivedType(typeof(WalletFacet), "wallet")]
[JsonDerivedType(typeof(SubscriptionFacet), "subscription")]
[JsonDerivedType(typeof(BoostFacet), "boost")]
[JsonDerivedType(typeof(LearningFacet), "learning")]
[JsonDerivedType(typeof(ConnectionsFacet), "connections")]
[JsonDerivedType(typeof(CompanionFacet), "companion")]
[JsonDerivedType(typeof(ReflectionsFacet), "reflections")]
public abstract record UserFacet;

/// <summary>Replaces a facet of a user. The newest version, a seq of the sender's main stream, wins.</summary>
[GenerateSerializer, Immutable, Alias("accounts.update-facet.v1")]
public sealed record UpdateFacet(
    [property: Id(0)] string OperationId, [property: Id(1)] long Version, [property: Id(2)] UserFacet Facet) : ICommand;

/// <summary>The circles that a user belongs to.</summary>
[GenerateSerializer, Immutable, Alias("accounts.circles-facet.v1")]
public sealed record CirclesFacet : UserFacet
{
    /// <summary>Ids of the circles.</summary>
    [Id(0)] public ImmutableArray<string> CircleIds { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>The highest number of circles at the same time. The user's grain keeps it; senders send 0.</summary>
    [Id(1)] public int Max { get; init; }
}

/// <summary>The result of a user's referral code.</summary>
[GenerateSerializer, Immutable, Alias("accounts.referrals-facet.v1")]
public sealed record ReferralsFacet : UserFacet
{
    /// <summary>People who signed up with the code.</summary>
    [Id(0)] public int Referrals { get; init; }
    /// <summary>Those of them whose referral is converted.</summary>
    [Id(1)] public int Conversions { get; init; }
    /// <summary>The highest number of conversions, kept by the user's grain; senders leave it at 0.</summary>
    [Id(2)] public int MaxConversions { get; init; }
}

/// <summary>Balance and courses of a user's wallet.</summary>
[GenerateSerializer, Immutable, Alias("accounts.wallet-facet.v1")]
public sealed record WalletFacet : UserFacet
{
    /// <summary>The balance.</summary>
    [Id(0)] public long Credits { get; init; }
    /// <summary>Courses that the user bought or received.</summary>
    [Id(1)] public ImmutableArray<string> CourseIds { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>Present and future tiers of a user.</summary>
[GenerateSerializer, Immutable, Alias("accounts.subscription-facet.v1")]
public sealed record SubscriptionFacet : UserFacet
{
    /// <summary>The periods, in order of time.</summary>
    [Id(0)] public ImmutableArray<TierPeriod> Periods { get; init => field = value.IsDefault ? [] : value; } = [];
}

/// <summary>A user's boost in discovery.</summary>
[GenerateSerializer, Immutable, Alias("accounts.boost-facet.v1")]
public sealed record BoostFacet : UserFacet
{
    /// <summary>End of the boost; null when there never was one.</summary>
    [Id(0)] public DateTimeOffset? Until { get; init; }
}

/// <summary>A user's progress in courses.</summary>
[GenerateSerializer, Immutable, Alias("accounts.learning-facet.v1")]
public sealed record LearningFacet : UserFacet
{
    /// <summary>Courses that the user has begun.</summary>
    [Id(0)] public ImmutableArray<CourseProgress> Courses { get; init => field = value.IsDefault ? [] : value; } = [];
    /// <summary>Modules ever finished. Never falls.</summary>
    [Id(1)] public int ModulesFinished { get; init; }
    /// <summary>Courses ever finished. Never falls.</summary>
    [Id(2)] public int CoursesFinished { get; init; }
}

/// <summary>The number of a user's connections.</summary>
[GenerateSerializer, Immutable, Alias("accounts.connections-facet.v1")]
public sealed record ConnectionsFacet : UserFacet
{
    /// <summary>Connections now.</summary>
    [Id(0)] public int Count { get; init; }
    /// <summary>The highest number of connections at the same time.</summary>
    [Id(1), JsonPropertyName("most")] public int Max { get; init; }
}

/// <summary>A user's conversation with Xela.</summary>
[GenerateSerializer, Immutable, Alias("accounts.companion-facet.v1")]
public sealed record CompanionFacet : UserFacet
{
    /// <summary>Distinct days with a message. Never falls.</summary>
    [Id(0)] public int Days { get; init; }
}

/// <summary>A user's reflections.</summary>
[GenerateSerializer, Immutable, Alias("accounts.reflections-facet.v1")]
public sealed record ReflectionsFacet : UserFacet
{
    /// <summary>Reflections ever written. Never falls.</summary>
    [Id(0)] public int Written { get; init; }
    /// <summary>Distinct days on which one was written. Never falls.</summary>
    [Id(1)] public int Days { get; init; }
}
