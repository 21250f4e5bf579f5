namespace XelaConnect.Accounts;

/// <summary>
/// The second factor of a person, keyed by user id: codes of an authenticator app (TOTP, RFC 6238: SHA-1, six digits,
/// 30 seconds), and recovery codes for a lost app. Asked for by every sign-in once it is on.
/// </summary>
[Alias("accounts.second-factor")]
public interface ISecondFactorGrain : IGrainWithStringKey
{
    /// <summary>Whether it is on.</summary>
    [Alias("Get"), AlwaysInterleave] Task<SecondFactorView> GetAsync();
    /// <summary>Makes a new secret for an app. It counts once a code of it is confirmed.</summary>
    [Alias("Begin")] Task<Outcome<SecondFactorSecret>> BeginAsync(BeginSecondFactor command);
    /// <summary>Turns it on by a code of the new secret, and ends every other session.</summary>
    [Alias("Confirm")] Task<Outcome<RecoveryCodes>> ConfirmAsync(ConfirmSecondFactor command);
    /// <summary>Replaces the recovery codes.</summary>
    [Alias("Renew")] Task<Outcome<RecoveryCodes>> RenewAsync(UseSecondFactor command);
    /// <summary>Turns it off.</summary>
    [Alias("TurnOff")] Task<Outcome<Done>> TurnOffAsync(UseSecondFactor command);
    /// <summary>Accepts a code, once; while it is off, also none. A few wrong codes, then a wait.</summary>
    [Alias("Check")] Task<Outcome<Done>> CheckAsync(UseSecondFactor command);
    /// <summary>Turns it off without a code. Sent when the account goes to the owner of its address.</summary>
    [Alias("Reset")] Task<Outcome<Done>> ResetAsync(ResetSecondFactor command);
}

/// <summary>Makes a secret for a new second factor.</summary>
[GenerateSerializer, Immutable, Alias("accounts.begin-second-factor.v1")]
public sealed record BeginSecondFactor([property: Id(0)] string OperationId) : ICommand;

/// <summary>Turns the second factor on.</summary>
[GenerateSerializer, Immutable, Alias("accounts.confirm-second-factor.v1")]
public sealed record ConfirmSecondFactor(
    [property: Id(0)] string OperationId, [property: Id(1)] string Code, [property: Id(2)] string KeepSessionId)
    : ICommand
{
    /// <summary>Without the code, so that no log can hold it.</summary>
    public override string ToString() => $"ConfirmSecondFactor {{ OperationId = {OperationId} }}";
}

/// <summary>Proves the second factor by a code of the app or a recovery code.</summary>
[GenerateSerializer, Immutable, Alias("accounts.use-second-factor.v1")]
public sealed record UseSecondFactor([property: Id(0)] string OperationId, [property: Id(1)] string? Code) : ICommand
{
    /// <summary>Without the code, so that no log can hold it.</summary>
    public override string ToString() => $"UseSecondFactor {{ OperationId = {OperationId} }}";
}

/// <summary>Turns the second factor off without a code.</summary>
[GenerateSerializer, Immutable, Alias("accounts.reset-second-factor.v1")]
public sealed record ResetSecondFactor([property: Id(0)] string OperationId) : ICommand;

/// <summary>The second factor as its owner sees it.</summary>
[GenerateSerializer, Immutable, Alias("accounts.second-factor-view.v1")]
public sealed record SecondFactorView(
    [property: Id(0)] bool IsOn, [property: Id(1)] DateTimeOffset? Since, [property: Id(2)] int RecoveryCodesLeft);

/// <summary>A secret for an authenticator app, in base32.</summary>
[GenerateSerializer, Immutable, Alias("accounts.second-factor-secret.v1")]
public sealed record SecondFactorSecret([property: Id(0)] string Secret)
{
    /// <summary>Without the secret, so that no log can hold it.</summary>
    public override string ToString() => nameof(SecondFactorSecret);
}

/// <summary>The recovery codes, which are shown once. Each replaces a code of the app, once.</summary>
[GenerateSerializer, Immutable, Alias("accounts.recovery-codes.v1")]
public sealed record RecoveryCodes([property: Id(0)] ImmutableArray<string> Codes)
{
    /// <summary>Without the codes, so that no log can hold them.</summary>
    public override string ToString() => nameof(RecoveryCodes);
}

/// <summary>Refusals of <see cref="ISecondFactorGrain"/>.</summary>
public static class SecondFactorFaults
{
    /// <summary>The account has a second factor, and the request has no code.</summary>
    public static readonly Fault Required = new(FaultKind.Unauthenticated, "second_factor_required",
        "The field code is required: a code of your authenticator app, or a recovery code.", "code");
    /// <summary>The code is wrong, or was used.</summary>
    public static readonly Fault Wrong = new(FaultKind.Forbidden, "wrong_second_factor",
        "The field code is not a valid code of your authenticator app, nor an unused recovery code.", "code");
    /// <summary>It is on.</summary>
    public static readonly Fault AlreadyOn = new(FaultKind.Conflict, "second_factor_on",
        "Your second factor is on. Turn it off before you set up another one.");
    /// <summary>It is off.</summary>
    public static readonly Fault Off = new(FaultKind.Conflict, "second_factor_off", "Your second factor is off.");
    /// <summary>The key of the stored secret is missing, so that only recovery codes can be checked.</summary>
    public static readonly Fault Unreadable = new(FaultKind.Unavailable, "second_factor_unreadable",
        "This server cannot read your authenticator secret. Turn the second factor off by a recovery code first.");
    /// <summary>No secret waits for a code.</summary>
    public static readonly Fault NotBegun = new(FaultKind.Conflict, "second_factor_not_begun",
        "Ask for a secret at POST /api/auth/totp first.");
}
