namespace XelaConnect.Accounts;

/// <summary>The account of an email address, keyed by <see cref="Ids.OfEmail"/>, which makes the address unique.</summary>
[Alias("accounts.account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>
    /// Opens an account, or turns a guest into a member where <see cref="RegisterAccount.GuestUserId"/> is set.
    /// <see cref="AccountFaults.EmailTaken"/> when the address already has an account.
    /// </summary>
    [Alias("Register")]
    Task<Outcome<AccountView>> RegisterAsync(RegisterAccount command);

    /// <summary>
    /// Checks a password. An unknown address and a wrong password get the same refusal in the same time. Replaces an outdated hash.
    /// <see cref="AccountFaults.PasswordNotCheckable"/> when this build lacks the hash's scheme.
    /// </summary>
    [Alias("SignIn")]
    Task<Outcome<AccountView>> SignInAsync(SignIn command);

    /// <summary>
    /// Signs in by an identity provider, and opens the account where there is none. Reclaims an account whose address
    /// was never verified: the person who opened it by password may not own the address, so its password, sessions and
    /// profile are removed.
    /// </summary>
    [Alias("SignInVouched")]
    Task<Outcome<AccountView>> SignInWithProviderAsync(SignInWithProvider command);

    /// <summary>Changes the password and ends every other session.</summary>
    [Alias("ChangePassword")]
    Task<Outcome<Done>> ChangePasswordAsync(ChangePassword command);
}

/// <summary>The result of opening an account or signing in.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Opened">Whether the operation opened the account.</param>
/// <param name="Reclaimed">Whether it gave the account to the owner of the address.</param>
[GenerateSerializer, Immutable, Alias("accounts.account-view.v1")]
public sealed record AccountView([property: Id(0)] string UserId, [property: Id(1)] bool Opened, [property: Id(2)] bool Reclaimed = false);
