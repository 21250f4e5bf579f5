namespace XelaConnect.Accounts;

/// <summary>Asks the identity provider about a Google sign-in (Emergent Auth, contract endpoint 3). Any key; runs on any silo.</summary>
[Alias("accounts.google")]
public interface IGoogleSignInGrain : IGrainWithStringKey
{
    /// <summary>Who the provider's session belongs to. Rejected there: <see cref="AccountFaults.GoogleRejected"/>; down or slow: <see cref="AccountFaults.GoogleUnavailable"/>.</summary>
    [Alias("Identify")]
    Task<Outcome<ProviderIdentity>> IdentifyAsync(string providerSessionId);
}
