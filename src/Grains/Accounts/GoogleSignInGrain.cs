using Orleans.Concurrency;
using XelaConnect.Accounts;

namespace XelaConnect.Grains.Accounts;

/// <summary>Asks the identity provider. Stateless and reentrant: it only waits, so any number may wait at once.</summary>
[GrainType("google-sign-in"), StatelessWorker, Reentrant]
internal sealed class GoogleSignInGrain(IIdentityProvider provider) : Grain, IGoogleSignInGrain
{
    public Task<Outcome<ProviderIdentity>> IdentifyAsync(string providerSessionId) => provider.IdentifyAsync(providerSessionId);
}
