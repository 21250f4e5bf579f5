using System.Buffers.Text;
using System.Text;

namespace XelaConnect.Accounts;

/// <summary>Passkeys (WebAuthn): the keys of their grains, and what ties a challenge to its purpose.</summary>
public static class Passkeys
{
    /// <summary>Passkeys that a person can have.</summary>
    public const int MaxPerUser = 20;
    /// <summary>The kind of the ids of passkeys.</summary>
    public const string Kind = "passkey";

    /// <summary>The key of the <see cref="IIdentityGrain"/> of a credential, and the id that clients see.</summary>
    public static string KeyOf(string credentialId) => $"{Kind}-{Ids.Digest($"{Kind}\n{credentialId}")}";

    /// <summary>The handle that an authenticator keeps with a passkey: the user id as base64url.</summary>
    public static string HandleOf(string userId) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(userId));

    /// <summary>
    /// The nonce of a challenge. One for a new passkey belongs to its user, one for a sign-in to nobody, so that
    /// neither can be used for the other.
    /// </summary>
    public static string NonceOf(string challenge, string? userId) => $"{Kind}\n{userId}\n{challenge}";
}

/// <summary>Checks what clients of WebAuthn send. Stateless worker with any key.</summary>
[Alias("accounts.passkeys")]
public interface IPasskeysGrain : IGrainWithStringKey
{
    /// <summary>For whom clients make and use passkeys.</summary>
    [Alias("RelyingParty")] Task<Outcome<RelyingParty>> RelyingPartyAsync();
    /// <summary>The passkey that a client has made.</summary>
    [Alias("VerifyNew")] Task<Outcome<NewPasskey>> VerifyNewAsync(PasskeyAttestation attestation);
}

/// <summary>The domain that passkeys are bound to.</summary>
[GenerateSerializer, Immutable, Alias("accounts.relying-party.v1")]
public sealed record RelyingParty([property: Id(0)] string Id, [property: Id(1)] string Name);

/// <summary>The response of a client that has made a passkey; binary values are base64url.</summary>
[GenerateSerializer, Immutable, Alias("accounts.passkey-attestation.v1")]
public sealed record PasskeyAttestation([property: Id(0)] string ClientData, [property: Id(1)] string Attestation);

/// <summary>A passkey that the user has verified. Its challenge must be used before anything is done.</summary>
[GenerateSerializer, Immutable, Alias("accounts.new-passkey.v1")]
public sealed record NewPasskey(
    [property: Id(0)] string CredentialId, [property: Id(1)] string PublicKey, [property: Id(2)] uint Counter,
    [property: Id(3)] string Challenge);

/// <summary>The response of a client that has used a passkey; binary values are base64url.</summary>
[GenerateSerializer, Immutable, Alias("accounts.passkey-assertion.v1")]
public sealed record PasskeyAssertion(
    [property: Id(0)] string CredentialId, [property: Id(1)] string ClientData,
    [property: Id(2)] string AuthenticatorData, [property: Id(3)] string Signature,
    [property: Id(4)] string UserHandle);

/// <summary>Signs in by a passkey, which stands for both factors.</summary>
[GenerateSerializer, Immutable, Alias("accounts.sign-in-passkey.v1")]
public sealed record SignInWithPasskey(
    [property: Id(0)] string OperationId, [property: Id(1)] PasskeyAssertion Assertion,
    [property: Id(2)] SignInOrigin? Origin) : ICommand
{
    /// <summary>Without the signature, so that no log can hold it.</summary>
    public override string ToString() => $"SignInWithPasskey {{ OperationId = {OperationId} }}";
}

/// <summary>Adds a passkey. With a second factor, <paramref name="Code"/> proves it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.add-passkey.v1")]
public sealed record AddPasskey(
    [property: Id(0)] string OperationId, [property: Id(1)] NewPasskey Passkey, [property: Id(2)] string Name,
    [property: Id(3)] string? Code) : ICommand
{
    /// <summary>Without the code, so that no log can hold it.</summary>
    public override string ToString() => $"AddPasskey {{ OperationId = {OperationId} }}";
}

/// <summary>Gives a passkey another name.</summary>
[GenerateSerializer, Immutable, Alias("accounts.rename-passkey.v1")]
public sealed record RenamePasskey(
    [property: Id(0)] string OperationId, [property: Id(1)] string Key, [property: Id(2)] string Name) : ICommand;

/// <summary>Removes a passkey.</summary>
[GenerateSerializer, Immutable, Alias("accounts.remove-passkey.v1")]
public sealed record RemovePasskey([property: Id(0)] string OperationId, [property: Id(1)] string Key) : ICommand;

/// <summary>A passkey of a person.</summary>
[GenerateSerializer, Immutable, Alias("accounts.linked-passkey.v1")]
public sealed record LinkedPasskey(
    [property: Id(0)] string Key, [property: Id(1)] string CredentialId, [property: Id(2)] string Name,
    [property: Id(3)] DateTimeOffset AddedAt);

/// <summary>Refusals of passkeys.</summary>
public static class PasskeyFaults
{
    /// <summary>Forged, removed, of another site, or without the user's verification; does not say which.</summary>
    public static readonly Fault Rejected = new(FaultKind.Unauthenticated, "passkey_rejected",
        "The field credential is not a valid passkey for this request. Please try again.", "credential");
    /// <summary>The challenge is unknown, expired or used.</summary>
    public static readonly Fault InvalidChallenge = new(FaultKind.Unauthenticated, "invalid_challenge",
        "The field credential answers a challenge that is not valid now. Ask for new options first.", "credential");
    /// <summary>A copy of the authenticator has been used, or this one is the copy.</summary>
    public static readonly Fault CounterWentBack = new(FaultKind.Unauthenticated, "passkey_copied",
        "The field credential has a counter that was used before. Sign in another way and replace this passkey.",
        "credential");
    /// <summary>The person has no such passkey.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "passkey_not_found", "Passkey not found.");
    /// <summary>The person has <see cref="Passkeys.MaxPerUser"/> passkeys.</summary>
    public static readonly Fault TooMany = new(FaultKind.Conflict, "too_many_passkeys",
        "Your account has 20 passkeys. Remove one first.");
    /// <summary>This server does not know the address of its clients.</summary>
    public static readonly Fault NotConfigured = new(FaultKind.Unavailable, "not_configured",
        "Passkeys are not set up on this server.", null, 3600);
}
