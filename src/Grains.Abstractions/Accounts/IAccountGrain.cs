namespace XelaConnect.Accounts;

/// <summary>The account of an email address, keyed by <see cref="Ids.OfEmail"/>: the address is unique.</summary>
[Alias("accounts.account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Opens an account, or turns <see cref="RegisterAccount.GuestUserId"/> into a member.</summary>
    [Alias("Register")] Task<Outcome<AccountView>> RegisterAsync(RegisterAccount command);
    /// <summary>Checks a password. An unknown address is refused like a wrong password, in the same time.</summary>
    [Alias("SignIn")] Task<Outcome<AccountView>> SignInAsync(SignIn command);
    /// <summary>
    /// Signs in by an identity provider; opens an account where there is none. Reclaims one whose address was never
    /// verified: its opener may not own the address, so password, sessions and profile are removed.
    /// </summary>
    [Alias("SignInVouched")] Task<Outcome<AccountView>> SignInWithProviderAsync(SignInWithProvider command);
    /// <summary>Changes the password and ends every other session.</summary>
    [Alias("ChangePassword")] Task<Outcome<Done>> ChangePasswordAsync(ChangePassword command);
}

/// <summary>The user, and whether the operation opened the account or gave it to the owner of the address.</summary>
[GenerateSerializer, Immutable, Alias("accounts.account-view.v1")]
public sealed record AccountView(
    [property: Id(0)] string UserId, [property: Id(1)] bool Opened, [property: Id(2)] bool Reclaimed = false);

/// <summary>Calls the identity provider of Google sign-in (Emergent Auth). Stateless worker with any key.</summary>
[Alias("accounts.google")]
public interface IGoogleSignInGrain : IGrainWithStringKey
{
    /// <summary>Returns the owner of a provider session.</summary>
    [Alias("Identify")] Task<Outcome<ProviderIdentity>> IdentifyAsync(string providerSessionId);
}
