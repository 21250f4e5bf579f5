namespace XelaConnect.Accounts;

/// <summary>One e-mail address, keyed by <see cref="Ids.OfEmail"/>: being this grain is what makes the address unique.</summary>
[Alias("accounts.account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Opens an account, or turns a guest into a member when <see cref="RegisterAccount.GuestUserId"/> is given; <see cref="AccountFaults.EmailTaken"/> when the address has one.</summary>
    [Alias("Register")]
    Task<Outcome<AccountView>> RegisterAsync(RegisterAccount command);

    /// <summary>
    /// Checks a password; wrong address and wrong password are refused alike, in like time (contract endpoint 2). A right one whose hash is outdated is
    /// hashed anew. <see cref="AccountFaults.PasswordNotCheckable"/> when this build does not know the hash's scheme.
    /// </summary>
    [Alias("SignIn")]
    Task<Outcome<AccountView>> SignInAsync(SignIn command);

    /// <summary>
    /// Signs in someone the identity provider vouches for, and opens the account when there is none (contract endpoint 3). An account whose address was never
    /// verified is reclaimed first: whoever opened it by password may not own the address, so its password, its sessions and its profile are removed.
    /// </summary>
    [Alias("SignInVouched")]
    Task<Outcome<AccountView>> SignInWithProviderAsync(SignInWithProvider command);

    /// <summary>Changes the password and ends every other session (contract §3 "Accounts").</summary>
    [Alias("ChangePassword")]
    Task<Outcome<Done>> ChangePasswordAsync(ChangePassword command);
}

/// <summary>Asks the identity provider about a Google sign-in (Emergent Auth, contract endpoint 3). Any key; runs on any silo.</summary>
[Alias("accounts.google")]
public interface IGoogleSignInGrain : IGrainWithStringKey
{
    /// <summary>Who the provider's session belongs to. Rejected there: <see cref="AccountFaults.GoogleRejected"/>; down or slow: <see cref="AccountFaults.GoogleUnavailable"/>.</summary>
    [Alias("Identify")]
    Task<Outcome<ProviderIdentity>> IdentifyAsync(string providerSessionId);
}

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

/// <summary>Whose account it is, and what this operation did with it.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Opened">It opened the account.</param>
/// <param name="Reclaimed">It took the account over for the owner of its address.</param>
[GenerateSerializer, Immutable, Alias("accounts.account-view.v1")]
public sealed record AccountView([property: Id(0)] string UserId, [property: Id(1)] bool Opened, [property: Id(2)] bool Reclaimed = false);
