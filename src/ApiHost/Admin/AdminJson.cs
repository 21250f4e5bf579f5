namespace XelaConnect.ApiHost.Admin;

/// <summary>The balance after an adjustment.</summary>
internal sealed record CreditsAdjustedJson(string Message, long Credits);

/// <summary>A page of unmatched payments, newest first.</summary>
internal sealed record UnmatchedPaymentsPageJson(IReadOnlyList<UnmatchedPaymentJson> Payments, string? NextCursor)
{
    public static UnmatchedPaymentsPageJson Of(Page<UnmatchedPaymentView> page) =>
        new([.. page.Items.Select(UnmatchedPaymentJson.Of)], page.NextCursor);
}

/// <summary>
/// An unmatched payment. <paramref name="Id"/> is that of the payment intent at Stripe; amounts are in the currency's
/// smallest unit. Settled: it was fulfilled since.
/// </summary>
internal sealed record UnmatchedPaymentJson(
    string Id, string Reason, string? UserId, string? OperationId, string? Purpose, long Amount, string? Currency,
    long AmountRefunded, bool Refunded, bool Disputed, bool Settled, DateTimeOffset CreatedAt)
{
    public static UnmatchedPaymentJson Of(UnmatchedPaymentView view) => new(
        view.IntentId, view.Payment.Reason, view.Payment.UserId, view.Payment.PaymentId, view.Payment.Purpose,
        view.Payment.Cents, view.Payment.Currency,
        view.Intent.RefundedCents, view.Intent.IsFullyRefunded, view.Intent.Disputed, view.Intent.Settled, view.HeldAt);
}

/// <summary>A page of held referrals, newest first.</summary>
internal sealed record HeldReferralsPageJson(IReadOnlyList<HeldReferralJson> Referrals, string? NextCursor)
{
    public static HeldReferralsPageJson Of(Page<HeldReferralView> page) => new(
        [.. page.Items.Select(static view => new HeldReferralJson(
            view.Code, view.OwnerId, view.NewUserId, view.Reason, view.At, view.IsOpen))], page.NextCursor);
}

/// <summary>A referral that was held; <paramref name="Open"/>: nobody has decided it.</summary>
internal sealed record HeldReferralJson(
    string ReferralCode, string ReferrerId, string UserId, string Reason, DateTimeOffset CreatedAt, bool Open);

/// <summary>A page of dead letters, newest first.</summary>
internal sealed record DeadLettersPageJson(IReadOnlyList<DeadLetterJson> DeadLetters, string? NextCursor)
{
    public static DeadLettersPageJson Of(Page<DeadLetterView> page) => new([.. page.Items.Select(static view =>
        new DeadLetterJson(view.Id, view.Kind, view.Owner, view.Failures, view.Error, view.Since))], page.NextCursor);
}

/// <summary>A message between grains that failed too often. What it carries is private and not shown.</summary>
internal sealed record DeadLetterJson(
    string Id, string Kind, string Owner, int Failures, string? Error, DateTimeOffset Since);

/// <summary>How many messages will be delivered again.</summary>
internal sealed record DeadLettersRetriedJson(string Message, int Count);

// Requests. They are read field by field (see JsonInput), and stand here for the OpenAPI document.

/// <summary>Body of an adjustment: above 0 credits, below 0 debits. The user reads the reason in the ledger.</summary>
internal sealed record AdjustCreditsRequest(
    [property: Length(1, Limits.Cursor)] string UserId,
    [property: Range(-Limits.AdminCredits, Limits.AdminCredits)] int Amount,
    [property: Length(1, Limits.AdminReason)] string Reason);

/// <summary>Body of a removal.</summary>
internal sealed record RemoveUserRequest([property: Length(1, Limits.AdminReason)] string Reason);

/// <summary>Body of a decision: a held referral is converted or closed.</summary>
internal sealed record DecideHeldRequest(
    [property: Length(1, Limits.Cursor)] string ReferralCode, [property: Length(1, Limits.Cursor)] string UserId,
    bool Convert, [property: Length(1, Limits.AdminReason)] string Reason);

/// <summary>Body of a retry of all dead letters of a kind.</summary>
internal sealed record RetryDeadLettersRequest([property: Length(1, Limits.Cursor)] string Kind);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CreditsAdjustedJson))]
[JsonSerializable(typeof(UnmatchedPaymentsPageJson))]
[JsonSerializable(typeof(HeldReferralsPageJson))]
[JsonSerializable(typeof(DecideHeldRequest))]
[JsonSerializable(typeof(DeadLettersPageJson))]
[JsonSerializable(typeof(DeadLettersRetriedJson))]
[JsonSerializable(typeof(RetryDeadLettersRequest))]
[JsonSerializable(typeof(AdjustCreditsRequest))]
[JsonSerializable(typeof(RemoveUserRequest))]
internal sealed partial class AdminJson : JsonSerializerContext;
