namespace XelaConnect.ApiHost.Http;

/// <summary>
/// The secret that signs session tokens and encrypts stored responses, shared by all API hosts. While it is replaced,
/// the previous key still verifies and decrypts, so that sessions survive.
/// </summary>
internal sealed class SigningKey
{
    private const string FileName = "signing.key";

    public SigningKey(byte[] bytes)
    {
        Bytes = bytes;
        Id = Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 8, info: "signing key id"u8.ToArray()));
    }

    /// <summary>The secret. Never logged.</summary>
    public byte[] Bytes { get; }

    /// <summary>The id of the key in tokens (<c>kid</c>), from which the key cannot be derived.</summary>
    public string Id { get; }

    public static SigningKey? LoadPrevious(string? setting) =>
        string.IsNullOrEmpty(setting) ? null
            : new SigningKey(SecretKeys.Parse("Xela:Auth:PreviousSigningKey", setting));

    /// <summary>Loads the key from the setting, else from the file in the directory, which is created once.</summary>
    public static SigningKey Load(string? setting, string? directory)
    {
        if (!string.IsNullOrEmpty(setting)) return new SigningKey(SecretKeys.Parse("Xela:Auth:SigningKey", setting));
        if (directory is null)
            throw new SettingException("Xela:Auth:SigningKey must be set in cluster mode, to the same value on every API host.");
        return new SigningKey(SecretKeys.ReadOrCreate(
            directory, FileName, "a signing key; restore it, or remove it to sign everyone out"));
    }
}
