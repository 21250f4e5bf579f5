namespace XelaConnect.Grains.Accounts;

/// <summary>Calls the identity provider. Reentrant, since it has no state and only awaits the call.</summary>
[GrainType("google-sign-in"), StatelessWorker, Reentrant]
internal sealed class GoogleSignInGrain(IIdentityProvider provider) : Grain, IGoogleSignInGrain
{
    public Task<Outcome<ProviderIdentity>> IdentifyAsync(string providerSessionId) => provider.IdentifyAsync(providerSessionId);
}
