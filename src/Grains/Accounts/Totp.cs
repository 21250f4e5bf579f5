using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.Grains.Accounts;

/// <summary>Time-based codes of an authenticator app (RFC 6238 with SHA-1, six digits and 30 seconds).</summary>
internal static class Totp
{
    public const int Digits = 6;
    /// <summary>Stands for a secret whose key is missing. No code is right for it.</summary>
    public const string Unreadable = "";
    private const int SecretBytes = 20;
    private const int StepSeconds = 30;
    /// <summary>Steps before and after the present one that are accepted, for clocks that differ.</summary>
    private const int Window = 1;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string NewSecret() => Encode(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The step of a code; null when it is none of the window, or not after the last one used.</summary>
    public static long? StepOf(string secret, string code, long lastStep, DateTimeOffset now)
    {
        if (secret == Unreadable) return null;
        var present = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        // Every step is compared, so that the time tells nothing.
        for (var step = present - Window; step <= present + Window; step++)
        {
            var isRight = CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(CodeAt(secret, step)), Encoding.UTF8.GetBytes(code));
            if (isRight && step > lastStep) found ??= step;
        }
        return found;
    }

    public static string CodeAt(string secret, DateTimeOffset now) =>
        CodeAt(secret, now.ToUnixTimeSeconds() / StepSeconds);

    public static byte[] Decode(string secret)
    {
        var bytes = new byte[secret.Length * 5 / 8];
        var (buffer, bits, at) = (0, 0, 0);
        foreach (var letter in secret)
        {
            (buffer, bits) = ((buffer << 5) | Base32.IndexOf(letter, StringComparison.Ordinal), bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes[at++] = (byte)(buffer >> bits);
            buffer &= (1 << bits) - 1;
        }
        return bytes;
    }

    private static string CodeAt(string secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        // Authenticator apps know no other hash; as a MAC it is sound.
#pragma warning disable CA5350
        HMACSHA1.HashData(Decode(secret), counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
    }

    private static string Encode(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length * 8 / 5);
        var (buffer, bits) = (0, 0);
        foreach (var value in bytes)
        {
            (buffer, bits) = ((buffer << 8) | value, bits + 8);
            for (; bits >= 5; buffer &= (1 << bits) - 1)
            {
                bits -= 5;
                text.Append(Base32[buffer >> bits]);
            }
        }
        return text.ToString();
    }
}
