namespace XelaConnect.Payments;

/// <summary>
/// Card payments that succeeded and could not be settled, for staff (one grain, key <see cref="Key"/>).
/// </summary>
[Alias("wallet.kept-payments")]
public interface IUnmatchedPaymentsGrain : IGrainWithStringKey
{
    /// <summary>The key of the only grain.</summary>
    const string Key = "0";

    /// <summary>Adds a payment to the list. Outbox message of its intent.</summary>
    [Alias("Add")]
    Task<Outcome<Done>> AddAsync(ListUnmatchedPayment command);

    /// <summary>Returns one page with the current status of each payment, newest first.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<Outcome<Page<UnmatchedPaymentView>>> ListAsync(string? cursor, int limit);
}
