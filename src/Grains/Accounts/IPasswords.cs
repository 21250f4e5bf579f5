namespace XelaConnect.Grains.Accounts;

/// <summary>
/// Hashes and checks passwords off the grain's turn, in bounded queues: hashing takes a core for a fifth of a second. Passwords are compared in Unicode
/// normalization form C. <c>source</c> is whom the work is for (a digest of an address): sources take turns, so that none can keep the others waiting.
/// </summary>
public interface IPasswords
{
    /// <summary>The hash to store, which names its scheme; <see cref="XelaConnect.Accounts.AccountFaults.Busy"/> when the queue is full.</summary>
    Task<Outcome<string>> HashAsync(string password, string? source = null);

    /// <summary>Whether the password is the hash's. A null hash takes as long and is never right, so that an unknown address is not told from a wrong password.</summary>
    /// <returns><see cref="XelaConnect.Accounts.AccountFaults.PasswordNotCheckable"/> when this version does not know the hash's scheme.</returns>
    Task<Outcome<PasswordCheck>> VerifyAsync(string password, string? hash, string? source = null);
}

/// <summary>What a check of a password found.</summary>
public enum PasswordCheck
{
    /// <summary>It is not the hash's.</summary>
    Wrong,
    /// <summary>It is.</summary>
    Right,
    /// <summary>It is, and the hash should be made anew: by the current scheme, or at today's cost.</summary>
    Outdated,
}
