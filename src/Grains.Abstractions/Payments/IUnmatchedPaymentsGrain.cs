using Orleans.Concurrency;

namespace XelaConnect.Payments;

/// <summary>Card payments that were taken and could not be given, for staff to look at (one grain, key <see cref="Key"/>).</summary>
[Alias("wallet.kept-payments")]
public interface IUnmatchedPaymentsGrain : IGrainWithStringKey
{
    /// <summary>The only one.</summary>
    const string Key = "0";

    /// <summary>Puts a payment on the list; its intent sends it.</summary>
    [Alias("Add")]
    Task<Outcome<Done>> AddAsync(ListUnmatchedPayment command);

    /// <summary>One page, newest first, each as it stands now.</summary>
    [Alias("List"), AlwaysInterleave]
    Task<Outcome<Page<UnmatchedPaymentView>>> ListAsync(string? cursor, int limit);
}
