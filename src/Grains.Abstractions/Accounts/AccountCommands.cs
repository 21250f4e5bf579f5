namespace XelaConnect.Accounts;

/// <summary>Opens an account.</summary>
/// <param name="OperationId">Id of the operation.</param>
/// <param name="UserId">The id the new user gets, if this call is the one that opens the account.</param>
/// <param name="Email">The address as typed.</param>
/// <param name="Password">The password; never stored, never logged.</param>
/// <param name="Profile">The first profile.</param>
/// <param name="ReferralCode">A known code, or null.</param>
/// <param name="GuestUserId">The guest who becomes a member and keeps everything, or null.</param>
/// <param name="Origin">Where the request comes from.</param>
[GenerateSerializer, Immutable, Alias("accounts.register.v1")]
public sealed record RegisterAccount(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string UserId,
    [property: Id(2)] string Email,
    [property: Id(3)] string Password,
    [property: Id(4)] NewProfile Profile,
    [property: Id(5)] string? ReferralCode,
    [property: Id(6)] string? GuestUserId,
    [property: Id(7)] SignInOrigin? Origin = null) : ICommand
{
    /// <summary>Without the password, so that no log can hold it.</summary>
    public override string ToString() => $"RegisterAccount {{ OperationId = {OperationId} }}";
}

/// <summary>What a person says of themselves when signing up.</summary>
[GenerateSerializer, Immutable, Alias("accounts.new-profile.v1")]
public sealed record NewProfile(
    [property: Id(0)] string Name,
    [property: Id(1)] int? Age = null,
    [property: Id(2)] string? City = null,
    [property: Id(3)] string? Picture = null);

/// <summary>Signs in by password.</summary>
[GenerateSerializer, Immutable, Alias("accounts.sign-in.v1")]
public sealed record SignIn(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string Password,
    [property: Id(2)] SignInOrigin? Origin = null) : ICommand
{
    /// <summary>Without the password, so that no log can hold it.</summary>
    public override string ToString() => $"SignIn {{ OperationId = {OperationId} }}";
}

/// <summary>Signs in someone vouched for.</summary>
[GenerateSerializer, Immutable, Alias("accounts.sign-in-vouched.v1")]
public sealed record SignInWithProvider(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string UserId,
    [property: Id(2)] ProviderIdentity Identity,
    [property: Id(3)] string? ReferralCode,
    [property: Id(4)] SignInOrigin? Origin = null) : ICommand;

/// <summary>Where a sign-in comes from, as digests: failed attempts are counted by it.</summary>
/// <param name="Address">The network address.</param>
/// <param name="Device">The address together with the client's own description of itself (<c>User-Agent</c>).</param>
[GenerateSerializer, Immutable, Alias("accounts.sign-in-origin.v1")]
public sealed record SignInOrigin([property: Id(0)] string Address, [property: Id(1)] string Device);

/// <summary>Whom an identity provider vouches for.</summary>
[GenerateSerializer, Immutable, Alias("accounts.vouched.v1")]
public sealed record ProviderIdentity([property: Id(0)] string Email, [property: Id(1)] string Name, [property: Id(2)] string? Picture);

/// <summary>Changes the password of the account, if it is this user's.</summary>
[GenerateSerializer, Immutable, Alias("accounts.change-password.v1")]
public sealed record ChangePassword(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string UserId,
    [property: Id(2)] string CurrentPassword,
    [property: Id(3)] string NewPassword,
    [property: Id(4)] string KeepSessionId,
    [property: Id(5)] SignInOrigin? Origin = null) : ICommand
{
    /// <summary>Without the passwords, so that no log can hold them.</summary>
    public override string ToString() => $"ChangePassword {{ OperationId = {OperationId} }}";
}
