namespace XelaConnect.Grains.Accounts;

/// <summary>
/// Hashes and checks passwords outside of grain turns, in bounded queues, since a hash occupies a core for a fifth of a
/// second. Passwords are compared in Unicode normalization form C. <c>source</c> is a digest of the client's address:
/// sources take turns, so that none delays the others.
/// </summary>
public interface IPasswords
{
    /// <summary>
    /// Returns the hash to store, which names its scheme; <see cref="XelaConnect.Accounts.AccountFaults.Busy"/> when
    /// the queue is full.
    /// </summary>
    Task<Outcome<string>> HashAsync(string password, string? source = null);

    /// <summary>
    /// Checks a password against a hash. A null hash is never right and takes as long, so that timing does not reveal unknown addresses.
    /// </summary>
    /// <returns><see cref="XelaConnect.Accounts.AccountFaults.PasswordNotCheckable"/> when this build lacks the hash's scheme.</returns>
    Task<Outcome<PasswordCheck>> VerifyAsync(string password, string? hash, string? source = null);
}

/// <summary>The result of a password check.</summary>
public enum PasswordCheck
{
    /// <summary>The password is wrong.</summary>
    Wrong,
    /// <summary>The password is right.</summary>
    Right,
    /// <summary>The password is right; its hash has an older scheme or a lower cost than new hashes.</summary>
    Outdated,
}
