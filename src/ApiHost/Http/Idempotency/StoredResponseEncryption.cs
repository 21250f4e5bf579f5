using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Seals stored answers, which may hold session tokens, so that the store never sees them: AES-256-GCM under a key made from the host's secret, the caller
/// and the Idempotency-Key. What is not secret (status, headers, request) is bound to it, so that nothing can be put in another's place.
/// </summary>
internal sealed class StoredResponseEncryption(HttpSettings settings)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>The key under which requests are hashed.</summary>
    public byte[] RequestKey { get; } = RequestKeyOf(settings.SigningKey);

    /// <summary>The key under which requests were hashed before the signing key was replaced; null: it was not.</summary>
    public byte[]? PreviousRequestKey { get; } = settings.PreviousSigningKey is { } previous ? RequestKeyOf(previous) : null;

    /// <summary>Nonce, tag, sealed body.</summary>
    public byte[] Encrypt(string owner, string bound, ReadOnlySpan<byte> body)
    {
        var output = new byte[NonceBytes + TagBytes + body.Length];
        var nonce = output.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = Cipher(settings.SigningKey, owner);
        cipher.Encrypt(nonce, body, output.AsSpan(NonceBytes + TagBytes), output.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(bound));
        return output;
    }

    /// <summary>The body, or null when it was sealed under another secret or changed since.</summary>
    public byte[]? Decrypt(string owner, string bound, ReadOnlySpan<byte> @sealed)
    {
        if (@sealed.Length < NonceBytes + TagBytes) return null;
        return Decrypt(settings.SigningKey, owner, bound, @sealed) ?? (settings.PreviousSigningKey is { } previous ? Decrypt(previous, owner, bound, @sealed) : null);
    }

    private static byte[] RequestKeyOf(SigningKey key) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Bytes, 32, info: "idempotency request"u8.ToArray());

    private static byte[]? Decrypt(SigningKey secret, string owner, string bound, ReadOnlySpan<byte> @sealed)
    {
        var body = new byte[@sealed.Length - NonceBytes - TagBytes];
        using var cipher = Cipher(secret, owner);
        try
        {
            cipher.Decrypt(@sealed[..NonceBytes], @sealed[(NonceBytes + TagBytes)..], @sealed.Slice(NonceBytes, TagBytes), body, Encoding.UTF8.GetBytes(bound));
            return body;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static AesGcm Cipher(SigningKey secret, string owner)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret.Bytes, key, salt: default, info: Encoding.UTF8.GetBytes($"idempotency\n{owner}"));
        return new AesGcm(key, TagBytes);
    }
}
