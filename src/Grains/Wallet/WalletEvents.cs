namespace XelaConnect.Grains.Wallet;

/// <summary>An event of a wallet.</summary>
[JsonDerivedType(typeof(EntryPosted), "wallet.entry-posted.v1")]
[JsonDerivedType(typeof(PaymentBegun), "wallet.payment-begun.v1")]
[JsonDerivedType(typeof(PaymentFailed), "wallet.payment-failed.v1")]
internal abstract record WalletEvent;

/// <summary>An entry of the ledger, with what it buys, so that money and goods are stored together.</summary>
/// <param name="Amount">Credits added to the wallet; negative when removed, 0 when a card paid.</param>
/// <param name="Cause">The reason, in a sentence for the user.</param>
/// <param name="Reference">The course, payment or code that it belongs to, if any.</param>
/// <param name="Balance">The balance after it.</param>
/// <param name="Debt">The debt after it.</param>
/// <param name="Legs">The changes of all accounts; they sum to zero in credits and in cents.</param>
/// <param name="Granted">The course it grants.</param>
/// <param name="Revoked">The course it revokes.</param>
/// <param name="PaymentId">The card payment it settles.</param>
/// <param name="BoostedUntil">The end of the boost that it buys.</param>
/// <param name="AiDay">The day to which it adds messages to Xela.</param>
/// <param name="AiMessages">All messages added to that day so far.</param>
internal sealed record EntryPosted(
    long Amount, string Cause, string? Reference, long Balance, [property: JsonPropertyName("owed")] long Debt, ImmutableArray<Leg> Legs,
    GrantedCourse? Granted = null, string? Revoked = null, string? PaymentId = null,
    DateTimeOffset? BoostedUntil = null, DateOnly? AiDay = null, int? AiMessages = null) : WalletEvent;

internal sealed record PaymentBegun(string PaymentId, Order Order) : WalletEvent;

internal sealed record PaymentFailed(string PaymentId, Fault Reason) : WalletEvent;

/// <summary>The change of one account.</summary>
internal sealed record Leg(string Account, long Credits, long Cents);

/// <summary>A granted course.</summary>
internal sealed record GrantedCourse(string CourseId, string Source);
