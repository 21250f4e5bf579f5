namespace XelaConnect.Grains.Accounts;

[GrainType("identity"), Reentrant, CollectionAgeLimit(Minutes = 5)]
internal sealed class IdentityGrain(
    Journal<IdentityState, IdentityEvent> journal, IPasskeys passkeys, IGrainFactory grains)
    : EventSourcedGrain<IdentityState, IdentityEvent>(journal), IIdentityGrain
{
    public async Task<Outcome<AccountView>> SignInAsync(SignInWithIdentity command)
    {
        var identity = command.Identity;
        if (Identities.KeyOf(identity) != Committed.Key)
            throw new InvalidOperationException("The identity has another key.");
        // One that was unlinked goes by the address at once, also while its release is on the way. So does one whose
        // link was interrupted, which completes it.
        var owner = Committed.UserId is { } userId && await grains.WaysIn(userId).HasAsync(Committed.Key)
            ? userId : null;
        var account = owner is null ? await SignInByAddressAsync(command) : await SignInOwnerAsync(command, owner);
        if (!account.IsOk) return account.Fault;
        // Last, so that a sign-in that lacks the second factor can be repeated, and before the response: of two
        // requests with one token, one gets a session.
        var used = await grains.Nonce(identity.Nonce).UseAsync(new($"{command.OperationId}/nonce"));
        if (!used.IsOk) return used.Fault;
        if (owner is not null) await RecognizeDeviceAsync(command.OperationId, owner, command.Origin);
        return account;
    }

    public async Task<Outcome<AccountView>> SignInWithPasskeyAsync(SignInWithPasskey command)
    {
        var (operation, assertion, origin) = command;
        if (Passkeys.KeyOf(assertion.CredentialId) != Committed.Key)
            throw new InvalidOperationException("The passkey has another key.");
        if (Committed is not { UserId: { } userId, PublicKey: { } publicKey }
            || assertion.UserHandle != Passkeys.HandleOf(userId)
            || !await grains.WaysIn(userId).HasAsync(Committed.Key))
            return PasskeyFaults.Rejected;
        var verified = await passkeys.VerifyAsync(assertion, publicKey);
        if (!verified.IsOk) return verified.Fault;
        var (counter, challenge) = verified.Value;
        // Only now, so that nobody else can use up a challenge.
        var used = await grains.Nonce(Passkeys.NonceOf(challenge, null)).UseAsync(new($"{operation}/nonce"));
        if (!used.IsOk) return PasskeyFaults.InvalidChallenge;
        var counted = await Handle(command, (passkey, _, _) => IdentityRules.UsePasskey(passkey, userId, counter));
        if (!counted.IsOk) return counted.Fault;
        await RecognizeDeviceAsync(operation, userId, origin);
        return new AccountView(userId, Opened: false);
    }

    public Task<Outcome<Done>> ClaimAsync(ClaimIdentity command) => Handle(command, IdentityRules.Claim);

    public Task<Outcome<Done>> ReleaseAsync(ClaimIdentity command) => Handle(command, IdentityRules.Release);

    private async Task<Outcome<AccountView>> SignInOwnerAsync(SignInWithIdentity command, string userId)
    {
        var second = await grains.SecondFactor(userId)
            .CheckAsync(new($"{command.OperationId}/second-factor", command.Code));
        return second.IsOk ? new AccountView(userId, Opened: false) : second.Fault;
    }

    /// <summary>The account of the address knows the devices of its owner.</summary>
    private async Task RecognizeDeviceAsync(string operation, string userId, SignInOrigin? origin)
    {
        if (origin is not null && await grains.FindUserAsync(userId) is { Email: { } email })
            await grains.Account(Ids.OfEmail(email)).RecognizeDeviceAsync(new($"{operation}/device", userId, origin));
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
    public async Task<WaysInView> GetAsync() =>
        new(await HasPasswordAsync(), Committed.Identities, Committed.Passkeys);

    public Task<bool> HasAsync(string key) => Task.FromResult(Committed.Has(key));

    public async Task<Outcome<Done>> LinkAsync(LinkIdentity command)
    {
        if (IdentityRules.Link(Committed, command, default).Refusal is { } refusal) return refusal;
        if (command.UsesNonce)
        {
            if (await UnprovedAsync(command.OperationId, command.Code) is { } unproved) return unproved;
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

    public async Task<Outcome<Done>> AddPasskeyAsync(AddPasskey command)
    {
        var (operation, (credential, publicKey, counter, challenge), _, code) = command;
        if (IdentityRules.AddPasskey(Committed, command, default).Refusal is { } refusal) return refusal;
        if (await UnprovedAsync(operation, code) is { } unproved) return unproved;
        var used = await grains.Nonce(Passkeys.NonceOf(challenge, Key)).UseAsync(new($"{operation}/nonce"));
        if (!used.IsOk) return PasskeyFaults.InvalidChallenge;
        var claimed = await grains.Identity(Passkeys.KeyOf(credential))
            .ClaimAsync(new($"{operation}/claim", Key, publicKey, counter));
        return claimed.IsOk ? await Handle(command, IdentityRules.AddPasskey) : claimed.Fault;
    }

    public Task<Outcome<Done>> RenamePasskeyAsync(RenamePasskey command) =>
        Handle(command, IdentityRules.RenamePasskey);

    public async Task<Outcome<Done>> RemovePasskeyAsync(RemovePasskey command)
    {
        var hasPassword = await HasPasswordAsync();
        return await Handle(command, (ways, c, _) => IdentityRules.RemovePasskey(ways, c, hasPassword));
    }

    public Task<Outcome<Done>> ResetAsync(ResetWaysIn command) => Handle(command, IdentityRules.Reset);

    /// <summary>
    /// Asks for the second factor before anything is used up, so that a request without a code can be repeated.
    /// </summary>
    private async Task<Fault?> UnprovedAsync(string operation, string? code) =>
        (await grains.SecondFactor(Key).CheckAsync(new($"{operation}/second-factor", code))).Fault;

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
