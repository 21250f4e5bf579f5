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
    /// <summary>Mails a code. An address without an account gets the same response in the same way.</summary>
    [Alias("RequestCode")] Task<Outcome<Done>> RequestCodeAsync(RequestCode command);
    /// <summary>Stores the hash of a code that is about to be mailed. Called by the mailbox.</summary>
    [Alias("IssueCode")] Task<Outcome<Done>> IssueCodeAsync(IssueCode command);
    /// <summary>Verifies the address by a code.</summary>
    [Alias("VerifyEmail")] Task<Outcome<Done>> VerifyEmailAsync(VerifyEmail command);
    /// <summary>Sets a new password by a code, and ends every session.</summary>
    [Alias("ResetPassword")] Task<Outcome<Done>> ResetPasswordAsync(ResetPassword command);
    /// <summary>Checks the password and mails a code to a new address. Responds alike if that one is taken.</summary>
    [Alias("RequestEmailChange")] Task<Outcome<Done>> RequestEmailChangeAsync(RequestEmailChange command);
    /// <summary>At the account of the new address: reserves it by the code, then moves the account to it.</summary>
    [Alias("ConfirmEmailChange")] Task<Outcome<Done>> ConfirmEmailChangeAsync(ConfirmEmailChange command);
    /// <summary>At the account of the earlier address. Sent by the new one.</summary>
    [Alias("LeaveAddress")] Task<Outcome<Done>> LeaveAddressAsync(LeaveAddress command);
    /// <summary>At the account of the new address. Sent by the earlier one.</summary>
    [Alias("TakeAddress")] Task<Outcome<Done>> TakeAddressAsync(TakeAddress command);
    /// <summary>Whether the account belongs to the user, who has shown to own the address.</summary>
    [Alias("IsVerified"), AlwaysInterleave] Task<bool> IsVerifiedAsync(string userId);
    /// <summary>The devices that signed in last, newest first; none for anybody but the owner.</summary>
    [Alias("Devices"), ReadOnly] Task<ImmutableArray<KnownDevice>> DevicesAsync(string userId);
    /// <summary>Remembers the device of a sign-in by an identity or a passkey. Called by their grain.</summary>
    [Alias("RecognizeDevice")] Task<Outcome<Done>> RecognizeDeviceAsync(RecognizeDevice command);
    /// <summary>Forgets a device.</summary>
    [Alias("ForgetDevice")] Task<Outcome<Done>> ForgetDeviceAsync(ForgetDevice command);
    /// <summary>Whether the account belongs to the user, who can sign in by password.</summary>
    [Alias("HasPassword"), AlwaysInterleave] Task<bool> HasPasswordAsync(string userId);
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
