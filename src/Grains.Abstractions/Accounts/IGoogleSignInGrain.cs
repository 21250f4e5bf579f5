namespace XelaConnect.Accounts;

/// <summary>Calls the identity provider of Google sign-in (Emergent Auth). Stateless worker with any key.</summary>
[Alias("accounts.google")]
public interface IGoogleSignInGrain : IGrainWithStringKey
{
    /// <summary>Returns the owner of a provider session.</summary>
    [Alias("Identify")]
    Task<Outcome<ProviderIdentity>> IdentifyAsync(string providerSessionId);
}
