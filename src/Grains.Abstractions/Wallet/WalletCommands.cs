namespace XelaConnect.Wallet;

/// <summary>Sources of a grant of a course.</summary>
public static class GrantSources
{
    /// <summary>Bought with credits.</summary>
    public const string Credits = "credits";
    /// <summary>Bought by card.</summary>
    public const string Card = "card";
    /// <summary>Free of charge; kept for good.</summary>
    public const string Free = "free";
    /// <summary>Included in the user's plan, as long as the plan opens all courses.</summary>
    public const string Tier = "tier";
}

/// <summary>Ways to get a course.</summary>
public static class PurchaseMethods
{
    /// <summary>For nothing: the course is free or included in the plan.</summary>
    public const string Enroll = "enroll";
    /// <summary>With credits.</summary>
    public const string Credits = "credits";
    /// <summary>By card.</summary>
    public const string Card = "card";
}

/// <summary>Gets a course by one of <see cref="PurchaseMethods"/>. The token is Stripe's, for a card.</summary>
[GenerateSerializer, Immutable, Alias("wallet.buy-course.v1")]
public sealed record BuyCourse(
    [property: Id(0)] string OperationId, [property: Id(1)] string CourseId,
    [property: Id(2)] string Method, [property: Id(3)] string? CardToken = null) : ICommand;

/// <summary>Buys credits by card.</summary>
[GenerateSerializer, Immutable, Alias("wallet.top-up.v1")]
public sealed record TopUpWallet(
    [property: Id(0)] string OperationId, [property: Id(1)] int Credits, [property: Id(2)] string CardToken) : ICommand;

/// <summary>Buys a course for a host of an earlier version: title and credits are ignored.</summary>
[GenerateSerializer, Immutable, Alias("wallet.purchase-course.v1")]
public sealed record PurchaseCourse(
    [property: Id(0)] string OperationId, [property: Id(1)] string CourseId, [property: Id(2)] string Title,
    [property: Id(3)] long Credits, [property: Id(4)] string Source) : ICommand;

/// <summary>Buys a boost.</summary>
[GenerateSerializer, Immutable, Alias("wallet.buy-boost.v1")]
public sealed record BuyBoost([property: Id(0)] string OperationId) : ICommand;

/// <summary>Buys an AI session.</summary>
[GenerateSerializer, Immutable, Alias("wallet.buy-ai-session.v1")]
public sealed record BuyAiSession([property: Id(0)] string OperationId) : ICommand;

/// <summary>Adds credits, above 0, from one of <see cref="LedgerAccounts"/>; the cause is for the user.</summary>
[GenerateSerializer, Immutable, Alias("wallet.credit.v1")]
public sealed record CreditWallet(
    [property: Id(0)] string OperationId, [property: Id(1)] long Credits, [property: Id(2)] string Account,
    [property: Id(3)] string Cause, [property: Id(4)] string? Reference = null, [property: Id(5)] Audited? Audit = null)
    : ICommand;

/// <summary>Removes credits, above 0. With <paramref name="MayOwe"/>, those that are spent become debt.</summary>
[GenerateSerializer, Immutable, Alias("wallet.debit.v1")]
public sealed record DebitWallet(
    [property: Id(0)] string OperationId, [property: Id(1)] long Credits, [property: Id(2)] string Account,
    [property: Id(3)] string Cause, [property: Id(4)] bool MayOwe, [property: Id(5)] string? Reference = null,
    [property: Id(6)] Audited? Audit = null) : ICommand;

/// <summary>The admin who ordered an adjustment and the reason, for the audit log.</summary>
[GenerateSerializer, Immutable, Alias("wallet.audited.v1")]
public sealed record Audited([property: Id(0)] string AdminId, [property: Id(1)] string Reason);
