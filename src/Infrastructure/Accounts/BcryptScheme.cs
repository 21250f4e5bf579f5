using BCrypt.Net;
using Bcrypt = BCrypt.Net.BCrypt;

namespace XelaConnect.Infrastructure.Accounts;

/// <summary>bcrypt over SHA-384, so that no password is cut at 72 bytes.</summary>
internal sealed class BcryptScheme(int cost) : ICurrentPasswordScheme
{
    public string Name => "bcrypt-sha384";

    public string Hash(string password) => Bcrypt.EnhancedHashPassword(password, cost, HashType.SHA384);

    public PasswordCheck Verify(string password, string hash) =>
        !Bcrypt.EnhancedVerify(password, hash, HashType.SHA384) ? PasswordCheck.Wrong
        : Bcrypt.PasswordNeedsRehash(hash, cost) ? PasswordCheck.Outdated
        : PasswordCheck.Right;
}
