namespace XelaConnect.Accounts;

/// <summary>
/// An identity at a provider, keyed by <see cref="Identities.KeyOf"/>, or a passkey, keyed by
/// <see cref="Passkeys.KeyOf"/>. It belongs to one person at most, who signs in by it.
/// </summary>
[Alias("accounts.identity")]
public interface IIdentityGrain : IGrainWithStringKey
{
    /// <summary>Signs in the owner. One that belongs to nobody goes to the account of its verified address.</summary>
    [Alias("SignIn")] Task<Outcome<AccountView>> SignInAsync(SignInWithIdentity command);
    /// <summary>Signs in the owner of a passkey. The user's verification replaces the second factor.</summary>
    [Alias("SignInWithPasskey")] Task<Outcome<AccountView>> SignInWithPasskeyAsync(SignInWithPasskey command);
    /// <summary>Gives the identity to a person. Called by <see cref="IWaysInGrain"/>.</summary>
    [Alias("Claim")] Task<Outcome<Done>> ClaimAsync(ClaimIdentity command);
    /// <summary>Takes it from a person. Sent by <see cref="IWaysInGrain"/>.</summary>
    [Alias("Release")] Task<Outcome<Done>> ReleaseAsync(ClaimIdentity command);
}

/// <summary>The identities and passkeys by which a person signs in, keyed by user id.</summary>
[Alias("accounts.ways-in")]
public interface IWaysInGrain : IGrainWithStringKey
{
    /// <summary>The linked identities, one for each provider, and whether the account has a password.</summary>
    [Alias("Get"), AlwaysInterleave] Task<WaysInView> GetAsync();
    /// <summary>Whether the identity or passkey with this key is one of them.</summary>
    [Alias("Has"), AlwaysInterleave] Task<bool> HasAsync(string key);
    /// <summary>
    /// Links an identity that its owner has proved. Another person's is refused; with a second factor, so is a command
    /// without its code: a stolen session must not leave a way in behind.
    /// </summary>
    [Alias("Link")] Task<Outcome<Done>> LinkAsync(LinkIdentity command);
    /// <summary>Unlinks the identity of a provider, unless it is the last way in.</summary>
    [Alias("Unlink")] Task<Outcome<Done>> UnlinkAsync(UnlinkIdentity command);
    /// <summary>Adds a passkey, with a second factor by its code.</summary>
    [Alias("AddPasskey")] Task<Outcome<Done>> AddPasskeyAsync(AddPasskey command);
    /// <summary>Gives a passkey another name.</summary>
    [Alias("RenamePasskey")] Task<Outcome<Done>> RenamePasskeyAsync(RenamePasskey command);
    /// <summary>Removes a passkey, unless it is the last way in.</summary>
    [Alias("RemovePasskey")] Task<Outcome<Done>> RemovePasskeyAsync(RemovePasskey command);
    /// <summary>Unlinks all. Sent when the account goes to the owner of its address.</summary>
    [Alias("Reset")] Task<Outcome<Done>> ResetAsync(ResetWaysIn command);
}

/// <summary>A value that a client puts into one token and sends with it, once, keyed by its digest.</summary>
[Alias("accounts.nonce")]
public interface INonceGrain : IGrainWithStringKey
{
    /// <summary>Makes it valid for <see cref="Identities.NonceLifetime"/>.</summary>
    [Alias("Issue")] Task<Outcome<Done>> IssueAsync(UseNonce command);
    /// <summary>Whether it was issued, is valid and was not used.</summary>
    [Alias("IsOpen"), AlwaysInterleave] Task<bool> IsOpenAsync();
    /// <summary>Uses it. Every other operation is refused from now on.</summary>
    [Alias("Use")] Task<Outcome<Done>> UseAsync(UseNonce command);
}

/// <summary>Checks tokens of identity providers. Stateless worker with any key.</summary>
[Alias("accounts.id-tokens")]
public interface IIdTokensGrain : IGrainWithStringKey
{
    /// <summary>The identity that a token proves for the nonce.</summary>
    [Alias("Verify")] Task<Outcome<VerifiedIdentity>> VerifyAsync(IdToken token);
}

/// <summary>An OpenID Connect ID token of one of <see cref="Identities.Providers"/>, and the nonce in it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.id-token.v1")]
public sealed record IdToken(
    [property: Id(0)] string Provider, [property: Id(1)] string Token, [property: Id(2)] string Nonce)
{
    /// <summary>Without the token, so that no log can hold it.</summary>
    public override string ToString() => $"IdToken {{ Provider = {Provider} }}";
}

/// <summary>What a valid token says. <c>Email</c> is null unless the provider has verified it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.verified-identity.v1")]
public sealed record VerifiedIdentity(
    [property: Id(0)] string Provider, [property: Id(1)] string Subject, [property: Id(2)] string? Email,
    [property: Id(3)] string Name, [property: Id(4)] string? Picture, [property: Id(5)] string Nonce)
{
    /// <summary>Without the person, so that no log can hold them.</summary>
    public override string ToString() => $"VerifiedIdentity {{ Provider = {Provider} }}";
}

/// <summary>Signs in by an identity that a token has proved.</summary>
[GenerateSerializer, Immutable, Alias("accounts.sign-in-identity.v1")]
public sealed record SignInWithIdentity(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] VerifiedIdentity Identity,
    [property: Id(3)] string? ReferralCode, [property: Id(4)] SignInOrigin? Origin, [property: Id(5)] string? Code)
    : ICommand
{
    /// <summary>Without the code, so that no log can hold it.</summary>
    public override string ToString() => $"SignInWithIdentity {{ OperationId = {OperationId} }}";
}

/// <summary>Links an identity to the person. A sign-in uses the nonce and checks the second factor itself.</summary>
[GenerateSerializer, Immutable, Alias("accounts.link-identity.v1")]
public sealed record LinkIdentity(
    [property: Id(0)] string OperationId, [property: Id(1)] VerifiedIdentity Identity,
    [property: Id(2)] bool UsesNonce = false, [property: Id(3)] string? Code = null) : ICommand
{
    /// <summary>Without the code, so that no log can hold it.</summary>
    public override string ToString() => $"LinkIdentity {{ OperationId = {OperationId} }}";
}

/// <summary>Unlinks the identity of a provider.</summary>
[GenerateSerializer, Immutable, Alias("accounts.unlink-identity.v1")]
public sealed record UnlinkIdentity([property: Id(0)] string OperationId, [property: Id(1)] string Provider) : ICommand;

/// <summary>Unlinks every identity.</summary>
[GenerateSerializer, Immutable, Alias("accounts.reset-ways-in.v1")]
public sealed record ResetWaysIn([property: Id(0)] string OperationId) : ICommand;

/// <summary>Gives an identity to a person, or takes it from them. A passkey is given with its public key.</summary>
[GenerateSerializer, Immutable, Alias("accounts.claim-identity.v1")]
public sealed record ClaimIdentity(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string? PublicKey = null,
    [property: Id(3)] uint? Counter = null) : ICommand;

/// <summary>Issues or uses a nonce.</summary>
[GenerateSerializer, Immutable, Alias("accounts.use-nonce.v1")]
public sealed record UseNonce([property: Id(0)] string OperationId) : ICommand;

/// <summary>How a person can sign in.</summary>
[GenerateSerializer, Immutable, Alias("accounts.ways-in-view.v1")]
public sealed record WaysInView(
    [property: Id(0)] bool HasPassword, [property: Id(1)] ImmutableArray<LinkedIdentity> Identities,
    [property: Id(2)] ImmutableArray<LinkedPasskey> Passkeys);

/// <summary>A linked identity; the address is the provider's.</summary>
[GenerateSerializer, Immutable, Alias("accounts.linked-identity.v1")]
public sealed record LinkedIdentity(
    [property: Id(0)] string Provider, [property: Id(1)] string Key, [property: Id(2)] string? Email,
    [property: Id(3)] DateTimeOffset LinkedAt);

/// <summary>Identity providers, and the keys of identities.</summary>
public static class Identities
{
    /// <summary>Sign in with Google.</summary>
    public const string Google = "google";
    /// <summary>Sign in with Apple.</summary>
    public const string Apple = "apple";
    /// <summary>Every provider.</summary>
    public static readonly ImmutableArray<string> Providers = [Google, Apple];
    /// <summary>From the issue of a nonce to its end.</summary>
    public static readonly TimeSpan NonceLifetime = TimeSpan.FromMinutes(10);

    /// <summary>The key of an identity: the provider and a digest, so that names and logs hide the subject.</summary>
    public static string KeyOf(VerifiedIdentity identity) =>
        $"{identity.Provider}-{Ids.Digest($"{identity.Provider}\n{identity.Subject}")}";
}

/// <summary>Refusals of sign-in by identity providers.</summary>
public static class IdentityFaults
{
    /// <summary>The token is forged, expired, of another service or without the nonce; does not tell which.</summary>
    public static readonly Fault Rejected = new(FaultKind.Unauthenticated, "identity_rejected",
        "The field id_token is not a valid token for this sign-in. Please try again.", "id_token");
    /// <summary>The nonce is unknown, expired or used.</summary>
    public static readonly Fault InvalidNonce = new(FaultKind.Unauthenticated, "invalid_nonce",
        "The field nonce is not one that is valid now. Ask for a new one at POST /api/auth/nonce.", "nonce");
    /// <summary>The provider shows no verified address, so there is no account to open or to find.</summary>
    public static readonly Fault NoAddress = new(FaultKind.Forbidden, "identity_without_address",
        "This identity has no verified email address. Sign in another way and link it to your account.");
    /// <summary>The identity belongs to somebody else.</summary>
    public static readonly Fault Taken = new(FaultKind.Conflict, "identity_taken",
        "This identity is linked to another account.");
    /// <summary>The account has an identity of this provider.</summary>
    public static readonly Fault AlreadyLinked = new(FaultKind.Conflict, "provider_linked",
        "Your account has another identity of this provider. Unlink it first.");
    /// <summary>There is nothing to unlink.</summary>
    public static readonly Fault NotLinked = new(FaultKind.NotFound, "identity_not_linked",
        "No identity of this provider is linked to your account.");
    /// <summary>Without it, the person could not sign in.</summary>
    public static readonly Fault LastWayIn = new(FaultKind.Conflict, "last_way_in",
        "This is your last way to sign in. Add another one first.");
    /// <summary>The keys of the provider cannot be read.</summary>
    public static readonly Fault Unavailable = new(FaultKind.Unavailable, "identity_unavailable",
        "The identity provider is not reachable right now. Please try again in a moment.", null, 5);
    /// <summary>This server has no client id at the provider.</summary>
    public static readonly Fault NotConfigured = new(FaultKind.Unavailable, "not_configured",
        "Sign-in with this provider is not set up on this server.", null, 3600);
}
