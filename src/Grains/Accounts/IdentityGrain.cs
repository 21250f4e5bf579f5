namespace XelaConnect.Grains.Accounts;

[GrainType("identity"), Reentrant, CollectionAgeLimit(Minutes = 5)]
internal sealed class IdentityGrain(Journal<IdentityState, IdentityEvent> journal, IGrainFactory grains)
    : EventSourcedGrain<IdentityState, IdentityEvent>(journal), IIdentityGrain
{
    public async Task<Outcome<AccountView>> SignInAsync(SignInWithIdentity command)
    {
        var identity = command.Identity;
        if (Identities.KeyOf(identity) != Key) throw new InvalidOperationException("The identity has another key.");
        var account = Committed.UserId is { } owner
            ? await SignInOwnerAsync(command, owner) : await SignInByAddressAsync(command);
        if (!account.IsOk) return account.Fault;
        // Last, so that a sign-in that lacks the second factor can be repeated, and before the response: of two
        // requests with one token, one gets a session.
        var used = await grains.Nonce(identity.Nonce).UseAsync(new($"{command.OperationId}/nonce"));
        return used.IsOk ? account : used.Fault;
    }

    public Task<Outcome<Done>> ClaimAsync(ClaimIdentity command) => Handle(command, IdentityRules.Claim);

    public Task<Outcome<Done>> ReleaseAsync(ClaimIdentity command) => Handle(command, IdentityRules.Release);

    private async Task<Outcome<AccountView>> SignInOwnerAsync(SignInWithIdentity command, string userId)
    {
        var second = await grains.SecondFactor(userId)
            .CheckAsync(new($"{command.OperationId}/second-factor", command.Code));
        return second.IsOk ? new AccountView(userId, Opened: false) : second.Fault;
    }

    private async Task<Outcome<AccountView>> SignInByAddressAsync(SignInWithIdentity command)
    {
        var identity = command.Identity;
        if (identity.Email is not { } email) return IdentityFaults.NoAddress;
        if (!await grains.Nonce(identity.Nonce).IsOpenAsync()) return IdentityFaults.InvalidNonce;
        var account = await grains.Account(Ids.OfEmail(email)).SignInWithProviderAsync(new(
            command.OperationId, command.UserId, new ProviderIdentity(email, identity.Name, identity.Picture),
            command.ReferralCode, command.Origin, command.Code));
        // A person with another identity of this provider signs in by the address, as before.
        if (account.IsOk)
            await grains.WaysIn(account.Value.UserId)
                .LinkAsync(new($"{command.OperationId}/link", identity));
        return account;
    }
}

[GrainType("ways-in"), Reentrant, CollectionAgeLimit(Minutes = 5)]
internal sealed class WaysInGrain(Journal<WaysInState, WaysInEvent> journal, IGrainFactory grains)
    : EventSourcedGrain<WaysInState, WaysInEvent>(journal), IWaysInGrain
{
    public async Task<WaysInView> GetAsync() => new(await HasPasswordAsync(), Committed.Identities);

    public async Task<Outcome<Done>> LinkAsync(LinkIdentity command)
    {
        if (IdentityRules.Link(Committed, command, default).Refusal is { } refusal) return refusal;
        if (command.UsesNonce)
        {
            var used = await grains.Nonce(command.Identity.Nonce).UseAsync(new($"{command.OperationId}/nonce"));
            if (!used.IsOk) return used.Fault;
        }
        var claimed = await grains.Identity(Identities.KeyOf(command.Identity))
            .ClaimAsync(new($"{command.OperationId}/claim", Key));
        return claimed.IsOk ? await Handle(command, IdentityRules.Link) : claimed.Fault;
    }

    public async Task<Outcome<Done>> UnlinkAsync(UnlinkIdentity command)
    {
        var hasPassword = await HasPasswordAsync();
        return await Handle(command, (ways, c, _) => IdentityRules.Unlink(ways, c, hasPassword));
    }

    public Task<Outcome<Done>> ResetAsync(ResetWaysIn command) => Handle(command, IdentityRules.Reset);

    private async Task<bool> HasPasswordAsync() =>
        await grains.FindUserAsync(Key) is { Email: { } email }
        && await grains.Account(Ids.OfEmail(email)).HasPasswordAsync(Key);
}

[GrainType("nonce"), Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed class NonceGrain(
    Journal<NonceState, NonceEvent> journal, [FromKeyedServices(Clocks.Domain)] TimeProvider time)
    : EventSourcedGrain<NonceState, NonceEvent>(journal), INonceGrain
{
    public Task<Outcome<Done>> IssueAsync(UseNonce command) => Handle(command, IdentityRules.Issue);

    public Task<bool> IsOpenAsync() => Task.FromResult(Committed.IsOpen(time.GetUtcNow()));

    public Task<Outcome<Done>> UseAsync(UseNonce command) => Handle(command, IdentityRules.Use);
}

/// <summary>Reentrant, since it has no state and only awaits the call.</summary>
[GrainType("id-tokens"), StatelessWorker, Reentrant, CollectionAgeLimit(Minutes = 2)]
internal sealed class IdTokensGrain(IIdTokens tokens) : Grain, IIdTokensGrain
{
    public Task<Outcome<VerifiedIdentity>> VerifyAsync(IdToken token) => tokens.VerifyAsync(token);
}

/// <summary>Checks tokens by the keys of their providers.</summary>
public interface IIdTokens
{
    /// <summary>The identity that a token proves for the nonce.</summary>
    Task<Outcome<VerifiedIdentity>> VerifyAsync(IdToken token);
}
