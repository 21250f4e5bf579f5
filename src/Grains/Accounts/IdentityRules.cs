namespace XelaConnect.Grains.Accounts;

internal static class IdentityRules
{
    public static Decision<IdentityEvent> Claim(IdentityState identity, ClaimIdentity command, DateTimeOffset now) =>
        identity.UserId is not { } owner ? new IdentityClaimed(command.UserId)
        : owner == command.UserId ? Decision.Nothing : IdentityFaults.Taken;

    public static Decision<IdentityEvent> Release(IdentityState identity, ClaimIdentity command, DateTimeOffset now) =>
        identity.UserId == command.UserId ? new IdentityReleased() : Decision.Nothing;

    /// <summary>The identity itself must be claimed before.</summary>
    public static Decision<WaysInEvent> Link(WaysInState ways, LinkIdentity command, DateTimeOffset now)
    {
        var (provider, key) = (command.Identity.Provider, Identities.KeyOf(command.Identity));
        if (ways.Of(provider) is not { } linked) return new WayInLinked(provider, key, command.Identity.Email);
        return linked.Key == key ? Decision.Nothing : IdentityFaults.AlreadyLinked;
    }

    public static Decision<WaysInEvent> Unlink(
        WaysInState ways, UnlinkIdentity command, bool hasPassword)
    {
        if (ways.Of(command.Provider) is not { } linked) return IdentityFaults.NotLinked;
        if (!hasPassword && ways.Identities.Length == 1) return IdentityFaults.LastWayIn;
        return Decision<WaysInEvent>.Record(new WayInUnlinked(command.Provider))
            .AndSend(Release(ways, linked, command.OperationId));
    }

    public static Decision<WaysInEvent> Reset(WaysInState ways, ResetWaysIn command, DateTimeOffset now)
    {
        if (ways.Identities.IsEmpty) return Decision.Nothing;
        var events = ways.Identities.Select(linked => new WayInUnlinked(linked.Provider));
        return Decision<WaysInEvent>.Record([.. events])
            .AndSend([.. ways.Identities.Select(linked => Release(ways, linked, command.OperationId))]);
    }

    public static Decision<NonceEvent> Issue(NonceState nonce, UseNonce command, DateTimeOffset now) =>
        nonce.ExpiresAt is null ? new NonceIssued() : IdentityFaults.InvalidNonce;

    public static Decision<NonceEvent> Use(NonceState nonce, UseNonce command, DateTimeOffset now) =>
        nonce.IsOpen(now) ? new NonceUsed() : IdentityFaults.InvalidNonce;

    private static OutboxMessage Release(WaysInState ways, LinkedIdentity linked, string operationId) =>
        IdentityMessages.Release.To(
            linked.Key, new ClaimIdentity($"{operationId}/release/{linked.Provider}", ways.UserId));
}
