using Orleans.Concurrency;

namespace XelaConnect.Subscriptions;

/// <summary>
/// One person's tier, keyed by user id: what the app stores sold, and what was given. Expiry is worked out on read. The state is a function of the set of
/// what was told, so any order of arrival and any repetition ends the same.
/// </summary>
[Alias("wallet.subscription")]
public interface ISubscriptionGrain : IGrainWithStringKey
{
    /// <summary>The tier now and what it entitles to: the one place that every limit by tier asks.</summary>
    [Alias("Get"), ReadOnly]
    Task<SubscriptionView> GetAsync();

    /// <summary>Takes in what an app store told (contract §3 "Payments", RevenueCat).</summary>
    [Alias("Note")]
    Task<Outcome<Done>> RecordAsync(RecordStoreEvent command);

    /// <summary>Gives Elite for some months beside what is paid, or for life. The same grant again changes nothing.</summary>
    [Alias("Give")]
    Task<Outcome<Done>> GrantAsync(GrantTier command);

    /// <summary>Takes back what was given, as if it had never been.</summary>
    [Alias("Withdraw")]
    Task<Outcome<Done>> RevokeAsync(RevokeTier command);
}
