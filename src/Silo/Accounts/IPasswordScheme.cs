using XelaConnect.Grains.Accounts;

namespace XelaConnect.Silo.Accounts;

/// <summary>One way to hash passwords. Its hashes carry salt and cost; the scheme's name is put before them by <see cref="Passwords"/>.</summary>
internal interface IPasswordScheme
{
    /// <summary>What stored hashes of this scheme begin with. In stored bytes, so never changed and never given to another scheme.</summary>
    string Name { get; }

    /// <summary>A new hash, without the name, at today's cost.</summary>
    string Hash(string password);

    /// <summary>Whether the password is the hash's; <see cref="PasswordCheck.Outdated"/> when it is, and the hash was made at a lower cost than today's.</summary>
    PasswordCheck Verify(string password, string hash);
}
