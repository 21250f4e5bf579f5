namespace XelaConnect.Grains.Accounts;

/// <summary>Reentrant, since it has no state and only awaits the call.</summary>
[GrainType("google-sign-in"), StatelessWorker, Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed class GoogleSignInGrain(IIdentityProvider provider) : Grain, IGoogleSignInGrain
{
    public Task<Outcome<ProviderIdentity>> IdentifyAsync(string providerSessionId) =>
        provider.IdentifyAsync(providerSessionId);
}

/// <summary>The identity provider of Google sign-in.</summary>
public interface IIdentityProvider
{
    /// <summary>Returns the owner of a provider session, within the deadline.</summary>
    Task<Outcome<ProviderIdentity>> IdentifyAsync(string providerSessionId);
}
