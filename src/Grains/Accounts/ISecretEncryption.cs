namespace XelaConnect.Grains.Accounts;

/// <summary>Encrypts secrets that must be read again, so that a copy of the database does not contain them.</summary>
public interface ISecretEncryption
{
    /// <summary>The form to store. It is bound to the owner, so that rows cannot be exchanged.</summary>
    string Encrypt(string owner, string secret);
    /// <summary>The secret in a stored form, or in a plain one of before; null when its key is missing.</summary>
    string? Decrypt(string owner, string stored);
    /// <summary>Whether <see cref="Encrypt"/> uses the key of this form now.</summary>
    bool IsCurrent(string stored);
}
