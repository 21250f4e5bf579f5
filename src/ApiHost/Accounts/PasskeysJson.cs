namespace XelaConnect.ApiHost.Accounts;

// The names are those of WebAuthn, so that clients pass options and credentials on as they are.

/// <summary>Options for a new passkey.</summary>
internal sealed record NewPasskeyOptionsJson(
    string Message, NewCredentialOptionsJson PublicKey, DateTimeOffset ExpiresAt);

/// <summary>PublicKeyCredentialCreationOptionsJSON.</summary>
internal sealed record NewCredentialOptionsJson(
    [property: JsonPropertyName("rp")] RelyingPartyJson Rp,
    [property: JsonPropertyName("user")] CredentialUserJson User,
    [property: JsonPropertyName("challenge")] string Challenge,
    [property: JsonPropertyName("pubKeyCredParams")] IReadOnlyList<CredentialParameterJson> PubKeyCredParams,
    [property: JsonPropertyName("timeout")] int Timeout,
    [property: JsonPropertyName("excludeCredentials")] IReadOnlyList<CredentialDescriptorJson> ExcludeCredentials,
    [property: JsonPropertyName("authenticatorSelection")] AuthenticatorSelectionJson AuthenticatorSelection,
    [property: JsonPropertyName("attestation")] string Attestation)
{
    private const string PublicKey = "public-key";

    public static NewCredentialOptionsJson Of(
        RelyingParty party, string challenge, string userId, string account, string name,
        ImmutableArray<LinkedPasskey> existing) => new(
            new(party.Id, party.Name), new(Passkeys.HandleOf(userId), account, name), challenge,
            // ES256 and, for Windows, RS256.
            [new(PublicKey, -7), new(PublicKey, -257)], CredentialOptionsJson.TimeoutMilliseconds,
            [.. existing.Select(static passkey => new CredentialDescriptorJson(PublicKey, passkey.CredentialId))],
            new("required", true, "required"), "none");
}

internal sealed record RelyingPartyJson(
    [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("name")] string Name);

internal sealed record CredentialUserJson(
    [property: JsonPropertyName("id")] string Id, [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("displayName")] string DisplayName);

internal sealed record CredentialParameterJson(
    [property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("alg")] int Alg);

internal sealed record CredentialDescriptorJson(
    [property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("id")] string Id);

internal sealed record AuthenticatorSelectionJson(
    [property: JsonPropertyName("residentKey")] string ResidentKey,
    [property: JsonPropertyName("requireResidentKey")] bool RequireResidentKey,
    [property: JsonPropertyName("userVerification")] string UserVerification);

/// <summary>Options for a sign-in by passkey.</summary>
internal sealed record PasskeyOptionsJson(string Message, CredentialOptionsJson PublicKey, DateTimeOffset ExpiresAt);

/// <summary>PublicKeyCredentialRequestOptionsJSON, for any passkey of the domain.</summary>
internal sealed record CredentialOptionsJson(
    [property: JsonPropertyName("challenge")] string Challenge,
    [property: JsonPropertyName("timeout")] int Timeout,
    [property: JsonPropertyName("rpId")] string RpId,
    [property: JsonPropertyName("allowCredentials")] IReadOnlyList<CredentialDescriptorJson> AllowCredentials,
    [property: JsonPropertyName("userVerification")] string UserVerification)
{
    public static int TimeoutMilliseconds => (int)Identities.NonceLifetime.TotalMilliseconds;

    public static CredentialOptionsJson Of(RelyingParty party, string challenge) =>
        new(challenge, TimeoutMilliseconds, party.Id, [], "required");
}

/// <summary>A passkey; the id is not that of WebAuthn.</summary>
internal sealed record PasskeyJson(string Id, string Name, DateTimeOffset AddedAt);

/// <summary>Body that adds a passkey.</summary>
internal sealed record NewPasskeyRequest(
    NewCredentialJson Credential, [property: MaxLength(Limits.PasskeyName)] string? Name = null,
    [property: MaxLength(Limits.SecondFactorCode)] string? Code = null);

/// <summary>RegistrationResponseJSON; further fields are ignored.</summary>
internal sealed record NewCredentialJson([property: JsonPropertyName("response")] AttestationJson Response);

internal sealed record AttestationJson(
    [property: JsonPropertyName("clientDataJSON"), Length(1, Limits.ClientData)] string ClientDataJson,
    [property: JsonPropertyName("attestationObject"), Length(1, Limits.Attestation)] string AttestationObject);

/// <summary>Body of a sign-in by passkey.</summary>
internal sealed record PasskeyRequest(CredentialJson Credential);

/// <summary>AuthenticationResponseJSON; further fields are ignored.</summary>
internal sealed record CredentialJson(
    [property: JsonPropertyName("id"), Length(1, Limits.CredentialId)] string Id,
    [property: JsonPropertyName("response")] AssertionJson Response);

internal sealed record AssertionJson(
    [property: JsonPropertyName("clientDataJSON"), Length(1, Limits.ClientData)] string ClientDataJson,
    [property: JsonPropertyName("authenticatorData"), Length(1, Limits.AuthenticatorData)] string AuthenticatorData,
    [property: JsonPropertyName("signature"), Length(1, Limits.Signature)] string Signature,
    [property: JsonPropertyName("userHandle"), Length(1, Limits.UserHandle)] string UserHandle);

/// <summary>Body that renames a passkey.</summary>
internal sealed record PasskeyNameRequest([property: Length(1, Limits.PasskeyName)] string Name);
