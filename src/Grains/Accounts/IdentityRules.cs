namespace XelaConnect.Grains.Accounts;

internal static class IdentityRules
{
    public static Decision<IdentityEvent> Claim(IdentityState identity, ClaimIdentity command, DateTimeOffset now) =>
        identity.UserId is not { } owner ? new IdentityClaimed(command.UserId, command.PublicKey, command.Counter)
        : owner == command.UserId ? Decision.Nothing : IdentityFaults.Taken;

    public static Decision<IdentityEvent> Release(IdentityState identity, ClaimIdentity command, DateTimeOffset now) =>
        identity.UserId == command.UserId ? new IdentityReleased() : Decision.Nothing;

    /// <summary>
    /// A counter that does not grow shows that the authenticator was copied. Passkeys that are synchronised between
    /// devices do not count: theirs is always 0.
    /// </summary>
    public static Decision<IdentityEvent> UsePasskey(IdentityState passkey, string userId, uint counter)
    {
        if (passkey.UserId != userId) return PasskeyFaults.Rejected;
        var last = passkey.Counter ?? 0;
        return counter > last ? new PasskeyUsed(counter) : last == 0 ? Decision.Nothing : PasskeyFaults.CounterWentBack;
    }

    /// <summary>The identity itself must be claimed before.</summary>
    public static Decision<WaysInEvent> Link(WaysInState ways, LinkIdentity command, DateTimeOffset now)
    {
        var (provider, key) = (command.Identity.Provider, Identities.KeyOf(command.Identity));
        if (ways.Of(provider) is { } linked)
            return linked.Key == key ? Decision.Nothing : IdentityFaults.AlreadyLinked;
        Decision<WaysInEvent> link = new WayInLinked(provider, key, command.Identity.Email);
        // A sign-in links by the address itself, so that its owner learns nothing new.
        return command.UsesNonce ? link.AndSend(Notice(ways, command, MailKinds.IdentityLinked)) : link;
    }

    public static Decision<WaysInEvent> Unlink(
        WaysInState ways, UnlinkIdentity command, bool hasPassword)
    {
        if (ways.Of(command.Provider) is not { } linked) return IdentityFaults.NotLinked;
        if (ways.HasLastWayIn(hasPassword)) return IdentityFaults.LastWayIn;
        return Decision<WaysInEvent>.Record(new WayInUnlinked(command.Provider))
            .AndSend(
                Release(ways, linked.Key, command.OperationId), Notice(ways, command, MailKinds.IdentityUnlinked));
    }

    /// <summary>The passkey itself must be claimed before.</summary>
    public static Decision<WaysInEvent> AddPasskey(WaysInState ways, AddPasskey command, DateTimeOffset now)
    {
        var (credential, key) = (command.Passkey.CredentialId, Passkeys.KeyOf(command.Passkey.CredentialId));
        if (ways.Passkey(key) is not null) return Decision.Nothing;
        if (ways.Passkeys.Length >= Passkeys.MaxPerUser) return PasskeyFaults.TooMany;
        return Decision<WaysInEvent>.Record(new PasskeyAdded(key, credential, command.Name))
            .AndSend(Notice(ways, command, MailKinds.PasskeyAdded));
    }

    public static Decision<WaysInEvent> RenamePasskey(WaysInState ways, RenamePasskey command, DateTimeOffset now) =>
        ways.Passkey(command.Key) is not { } passkey ? PasskeyFaults.Unknown
        : passkey.Name == command.Name ? Decision.Nothing : new PasskeyRenamed(command.Key, command.Name);

    public static Decision<WaysInEvent> RemovePasskey(WaysInState ways, RemovePasskey command, bool hasPassword)
    {
        if (ways.Passkey(command.Key) is null) return PasskeyFaults.Unknown;
        if (ways.HasLastWayIn(hasPassword)) return IdentityFaults.LastWayIn;
        return Decision<WaysInEvent>.Record(new PasskeyRemoved(command.Key))
            .AndSend(Release(ways, command.Key, command.OperationId), Notice(ways, command, MailKinds.PasskeyRemoved));
    }

    public static Decision<WaysInEvent> Reset(WaysInState ways, ResetWaysIn command, DateTimeOffset now)
    {
        if (ways.Identities.IsEmpty && ways.Passkeys.IsEmpty) return Decision.Nothing;
        var unlinked = ways.Identities.Select(static WaysInEvent (linked) => new WayInUnlinked(linked.Provider));
        var removed = ways.Passkeys.Select(static passkey => new PasskeyRemoved(passkey.Key));
        var keys = ways.Identities.Select(static linked => linked.Key)
            .Concat(ways.Passkeys.Select(static passkey => passkey.Key));
        return Decision<WaysInEvent>.Record([.. unlinked, .. removed])
            .AndSend([.. keys.Select(key => Release(ways, key, command.OperationId))]);
    }

    public static Decision<NonceEvent> Issue(NonceState nonce, UseNonce command, DateTimeOffset now) =>
        nonce.ExpiresAt is null ? new NonceIssued() : IdentityFaults.InvalidNonce;

    public static Decision<NonceEvent> Use(NonceState nonce, UseNonce command, DateTimeOffset now) =>
        nonce.IsOpen(now) ? new NonceUsed() : IdentityFaults.InvalidNonce;

    private static OutboxMessage Notice(WaysInState ways, ICommand command, string kind) =>
        MailMessages.Notice(ways.UserId, command.OperationId, kind);

    private static OutboxMessage Release(WaysInState ways, string key, string operationId) =>
        IdentityMessages.Release.To(key, new ClaimIdentity($"{operationId}/release/{key}", ways.UserId));
}
