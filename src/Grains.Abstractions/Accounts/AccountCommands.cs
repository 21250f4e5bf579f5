namespace XelaConnect.Accounts;

/// <summary>Opens an account, or makes the guest <paramref name="GuestUserId"/> a member with all data.</summary>
[GenerateSerializer, Immutable, Alias("accounts.register.v1")]
public sealed record RegisterAccount(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string Email,
    [property: Id(3)] string Password, [property: Id(4)] NewProfile Profile, [property: Id(5)] string? ReferralCode,
    [property: Id(6)] string? GuestUserId, [property: Id(7)] SignInOrigin? Origin = null) : ICommand
{
    /// <summary>Without the password, so that no log can hold it.</summary>
    public override string ToString() => $"RegisterAccount {{ OperationId = {OperationId} }}";
}

/// <summary>The profile that sign-up takes.</summary>
[GenerateSerializer, Immutable, Alias("accounts.new-profile.v1")]
public sealed record NewProfile(
    [property: Id(0)] string Name, [property: Id(1)] int? Age = null, [property: Id(2)] string? City = null,
    [property: Id(3)] string? Picture = null, [property: Id(4)] string? Language = null,
    [property: Id(5)] DateOnly? BirthDate = null);

/// <summary>Signs in by password.</summary>
[GenerateSerializer, Immutable, Alias("accounts.sign-in.v1")]
public sealed record SignIn(
    [property: Id(0)] string OperationId, [property: Id(1)] string Password,
    [property: Id(2)] SignInOrigin? Origin = null, [property: Id(3)] string? Code = null) : ICommand
{
    /// <summary>Without the password, so that no log can hold it.</summary>
    public override string ToString() => $"SignIn {{ OperationId = {OperationId} }}";
}

/// <summary>Signs in the owner of an identity.</summary>
[GenerateSerializer, Immutable, Alias("accounts.sign-in-vouched.v1")]
public sealed record SignInWithProvider(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] ProviderIdentity Identity,
    [property: Id(3)] string? ReferralCode, [property: Id(4)] SignInOrigin? Origin = null,
    [property: Id(5)] string? Code = null) : ICommand
{
    /// <summary>Without the code, so that no log can hold it.</summary>
    public override string ToString() => $"SignInWithProvider {{ OperationId = {OperationId} }}";
}

/// <summary>
/// Origin of a sign-in, as digests. The device is the address and the <c>User-Agent</c>, which is also its name.
/// </summary>
[GenerateSerializer, Immutable, Alias("accounts.sign-in-origin.v1")]
public sealed record SignInOrigin(
    [property: Id(0)] string Address, [property: Id(1)] string Device, [property: Id(2)] string? Name = null);

/// <summary>A device that has signed in to the account.</summary>
[GenerateSerializer, Immutable, Alias("accounts.known-device.v1")]
public sealed record KnownDevice(
    [property: Id(0)] string Device, [property: Id(1)] string? Name, [property: Id(2)] DateTimeOffset? Since);

/// <summary>Remembers a device that has signed in without the account.</summary>
[GenerateSerializer, Immutable, Alias("accounts.recognize-device.v1")]
public sealed record RecognizeDevice(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] SignInOrigin Origin)
    : ICommand;

/// <summary>Forgets a device: its attempts to sign in count like those of a stranger.</summary>
[GenerateSerializer, Immutable, Alias("accounts.forget-device.v1")]
public sealed record ForgetDevice(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string Device) : ICommand;

/// <summary>A person whom an identity provider has verified.</summary>
[GenerateSerializer, Immutable, Alias("accounts.vouched.v1")]
public sealed record ProviderIdentity(
    [property: Id(0)] string Email, [property: Id(1)] string Name, [property: Id(2)] string? Picture);

/// <summary>Changes the password, if the account belongs to the user.</summary>
[GenerateSerializer, Immutable, Alias("accounts.change-password.v1")]
public sealed record ChangePassword(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string CurrentPassword,
    [property: Id(3)] string NewPassword, [property: Id(4)] string KeepSessionId,
    [property: Id(5)] SignInOrigin? Origin = null) : ICommand
{
    /// <summary>Without the passwords, so that no log can hold them.</summary>
    public override string ToString() => $"ChangePassword {{ OperationId = {OperationId} }}";
}
