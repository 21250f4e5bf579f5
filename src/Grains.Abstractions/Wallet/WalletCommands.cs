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

/// <summary>Buys a course or enrols in it.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="CourseId">The course.</param>
/// <param name="Method">One of <see cref="PurchaseMethods"/>.</param>
/// <param name="CardToken">A Stripe <c>pm_…</c> or <c>tok_…</c>, for <see cref="PurchaseMethods.Card"/>.</param>
[GenerateSerializer, Immutable, Alias("wallet.buy-course.v1")]
public sealed record BuyCourse(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string CourseId,
    [property: Id(2)] string Method,
    [property: Id(3)] string? CardToken = null) : ICommand;

/// <summary>Buys credits by card.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Credits">The number of credits.</param>
/// <param name="CardToken">A Stripe <c>pm_…</c> or <c>tok_…</c>.</param>
[GenerateSerializer, Immutable, Alias("wallet.top-up.v1")]
public sealed record TopUpWallet(
    [property: Id(0)] string OperationId, [property: Id(1)] int Credits, [property: Id(2)] string CardToken) : ICommand;

/// <summary>Buys a course, as hosts of earlier versions ask for it. The wallet ignores title and credits.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="CourseId">The course.</param>
/// <param name="Title">Ignored.</param>
/// <param name="Credits">Ignored.</param>
/// <param name="Source"><see cref="GrantSources.Credits"/>, or any other source to enrol.</param>
[GenerateSerializer, Immutable, Alias("wallet.purchase-course.v1")]
public sealed record PurchaseCourse(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string CourseId,
    [property: Id(2)] string Title,
    [property: Id(3)] long Credits,
    [property: Id(4)] string Source) : ICommand;

/// <summary>Buys a boost.</summary>
[GenerateSerializer, Immutable, Alias("wallet.buy-boost.v1")]
public sealed record BuyBoost([property: Id(0)] string OperationId) : ICommand;

/// <summary>Buys an AI session.</summary>
[GenerateSerializer, Immutable, Alias("wallet.buy-ai-session.v1")]
public sealed record BuyAiSession([property: Id(0)] string OperationId) : ICommand;

/// <summary>Adds credits.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Credits">The number of credits, above 0.</param>
/// <param name="Account">The counter-account, one of <see cref="LedgerAccounts"/>.</param>
/// <param name="Cause">The reason, in a sentence for the user.</param>
/// <param name="Reference">The id of the course, payment or code that it belongs to, if any.</param>
/// <param name="Audit">The admin and the reason of an adjustment.</param>
[GenerateSerializer, Immutable, Alias("wallet.credit.v1")]
public sealed record CreditWallet(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Credits,
    [property: Id(2)] string Account,
    [property: Id(3)] string Cause,
    [property: Id(4)] string? Reference = null,
    [property: Id(5)] Audited? Audit = null) : ICommand;

/// <summary>Removes credits.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Credits">The number of credits, above 0.</param>
/// <param name="Account">The counter-account, one of <see cref="LedgerAccounts"/>.</param>
/// <param name="Cause">The reason, in a sentence for the user.</param>
/// <param name="MayOwe">True: credits that are spent already become debt. False: too few credits are a refusal.</param>
/// <param name="Reference">The id of the course, payment or code that it belongs to, if any.</param>
/// <param name="Audit">The admin and the reason of an adjustment.</param>
[GenerateSerializer, Immutable, Alias("wallet.debit.v1")]
public sealed record DebitWallet(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Credits,
    [property: Id(2)] string Account,
    [property: Id(3)] string Cause,
    [property: Id(4)] bool MayOwe,
    [property: Id(5)] string? Reference = null,
    [property: Id(6)] Audited? Audit = null) : ICommand;

/// <summary>The admin who ordered an adjustment and the reason, for the audit log.</summary>
[GenerateSerializer, Immutable, Alias("wallet.audited.v1")]
public sealed record Audited([property: Id(0)] string AdminId, [property: Id(1)] string Reason);
