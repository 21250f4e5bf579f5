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
