using XelaConnect.Courses;

namespace XelaConnect.Wallet;

/// <summary>Accounts of the ledger.</summary>
public static class LedgerAccounts
{
    /// <summary>The user's wallet.</summary>
    public const string Wallet = "wallet";
    /// <summary>Courses sold.</summary>
    public const string Courses = "courses";
    /// <summary>Boosts sold.</summary>
    public const string Boosts = "boosts";
    /// <summary>AI sessions sold.</summary>
    public const string AiSessions = "ai_sessions";
    /// <summary>Credits sold.</summary>
    public const string TopUps = "topups";
    /// <summary>Referral rewards.</summary>
    public const string Referrals = "referrals";
    /// <summary>Adjustments by admins.</summary>
    public const string Adjustments = "adjustments";
    /// <summary>Card payments, in US cents.</summary>
    public const string Stripe = "stripe";
}

/// <summary>Balance, debt, the end of the last boost, and the messages that AI sessions added today.</summary>
[GenerateSerializer, Immutable, Alias("wallet.view.v1")]
public sealed record WalletView(
    [property: Id(0)] long Credits, [property: Id(1)] long Debt,
    [property: Id(2)] DateTimeOffset? BoostedUntil, [property: Id(3)] int AiMessages);

/// <summary>A grant of a course, by one of <see cref="GrantSources"/>.</summary>
[GenerateSerializer, Immutable, Alias("wallet.course-grant.v1")]
public sealed record CourseGrant(
    [property: Id(0)] string CourseId, [property: Id(1)] string Source, [property: Id(2)] DateTimeOffset GrantedAt);

/// <summary>A course as the user may see it after its purchase, or before it while the payment is pending.</summary>
[GenerateSerializer, Immutable, Alias("wallet.course-purchase.v1")]
public sealed record CoursePurchase([property: Id(0)] CourseAccess Access, [property: Id(1)] bool IsPending);

/// <summary>One entry of the ledger.</summary>
[GenerateSerializer, Immutable, Alias("wallet.entry.v1")]
public sealed record WalletEntry(
    [property: Id(0)] string Id, [property: Id(1)] long Amount, [property: Id(2)] string Cause,
    [property: Id(3)] string? Reference, [property: Id(4)] long Balance, [property: Id(5)] DateTimeOffset CreatedAt);

/// <summary>A boost and the balance.</summary>
[GenerateSerializer, Immutable, Alias("wallet.boost-view.v1")]
public sealed record BoostView([property: Id(0)] DateTimeOffset EndsAt, [property: Id(1)] long Credits);

/// <summary>The messages that an AI session adds, until when, and the balance.</summary>
[GenerateSerializer, Immutable, Alias("wallet.ai-session-view.v1")]
public sealed record AiSessionView(
    [property: Id(0)] int Messages, [property: Id(1)] DateTimeOffset EndsAt, [property: Id(2)] long Credits);
