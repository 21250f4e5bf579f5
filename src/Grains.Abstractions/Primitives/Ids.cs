using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace XelaConnect;

/// <summary>Ids: a kind, a dash and a UUIDv7, so that they sort by time (<c>docs/api/http.md</c>, "ids").</summary>
public static class Ids
{
    /// <summary>A new id, e.g. <c>user-019a…</c>.</summary>
    public static string New(string kind, DateTimeOffset now) => $"{kind}-{Guid.CreateVersion7(now)}";

    /// <summary>A new operation id: a UUIDv7 with dashes, which digests do not have.</summary>
    public static string NewOperation(DateTimeOffset now) => Guid.CreateVersion7(now).ToString();

    /// <summary>When an operation id was created; null for ids that do not come from <see cref="NewOperation"/>.</summary>
    public static DateTimeOffset? TimeOfOperation(string operationId)
    {
        if (!Guid.TryParseExact(operationId, "D", out var id) || id.Version != 7) return null;
        var milliseconds = long.Parse(
            $"{operationId.AsSpan(0, 8)}{operationId.AsSpan(9, 4)}", NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }

    /// <summary>The id of what an operation creates. It stays the same when the operation is repeated.</summary>
    public static string Of(string kind, string operationId) => $"{kind}-{Digest(operationId)}";

    /// <summary>A UUIDv7 that is random by the operation id and ends with the seq: a rule stays pure.</summary>
    public static string NewAt(string kind, DateTimeOffset now, long seq, string operationId)
    {
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(operationId), digest);
        var milliseconds = now.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++)
        {
            bytes[5 - i] = (byte)(milliseconds >> (8 * i));
            bytes[15 - i] = (byte)(seq >> (8 * i));
        }
        bytes[6] = (byte)(0x70 | (digest[0] & 0x0F));
        bytes[7] = digest[1];
        bytes[8] = (byte)(0x80 | (digest[2] & 0x3F));
        bytes[9] = digest[3];
        return $"{kind}-{new Guid(bytes, bigEndian: true)}";
    }

    /// <summary>The seq in an id of <see cref="NewAt"/>; null when the text is no such id.</summary>
    public static long? SeqOf(string kind, string id)
    {
        if (id.Length != kind.Length + 37 || !id.StartsWith(kind, StringComparison.Ordinal)) return null;
        if (!Guid.TryParseExact(id.AsSpan(kind.Length + 1), "D", out _)) return null;
        var hex = id.AsSpan(id.Length - 12);
        return long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var seq) && seq > 0
            ? seq : null;
    }

    /// <summary>Whether a text has the form of an id of this kind. Only such text becomes a grain key.</summary>
    public static bool IsOf(string kind, [NotNullWhen(true)] string? id) =>
        id is not null && id.Length > kind.Length + 1 && id.Length <= 100
        && id.StartsWith(kind, StringComparison.Ordinal) && id[kind.Length] == '-'
        && !id.AsSpan(kind.Length + 1).ContainsAnyExcept(IdCharacters);

    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>A digest of <paramref name="text"/>: 32 hexadecimal characters.</summary>
    public static string Digest(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    /// <summary>The key of an address's account: a digest, so that names, logs and traces hide the address.</summary>
    public static string OfEmail(string email) => Digest(NormaliseEmail(email));

    /// <summary>The form in which e-mail addresses are compared: trimmed, lower case, composed (NFC).</summary>
    public static string NormaliseEmail(string email) => TextForm.Composed(email.Trim().ToLowerInvariant());
}
