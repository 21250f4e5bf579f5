using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;

namespace XelaConnect.Infrastructure.Accounts;

/// <summary>
/// AES-256-GCM under a key derived from the encryption key and the owner. The form is a version, the id of the key, and
/// nonce, tag and ciphertext. Secrets of authenticator apps have no dots, so a text without them is a plain one.
/// </summary>
internal sealed partial class SecretEncryption : ISecretEncryption
{
    private const string Version = "v1";
    private const string FileName = "encryption.key";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly ILogger<SecretEncryption> log;
    private readonly Lazy<ImmutableArray<EncryptionKey>> keys;

    /// <summary>Without a key, the embedded host makes a file in the directory; a silo of a cluster has none.</summary>
    public SecretEncryption(EncryptionSettings settings, string? directory, ILogger<SecretEncryption> log)
    {
        this.log = log;
        if (settings.Key is null && directory is null) LogPlain(log);
        // Only hosts whose people have such secrets need the file.
        keys = new(() =>
        [
            .. new[] { settings.Key ?? FromFile(directory), settings.PreviousKey }.OfType<byte[]>()
                .Select(bytes => new EncryptionKey(bytes)),
        ]);
    }

    /// <summary>The first key encrypts. Empty: secrets are stored as they are.</summary>
    private ImmutableArray<EncryptionKey> Keys => keys.Value;
    private EncryptionKey? Current => Keys is [var first, ..] ? first : null;

    public string Encrypt(string owner, string secret)
    {
        if (Current is not { } key) return secret;
        var plain = Encoding.UTF8.GetBytes(secret);
        var output = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = output.AsSpan(0, NonceBytes);
        var rest = output.AsSpan(NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = key.CipherOf(owner);
        cipher.Encrypt(nonce, plain, rest[TagBytes..], rest[..TagBytes]);
        return $"{Version}.{key.Id}.{Base64Url.EncodeToString(output)}";
    }

    public string? Decrypt(string owner, string stored)
    {
        var parts = stored.Split('.');
        if (parts.Length == 1) return stored;
        try
        {
            if (parts is [Version, var id, var text] && Keys.FirstOrDefault(key => key.Id == id) is { } known)
            {
                var bytes = Base64Url.DecodeFromChars(text);
                var plain = new byte[bytes.Length - NonceBytes - TagBytes];
                var rest = bytes.AsSpan(NonceBytes);
                using var cipher = known.CipherOf(owner);
                cipher.Decrypt(bytes.AsSpan(0, NonceBytes), rest[TagBytes..], rest[..TagBytes], plain);
                return Encoding.UTF8.GetString(plain);
            }
        }
        catch (Exception e) when (e is CryptographicException or FormatException or OverflowException)
        {
            // Changed in the store: as unreadable as a form of another key.
        }
        LogUnreadable(log, owner);
        return null;
    }

    public bool IsCurrent(string stored) =>
        Current is not { } key || stored.StartsWith($"{Version}.{key.Id}.", StringComparison.Ordinal);

    private static byte[]? FromFile(string? directory) => directory is null ? null : SecretKeys.ReadOrCreate(
        directory, FileName, "an encryption key; restore it, since without it second factors cannot be read");

    [LoggerMessage(4104, LogLevel.Warning,
        "Xela:Auth:EncryptionKey is not set, so secrets of authenticator apps are stored without encryption.")]
    private static partial void LogPlain(ILogger log);

    [LoggerMessage(4105, LogLevel.Error,
        "A secret of {Owner} cannot be read with Xela:Auth:EncryptionKey; only recovery codes are accepted.")]
    private static partial void LogUnreadable(ILogger log, string owner);

    private sealed class EncryptionKey(byte[] secret)
    {
        /// <summary>The key cannot be derived from it.</summary>
        public string Id { get; } = Convert.ToHexStringLower(Derived(secret, "encryption key id", 4));

        public AesGcm CipherOf(string owner) => new(Derived(secret, $"account secret\n{owner}", 32), TagBytes);

        private static byte[] Derived(byte[] secret, string info, int length) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, length, info: Encoding.UTF8.GetBytes(info));
    }
}

/// <summary>The keys that encrypt secrets of accounts; null where they are not set.</summary>
internal sealed record EncryptionSettings(byte[]? Key, byte[]? PreviousKey)
{
    public static EncryptionSettings Read(IConfiguration configuration) => new(
        KeyIn(configuration, "Xela:Auth:EncryptionKey"), KeyIn(configuration, "Xela:Auth:PreviousEncryptionKey"));

    private static byte[]? KeyIn(IConfiguration configuration, string setting) =>
        configuration.Text(setting) is { } text ? SecretKeys.Parse(setting, text) : null;
}
