namespace XelaConnect.Grains.Accounts;

/// <summary>
/// Hashes and checks passwords outside of grain turns, in bounded queues, since a hash occupies a core for a fifth of a
/// second. Passwords are compared in Unicode normalization form C. <c>source</c> is a digest of the client's address:
/// sources take turns, so that none delays the others.
/// </summary>
public interface IPasswords
{
    /// <summary>Returns the hash to store, which names its scheme, or a fault when the queue is full.</summary>
    Task<Outcome<string>> HashAsync(string password, string? source = null);

    /// <summary>Checks a password. A null hash is never right and takes as long: it hides unknown addresses.</summary>
    Task<Outcome<PasswordCheck>> VerifyAsync(string password, string? hash, string? source = null);
}

/// <summary>The result of a password check.</summary>
public enum PasswordCheck
{
    /// <summary>The password is wrong.</summary>
    Wrong,
    /// <summary>The password is right.</summary>
    Right,
    /// <summary>The password is right; new hashes have another scheme or a higher cost.</summary>
    Outdated,
}
