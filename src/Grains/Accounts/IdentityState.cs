namespace XelaConnect.Grains.Accounts;

[JsonDerivedType(typeof(IdentityClaimed), "accounts.identity-claimed.v1")]
[JsonDerivedType(typeof(IdentityReleased), "accounts.identity-released.v1")]
internal abstract record IdentityEvent;
internal sealed record IdentityClaimed(string UserId) : IdentityEvent;
internal sealed record IdentityReleased : IdentityEvent;

internal sealed record IdentityState(string Key)
{
    /// <summary>Null while it belongs to nobody.</summary>
    public string? UserId { get; init; }

    public static IdentityState Apply(IdentityState identity, EventEnvelope<IdentityEvent> stored) =>
        identity with { UserId = (stored.Event as IdentityClaimed)?.UserId };
}

[JsonDerivedType(typeof(WayInLinked), "accounts.way-in-linked.v1")]
[JsonDerivedType(typeof(WayInUnlinked), "accounts.way-in-unlinked.v1")]
internal abstract record WaysInEvent;
internal sealed record WayInLinked(string Provider, string Key, string? Email) : WaysInEvent;
internal sealed record WayInUnlinked(string Provider) : WaysInEvent;

internal sealed record WaysInState(string UserId)
{
    public ImmutableArray<LinkedIdentity> Identities { get; init => field = value.IsDefault ? [] : value; } = [];

    public LinkedIdentity? Of(string provider) => Identities.FirstOrDefault(linked => linked.Provider == provider);

    public static WaysInState Apply(WaysInState ways, EventEnvelope<WaysInEvent> stored) => stored.Event switch
    {
        WayInLinked e => ways with
        {
            Identities = ways.Identities.Add(new LinkedIdentity(e.Provider, e.Key, e.Email, stored.At)),
        },
        WayInUnlinked e => ways with { Identities = ways.Identities.RemoveAll(i => i.Provider == e.Provider) },
        _ => throw new InvalidDataException($"Ways in do not know the event {stored.Event.GetType().Name}."),
    };
}

[JsonDerivedType(typeof(NonceIssued), "accounts.nonce-issued.v1")]
[JsonDerivedType(typeof(NonceUsed), "accounts.nonce-used.v1")]
internal abstract record NonceEvent;
internal sealed record NonceIssued : NonceEvent;
internal sealed record NonceUsed : NonceEvent;

internal sealed record NonceState(string Key)
{
    public DateTimeOffset? ExpiresAt { get; init; }
    public bool IsUsed { get; init; }

    public bool IsOpen(DateTimeOffset now) => !IsUsed && now < ExpiresAt;

    public static NonceState Apply(NonceState nonce, EventEnvelope<NonceEvent> stored) => stored.Event is NonceUsed
        ? nonce with { IsUsed = true } : nonce with { ExpiresAt = stored.At + Identities.NonceLifetime };
}
