namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Encrypts stored responses, which may hold session tokens: AES-256-GCM under a key derived from the signing key, the
/// caller and the Idempotency-Key. The status, headers and request hash are authenticated with it, so that responses
/// cannot be exchanged in the store.
/// </summary>
internal sealed class StoredResponseEncryption(HttpSettings settings)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public byte[] RequestKey { get; } = RequestKeyOf(settings.SigningKey);

    /// <summary>The key of request hashes before the signing key was replaced; null when it was not.</summary>
    public byte[]? PreviousRequestKey { get; } = settings.PreviousSigningKey is { } key ? RequestKeyOf(key) : null;

    public byte[] Encrypt(string owner, string bound, ReadOnlySpan<byte> body)
    {
        var output = new byte[NonceBytes + TagBytes + body.Length];
        var nonce = output.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(settings.SigningKey, owner);
        var (tag, ciphertext) = (output.AsMemory(NonceBytes, TagBytes), output.AsMemory(NonceBytes + TagBytes));
        cipher.Encrypt(nonce, body, ciphertext.Span, tag.Span, Encoding.UTF8.GetBytes(bound));
        return output;
    }

    /// <summary>Decrypts a body; null when it was encrypted under another key or changed since.</summary>
    public byte[]? Decrypt(string owner, string bound, ReadOnlySpan<byte> encrypted)
    {
        if (encrypted.Length < NonceBytes + TagBytes) return null;
        return Decrypt(settings.SigningKey, owner, bound, encrypted)
            ?? (settings.PreviousSigningKey is { } previous ? Decrypt(previous, owner, bound, encrypted) : null);
    }

    private static byte[] RequestKeyOf(SigningKey key) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, 32, info: "idempotency request"u8.ToArray());

    private static byte[]? Decrypt(SigningKey secret, string owner, string bound, ReadOnlySpan<byte> encrypted)
    {
        var body = new byte[encrypted.Length - NonceBytes - TagBytes];
        using var cipher = Cipher(secret, owner);
        try
        {
            var rest = encrypted[NonceBytes..];
            cipher.Decrypt(encrypted[..NonceBytes], rest[TagBytes..], rest[..TagBytes], body, Encoding.UTF8.GetBytes(bound));
            return body;
        }
        catch (CryptographicException) { return null; }
    }

    private static AesGcm Cipher(SigningKey secret, string owner)
    {
        Span<byte> key = stackalloc byte[32];
        var info = Encoding.UTF8.GetBytes($"idempotency\n{owner}");
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.Bytes, key, salt: default, info);
        return new AesGcm(key, TagBytes);
    }
}
