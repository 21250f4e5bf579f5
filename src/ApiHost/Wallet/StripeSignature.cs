using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.ApiHost.Wallet;

/// <summary>
/// The header <c>Stripe-Signature</c> (contract §3 "Payments"; Stripe, "Verify webhook signatures manually"): <c>t=…,v1=…</c>, where v1 is the HMAC-SHA256 of
/// <c>t.body</c> over the raw body. Several v1 stand there while a secret is being replaced; one of them has to be right.
/// </summary>
internal static class StripeSignature
{
    /// <summary>How far its clock may be from ours, either way.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(300);

    private const int MostSignatures = 10;

    /// <summary>Whether the body was signed with the secret, and lately.</summary>
    public static bool IsValid(string? header, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (header is null || header.Length > 2000) return false;
        string? stamp = null;
        var given = new List<byte[]>(2);
        foreach (var part in header.Split(','))
        {
            var item = part.AsSpan().Trim();
            if (item.StartsWith("t=", StringComparison.Ordinal) && stamp is null) stamp = item[2..].ToString();
            else if (item.StartsWith("v1=", StringComparison.Ordinal) && given.Count < MostSignatures && item.Length == 3 + (2 * SHA256.HashSizeInBytes) && IsHex(item[3..]))
                given.Add(Convert.FromHexString(item[3..]));
        }
        if (!long.TryParse(stamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799) return false;
        if ((now - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Tolerance) return false;

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.UTF8.GetBytes($"{stamp}."));
        hash.AppendData(body);
        var expected = hash.GetHashAndReset();
        var valid = false;
        foreach (var signature in given) valid |= CryptographicOperations.FixedTimeEquals(signature, expected);
        return valid;
    }

    private static bool IsHex(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (!char.IsAsciiHexDigit(c)) return false;
        return true;
    }
}
