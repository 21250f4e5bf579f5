namespace XelaConnect.Wallet;

/// <summary>Where a grant of a course came from.</summary>
public static class GrantSources
{
    /// <summary>Bought with credits.</summary>
    public const string Credits = "credits";
    /// <summary>Bought by card.</summary>
    public const string Card = "card";
    /// <summary>The course costs nothing.</summary>
    public const string Free = "free";
    /// <summary>Open by the tier, as long as it is.</summary>
    public const string Tier = "tier";
}

/// <summary>Buys a course with credits, or takes it for nothing.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="CourseId">Which.</param>
/// <param name="Title">What it is called, for the ledger.</param>
/// <param name="Credits">What is to be taken: the price for <see cref="GrantSources.Credits"/>, else 0.</param>
/// <param name="Source">One of <see cref="GrantSources"/>.</param>
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

/// <summary>Gives credits.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Credits">How many, above 0.</param>
/// <param name="Account">The counter-account, one of <see cref="LedgerAccounts"/>.</param>
/// <param name="Cause">Why, in a sentence for the person.</param>
/// <param name="Reference">What it belongs to, if anything.</param>
/// <param name="Audit">Who ordered it, when an admin did.</param>
[GenerateSerializer, Immutable, Alias("wallet.credit.v1")]
public sealed record CreditWallet(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Credits,
    [property: Id(2)] string Account,
    [property: Id(3)] string Cause,
    [property: Id(4)] string? Reference = null,
    [property: Id(5)] Audited? Audit = null) : ICommand;

/// <summary>Takes credits.</summary>
/// <param name="OperationId">The operation.</param>
/// <param name="Credits">How many, above 0.</param>
/// <param name="Account">The counter-account, one of <see cref="LedgerAccounts"/>.</param>
/// <param name="Cause">Why, in a sentence for the person.</param>
/// <param name="MayOwe">True: what is spent already is owed by the next credits. False: too few is a refusal.</param>
/// <param name="Reference">What it belongs to, if anything.</param>
/// <param name="Audit">Who ordered it, when an admin did.</param>
[GenerateSerializer, Immutable, Alias("wallet.debit.v1")]
public sealed record DebitWallet(
    [property: Id(0)] string OperationId,
    [property: Id(1)] long Credits,
    [property: Id(2)] string Account,
    [property: Id(3)] string Cause,
    [property: Id(4)] bool MayOwe,
    [property: Id(5)] string? Reference = null,
    [property: Id(6)] Audited? Audit = null) : ICommand;

/// <summary>An admin's order, for the audit log.</summary>
[GenerateSerializer, Immutable, Alias("wallet.audited.v1")]
public sealed record Audited([property: Id(0)] string AdminId, [property: Id(1)] string Reason);
