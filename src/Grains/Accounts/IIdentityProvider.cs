namespace XelaConnect.Grains.Accounts;

/// <summary>Asks the identity provider behind Google sign-in.</summary>
public interface IIdentityProvider
{
    /// <summary>Who the provider's session belongs to, within the provider's deadline.</summary>
    Task<Outcome<XelaConnect.Accounts.ProviderIdentity>> IdentifyAsync(string providerSessionId);
}
