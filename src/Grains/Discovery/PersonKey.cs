using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace XelaConnect.Grains.Discovery;

/// <summary>Packs the id of a user or a circle into 16 bytes if it has the usual form.</summary>
internal static class PersonKey
{
    public const string User = "user-";

    /// <summary>The UUID in the id, or a digest of an id without one.</summary>
    public static UInt128 Of(string userId) => TryPack(User, userId, out var key)
        ? key
        : BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(userId)));

    /// <summary>False when unpacking would not restore the id.</summary>
    public static bool TryPack(string prefix, string id, out UInt128 packed)
    {
        packed = 0;
        if (id.Length != prefix.Length + 36 || !id.StartsWith(prefix, StringComparison.Ordinal)) return false;
        var text = id.AsSpan(prefix.Length);
        if (!Guid.TryParseExact(text, "D", out var uuid) || !text.SequenceEqual(uuid.ToString())) return false;
        packed = BinaryPrimitives.ReadUInt128BigEndian(uuid.ToByteArray(bigEndian: true));
        return true;
    }

    public static string Unpack(string prefix, UInt128 packed)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, packed);
        return $"{prefix}{new Guid(bytes, bigEndian: true)}";
    }

    /// <summary>Distributes keys that sort by time evenly (the finalizer of SplitMix64).</summary>
    public static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
        return x ^ (x >> 31);
    }
}
