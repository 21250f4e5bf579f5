namespace XelaConnect.ApiHost.Accounts;

/// <summary>Response of a sign-in.</summary>
internal sealed record SignedInJson(string Message, UserJson User, string SessionToken);
/// <summary>A page of the caller's sessions, newest first.</summary>
internal sealed record SessionsJson(IReadOnlyList<SessionJson> Sessions, string? NextCursor);

/// <summary>One sign-in on one device.</summary>
internal sealed record SessionJson(
    string Id, string? Device, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, bool Current)
{
    public static SessionJson Of(SessionView session, string currentId) =>
        new(session.Id, session.Device, session.CreatedAt, session.ExpiresAt, session.Id == currentId);
}

/// <summary>A nonce for one token.</summary>
internal sealed record NonceJson(string Message, string Nonce, DateTimeOffset ExpiresAt);

/// <summary>How the caller can sign in.</summary>
internal sealed record WaysInJson(
    bool Password, IReadOnlyList<LinkedIdentityJson> Identities, IReadOnlyList<PasskeyJson> Passkeys)
{
    public static WaysInJson Of(WaysInView view) => new(
        view.HasPassword,
        [
            .. view.Identities.Select(
                static linked => new LinkedIdentityJson(linked.Provider, linked.Email, linked.LinkedAt)),
        ],
        [.. view.Passkeys.Select(static passkey => new PasskeyJson(passkey.Key, passkey.Name, passkey.AddedAt))]);
}

/// <summary>A linked identity; the address is the provider's.</summary>
internal sealed record LinkedIdentityJson(string Provider, string? Email, DateTimeOffset LinkedAt);
/// <summary>The ways in after a change.</summary>
internal sealed record WaysInChangedJson(string Message, WaysInJson Ways);

/// <summary>Whether the caller has a second factor.</summary>
internal sealed record SecondFactorJson(bool Enabled, DateTimeOffset? Since, int RecoveryCodesLeft)
{
    public static SecondFactorJson Of(SecondFactorView view) => new(view.IsOn, view.Since, view.RecoveryCodesLeft);
}

/// <summary>A secret for an authenticator app; the address is what its QR code holds.</summary>
internal sealed record SecondFactorSecretJson(string Message, string Secret, string Uri);
/// <summary>The recovery codes, which are shown once.</summary>
internal sealed record RecoveryCodesJson(string Message, ImmutableArray<string> RecoveryCodes);

/// <summary>The devices that signed in last, newest first.</summary>
internal sealed record DevicesJson(IReadOnlyList<DeviceJson> Devices);

/// <summary>A device that has signed in; one at another address is another one.</summary>
internal sealed record DeviceJson(string Id, string? Name, DateTimeOffset? Since, bool Current)
{
    private const string Kind = "device";

    public static DeviceJson Of(KnownDevice device, string current) =>
        new($"{Kind}-{device.Device}", device.Name, device.Since, device.Device == current);

    public static string? DeviceOf(string id) => Ids.IsOf(Kind, id) ? id[(Kind.Length + 1)..] : null;
}

// Requests. They are read field by field (see JsonInput), and stand here for the OpenAPI document.

/// <summary>Body of sign-up. Age is a number; a number as text and "" are accepted as well.</summary>
internal sealed record SignUpRequest(
    [property: Length(1, Limits.Name)] string Name,
    [property: Length(1, Limits.Email)] string Email,
    [property: Length(Limits.PasswordFrom, Limits.PasswordTo)] string Password,
    [property: Range(Limits.AgeFrom, Limits.AgeTo)] int? Age = null,
    [property: MaxLength(Limits.City)] string? City = null,
    [property: MaxLength(Limits.ReferralCode)] string? ReferralCode = null,
    DateOnly? BirthDate = null);

/// <summary>Body of sign-in.</summary>
internal sealed record LogInRequest(
    [property: Length(1, Limits.Email)] string Email, [property: Length(1, Limits.PasswordTo)] string Password,
    [property: MaxLength(Limits.SecondFactorCode)] string? Code = null);

/// <summary>Body with a code of an authenticator app or a recovery code.</summary>
internal sealed record CodeRequest([property: Length(1, Limits.SecondFactorCode)] string Code);

/// <summary>Body of sign-in through Google.</summary>
internal sealed record GoogleRequest(
    [property: Length(1, Limits.ProviderSession)] string SessionId,
    [property: MaxLength(Limits.ReferralCode)] string? ReferralCode = null,
    [property: MaxLength(Limits.SecondFactorCode)] string? Code = null);

/// <summary>Body that links an identity.</summary>
internal sealed record LinkIdentityRequest(
    [property: OneOf("google", "apple")] string Provider,
    [property: Length(1, Limits.IdToken)] string IdToken,
    [property: Length(1, Limits.Nonce)] string Nonce,
    [property: MaxLength(Limits.SecondFactorCode)] string? Code = null);

/// <summary>Body of a sign-in with an ID token.</summary>
internal sealed record IdentityRequest(
    [property: OneOf("google", "apple")] string Provider,
    [property: Length(1, Limits.IdToken)] string IdToken,
    [property: Length(1, Limits.Nonce)] string Nonce,
    [property: MaxLength(Limits.ReferralCode)] string? ReferralCode = null,
    [property: MaxLength(Limits.SecondFactorCode)] string? Code = null);

/// <summary>Body of a guest's upgrade.</summary>
internal sealed record UpgradeRequest(
    [property: Length(1, Limits.Name)] string Name,
    [property: Length(1, Limits.Email)] string Email,
    [property: Length(Limits.PasswordFrom, Limits.PasswordTo)] string Password);

/// <summary>Body of a change of password.</summary>
internal sealed record PasswordRequest(
    [property: Length(1, Limits.PasswordTo)] string CurrentPassword,
    [property: Length(Limits.PasswordFrom, Limits.PasswordTo)] string NewPassword);

/// <summary>Body of a request for a code.</summary>
internal sealed record ForgotRequest([property: Length(1, Limits.Email)] string Email);

/// <summary>Body of a reset of the password.</summary>
internal sealed record ResetRequest(
    [property: Length(1, Limits.Email)] string Email,
    [property: Length(EmailCodes.Length, EmailCodes.Length)] string Code,
    [property: Length(Limits.PasswordFrom, Limits.PasswordTo)] string NewPassword);

/// <summary>Body with an address and the code that was mailed to it.</summary>
internal sealed record EmailCodeRequest(
    [property: Length(1, Limits.Email)] string Email,
    [property: Length(EmailCodes.Length, EmailCodes.Length)] string Code);

/// <summary>Body of a change of address.</summary>
internal sealed record ChangeEmailRequest(
    [property: Length(1, Limits.Email)] string Email, [property: Length(1, Limits.PasswordTo)] string Password);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SignedInJson))]
[JsonSerializable(typeof(MeJson))]
[JsonSerializable(typeof(UserAtTopLevelJson))]
[JsonSerializable(typeof(UserChangedJson))]
[JsonSerializable(typeof(DoneJson))]
[JsonSerializable(typeof(DashboardJson))]
[JsonSerializable(typeof(SessionsJson))]
[JsonSerializable(typeof(SignUpRequest))]
[JsonSerializable(typeof(LogInRequest))]
[JsonSerializable(typeof(SecondFactorJson))]
[JsonSerializable(typeof(SecondFactorSecretJson))]
[JsonSerializable(typeof(RecoveryCodesJson))]
[JsonSerializable(typeof(CodeRequest))]
[JsonSerializable(typeof(NonceJson))]
[JsonSerializable(typeof(DevicesJson))]
[JsonSerializable(typeof(WaysInJson))]
[JsonSerializable(typeof(WaysInChangedJson))]
[JsonSerializable(typeof(IdentityRequest))]
[JsonSerializable(typeof(LinkIdentityRequest))]
[JsonSerializable(typeof(NewPasskeyOptionsJson))]
[JsonSerializable(typeof(PasskeyOptionsJson))]
[JsonSerializable(typeof(NewPasskeyRequest))]
[JsonSerializable(typeof(PasskeyRequest))]
[JsonSerializable(typeof(PasskeyNameRequest))]
[JsonSerializable(typeof(GoogleRequest))]
[JsonSerializable(typeof(UpgradeRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(ProfileRequest))]
[JsonSerializable(typeof(TimeZoneRequest))]
[JsonSerializable(typeof(LanguageRequest))]
[JsonSerializable(typeof(ForgotRequest))]
[JsonSerializable(typeof(ResetRequest))]
[JsonSerializable(typeof(EmailCodeRequest))]
[JsonSerializable(typeof(ChangeEmailRequest))]
[JsonSerializable(typeof(MailEventRequest))]
internal sealed partial class AccountsJson : JsonSerializerContext;
