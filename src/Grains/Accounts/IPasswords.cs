namespace XelaConnect.Grains.Accounts;

/// <summary>Hashes and checks passwords off the grain's turn, in a bounded lane: hashing takes a core for a fifth of a second.</summary>
public interface IPasswords
{
    /// <summary>The hash to store, which names its scheme; <see cref="XelaConnect.Accounts.AccountFaults.Busy"/> when the lane is full.</summary>
    Task<Outcome<string>> HashAsync(string password);

    /// <summary>Whether the password is the hash's. A null hash takes as long and is never right, so that an unknown address is not told from a wrong password.</summary>
    Task<Outcome<bool>> VerifyAsync(string password, string? hash);
}

/// <summary>Asks the identity provider behind Google sign-in.</summary>
public interface IIdentityProvider
{
    /// <summary>Who the provider's session belongs to, within the provider's deadline.</summary>
    Task<Outcome<XelaConnect.Accounts.VouchedIdentity>> IdentifyAsync(string providerSessionId);
}
