namespace XelaConnect.Subscriptions;

/// <summary>
/// A user's subscription, keyed by user id: periods sold by app stores, and granted tiers. Expiry is computed on read.
/// The state is a function of the set of events, so the order of arrival and repetitions do not matter.
/// </summary>
[Alias("wallet.subscription")]
public interface ISubscriptionGrain : IGrainWithStringKey
{
    /// <summary>Returns the current tier and its plan, which every limit by tier is read from.</summary>
    [Alias("Get"), ReadOnly] Task<SubscriptionView> GetAsync();
    /// <summary>Records an event of an app store.</summary>
    [Alias("Note")] Task<Outcome<Done>> RecordAsync(RecordStoreEvent command);
    /// <summary>Grants Elite for some months beside paid periods, or for life. A known grant changes nothing.</summary>
    [Alias("Give")] Task<Outcome<Done>> GrantAsync(GrantTier command);
    /// <summary>Revokes a grant, as if it had never been made.</summary>
    [Alias("Withdraw")] Task<Outcome<Done>> RevokeAsync(RevokeTier command);
}
