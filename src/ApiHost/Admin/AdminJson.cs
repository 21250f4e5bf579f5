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

// Requests. They are read field by field (see JsonInput), and stand here for the OpenAPI document.

/// <summary>Body of an adjustment: above 0 credits, below 0 debits. The user reads the reason in the ledger.</summary>
internal sealed record AdjustCreditsRequest(
    [property: Length(1, Limits.Cursor)] string UserId,
    [property: Range(-Limits.AdminCredits, Limits.AdminCredits)] int Amount,
    [property: Length(1, Limits.AdminReason)] string Reason);

/// <summary>Body of a removal.</summary>
internal sealed record RemoveUserRequest([property: Length(1, Limits.AdminReason)] string Reason);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CreditsAdjustedJson))]
[JsonSerializable(typeof(UnmatchedPaymentsPageJson))]
[JsonSerializable(typeof(AdjustCreditsRequest))]
[JsonSerializable(typeof(RemoveUserRequest))]
internal sealed partial class AdminJson : JsonSerializerContext;
