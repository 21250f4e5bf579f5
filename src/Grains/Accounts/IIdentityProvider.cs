namespace XelaConnect.Grains.Accounts;

/// <summary>The identity provider of Google sign-in.</summary>
public interface IIdentityProvider
{
    /// <summary>Returns the owner of a provider session, within the deadline.</summary>
    Task<Outcome<XelaConnect.Accounts.ProviderIdentity>> IdentifyAsync(string providerSessionId);
}
