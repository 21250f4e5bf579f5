namespace XelaConnect.Grains.Accounts;

[JsonDerivedType(typeof(IdentityClaimed), "accounts.identity-claimed.v1")]
[JsonDerivedType(typeof(IdentityReleased), "accounts.identity-released.v1")]
[JsonDerivedType(typeof(PasskeyUsed), "accounts.passkey-used.v1")]
internal abstract record IdentityEvent;
/// <summary>A passkey has a public key and a counter.</summary>
internal sealed record IdentityClaimed(string UserId, string? PublicKey = null, uint? Counter = null) : IdentityEvent;
internal sealed record IdentityReleased : IdentityEvent;
/// <summary>The counter of a passkey that counts; most do not.</summary>
internal sealed record PasskeyUsed(uint Counter) : IdentityEvent;

internal sealed record IdentityState(string Key)
{
    /// <summary>Null while it belongs to nobody.</summary>
    public string? UserId { get; init; }
    /// <summary>That of a passkey, as COSE and base64url.</summary>
    public string? PublicKey { get; init; }
    /// <summary>The highest counter of a passkey.</summary>
    public uint? Counter { get; init; }

    public static IdentityState Apply(IdentityState identity, EventEnvelope<IdentityEvent> stored) =>
        stored.Event switch
        {
            IdentityClaimed e => identity with { UserId = e.UserId, PublicKey = e.PublicKey, Counter = e.Counter },
            PasskeyUsed e => identity with { Counter = e.Counter },
            IdentityReleased => new IdentityState(identity.Key),
            _ => throw new InvalidDataException($"An identity does not know the event {stored.Event.GetType().Name}."),
        };
}

[JsonDerivedType(typeof(WayInLinked), "accounts.way-in-linked.v1")]
[JsonDerivedType(typeof(WayInUnlinked), "accounts.way-in-unlinked.v1")]
[JsonDerivedType(typeof(PasskeyAdded), "accounts.passkey-added.v1")]
[JsonDerivedType(typeof(PasskeyRenamed), "accounts.passkey-renamed.v1")]
[JsonDerivedType(typeof(PasskeyRemoved), "accounts.passkey-removed.v1")]
internal abstract record WaysInEvent;
internal sealed record WayInLinked(string Provider, string Key, string? Email) : WaysInEvent;
internal sealed record WayInUnlinked(string Provider) : WaysInEvent;
internal sealed record PasskeyAdded(string Key, string CredentialId, string Name) : WaysInEvent;
internal sealed record PasskeyRenamed(string Key, string Name) : WaysInEvent;
internal sealed record PasskeyRemoved(string Key) : WaysInEvent;

internal sealed record WaysInState(string UserId)
{
    public ImmutableArray<LinkedIdentity> Identities { get; init => field = value.IsDefault ? [] : value; } = [];

    public ImmutableArray<LinkedPasskey> Passkeys { get; init => field = value.IsDefault ? [] : value; } = [];

    public LinkedIdentity? Of(string provider) => Identities.FirstOrDefault(linked => linked.Provider == provider);

    public LinkedPasskey? Passkey(string key) => Passkeys.FirstOrDefault(passkey => passkey.Key == key);

    public bool Has(string key) => Passkey(key) is not null || Identities.Any(linked => linked.Key == key);

    /// <summary>Whether the person could not sign in without one of them.</summary>
    public bool HasLastWayIn(bool hasPassword) => !hasPassword && Identities.Length + Passkeys.Length == 1;

    public static WaysInState Apply(WaysInState ways, EventEnvelope<WaysInEvent> stored) => stored.Event switch
    {
        WayInLinked e => ways with
        {
            Identities = ways.Identities.Add(new LinkedIdentity(e.Provider, e.Key, e.Email, stored.At)),
        },
        WayInUnlinked e => ways with { Identities = ways.Identities.RemoveAll(i => i.Provider == e.Provider) },
        PasskeyAdded e => ways with
        {
            Passkeys = ways.Passkeys.Add(new LinkedPasskey(e.Key, e.CredentialId, e.Name, stored.At)),
        },
        PasskeyRenamed e => ways with
        {
            Passkeys = [.. ways.Passkeys.Select(p => p.Key == e.Key ? p with { Name = e.Name } : p)],
        },
        PasskeyRemoved e => ways with { Passkeys = ways.Passkeys.RemoveAll(passkey => passkey.Key == e.Key) },
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
