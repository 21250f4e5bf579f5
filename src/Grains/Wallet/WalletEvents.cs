using System.Text.Json.Serialization;
using System.Collections.Immutable;
using XelaConnect.Payments;

namespace XelaConnect.Grains.Wallet;

/// <summary>What happens to a wallet.</summary>
[JsonDerivedType(typeof(EntryPosted), "wallet.entry-posted.v1")]
[JsonDerivedType(typeof(PaymentBegun), "wallet.payment-begun.v1")]
[JsonDerivedType(typeof(PaymentFailed), "wallet.payment-failed.v1")]
internal abstract record WalletEvent;

/// <summary>An entry of the ledger. What it pays for is part of it, so that money and goods cannot come apart.</summary>
/// <param name="Amount">What it adds to the wallet, in credits; negative takes. 0 where a card paid for the goods themselves.</param>
/// <param name="Cause">Why, in a sentence for the person.</param>
/// <param name="Reference">What it belongs to, if anything: a course, a payment, a code.</param>
/// <param name="Balance">The wallet after it.</param>
/// <param name="Owed">What is owed after it.</param>
/// <param name="Legs">The same movement in every account it touches; they sum to zero, in credits and in cents.</param>
/// <param name="Granted">The course it opens.</param>
/// <param name="Revoked">The course it closes.</param>
/// <param name="PaymentId">The card payment it settles.</param>
/// <param name="BoostedUntil">The end of the boost it buys.</param>
/// <param name="AiDay">The day whose messages it raises.</param>
/// <param name="AiMessages">How many messages are added to that day, all together.</param>
internal sealed record EntryPosted(
    long Amount, string Cause, string? Reference, long Balance, long Owed, ImmutableArray<Leg> Legs,
    GrantedCourse? Granted = null, string? Revoked = null, string? PaymentId = null, DateTimeOffset? BoostedUntil = null, DateOnly? AiDay = null, int? AiMessages = null)
    : WalletEvent;

internal sealed record PaymentBegun(string PaymentId, Order Order) : WalletEvent;

internal sealed record PaymentFailed(string PaymentId, Fault Reason) : WalletEvent;

/// <summary>One account's side of an entry.</summary>
internal sealed record Leg(string Account, long Credits, long Cents);

/// <summary>A course that an entry opens.</summary>
internal sealed record GrantedCourse(string CourseId, string Source);
