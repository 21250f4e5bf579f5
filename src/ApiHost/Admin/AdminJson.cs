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

/// <summary>A member of staff and what they may do.</summary>
internal sealed record StaffJson(string UserId, ImmutableArray<string> Scopes, DateTimeOffset? Since)
{
    public static StaffJson Of(StaffView view) => new(view.UserId, view.Scopes, view.Since);
}

/// <summary>Everybody with a granted role.</summary>
internal sealed record StaffPageJson(IReadOnlyList<StaffJson> Staff);
/// <summary>A role after a grant.</summary>
internal sealed record StaffChangedJson(string Message, StaffJson Staff);
/// <summary>A person's own view as staff see it.</summary>
internal sealed record StaffUserJson(UserJson User, bool IsRemoved);

/// <summary>A page of a month's reports, oldest first.</summary>
internal sealed record ReportsJson(string Month, IReadOnlyList<ReportJson> Reports);

/// <summary>A report of a user.</summary>
internal sealed record ReportJson(
    string? Id, long Seq, string ReporterId, string UserId, string Reason, string? Details, DateTimeOffset CreatedAt)
{
    public static ReportJson Of(ReportView view) =>
        new(view.Id, view.Seq, view.ReporterId, view.UserId, view.Reason, view.Details, view.At);
}

/// <summary>A page of a month's audit log, newest first.</summary>
internal sealed record AuditPageJson(string Month, IReadOnlyList<AuditEntryJson> Entries, string? NextCursor);

/// <summary>An entry of the audit log.</summary>
internal sealed record AuditEntryJson(
    long Seq, DateTimeOffset At, string AdminId, string Action, string Target, string Reason, string? Hash,
    string? PersonalHash)
{
    public static AuditEntryJson Of(AuditEntry entry) =>
        new(entry.Seq, entry.At, entry.AdminId, entry.Action, entry.Target, entry.Reason, entry.Hash,
            entry.PersonalHash);
}

/// <summary>The last line of an export: the hash of the last entry, and whether every stored hash follows.</summary>
internal sealed record AuditEndJson(string Month, long Entries, string Head, bool Intact, long? BrokenAt);

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

/// <summary>Body of a grant.</summary>
internal sealed record GrantScopesRequest(
    [property: MaxLength(4)] IReadOnlyList<string> Scopes, [property: Length(1, Limits.AdminReason)] string Reason);

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
[JsonSerializable(typeof(StaffPageJson))]
[JsonSerializable(typeof(StaffChangedJson))]
[JsonSerializable(typeof(StaffUserJson))]
[JsonSerializable(typeof(ReportsJson))]
[JsonSerializable(typeof(AuditPageJson))]
[JsonSerializable(typeof(AuditEntryJson))]
[JsonSerializable(typeof(AuditEndJson))]
[JsonSerializable(typeof(GrantScopesRequest))]
[JsonSerializable(typeof(AdjustCreditsRequest))]
[JsonSerializable(typeof(RemoveUserRequest))]
internal sealed partial class AdminJson : JsonSerializerContext;
