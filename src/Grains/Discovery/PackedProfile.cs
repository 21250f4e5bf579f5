using System.Buffers.Binary;
using System.Text;

namespace XelaConnect.Grains.Discovery;

/// <summary>
/// A person's match profile in about a hundred bytes. Snapshots contain it: this form stays readable for ever, and a
/// new form gets a new first byte.
/// <para>
/// flags · version · [id] · badge · age · periods of priority (tier, from, until) · interests · city · circles ·
/// [day of birth]; earlier versions wrote no day, and ignore it behind the circles;
/// without the part after the id for a person who must not be found. Numbers have 7 bits a byte, texts are UTF-8 after
/// their length, ids of the usual form have 16 bytes.
/// </para>
/// </summary>
internal static class PackedProfile
{
    /// <summary>Stands for a boost in place of a tier.</summary>
    public const byte Boost = 255;
    private const byte UnpackedId = 1;
    private const byte Absent = 2;
    private const byte Dated = 4;
    private const string Circle = "circle-";

    public static byte[] Pack(ProfilePut put, DateTimeOffset now)
    {
        using var packed = new MemoryStream(160);
        using var to = new BinaryWriter(packed, Encoding.UTF8);
        var unpackedId = !PersonKey.TryPack(PersonKey.User, put.UserId, out _);
        var born = put.Profile?.BirthDate;
        to.Write((byte)((unpackedId ? UnpackedId : 0) | (put.Profile is null ? Absent : 0) | (born is null ? 0 : Dated)));
        to.Write7BitEncodedInt64(put.Version);
        if (unpackedId) to.Write(put.UserId);
        if (put.Profile is not { } profile) return packed.ToArray();

        to.Write((byte)(profile.IdentityBadge is { } badge ? IdentityBadges.All.IndexOf(badge) + 1 : 0));
        to.Write((byte)Math.Clamp(profile.Age ?? 0, 0, MatchIndex.Ages - 1));
        var tiers = put.Tiers.IsDefault ? []
            : put.Tiers.Where(p => p.Tier != Tiers.Free && (p.Until is null || p.Until > now)).ToList();
        var boost = put.BoostedUntil > now ? put.BoostedUntil : null;
        to.Write7BitEncodedInt(tiers.Count + (boost is null ? 0 : 1));
        if (boost is { } until) Period(to, Boost, long.MinValue, until.ToUnixTimeMilliseconds());
        foreach (var (tier, from, end) in tiers.Select(p => (p.Tier, p.From.ToUnixTimeMilliseconds(), p.Until)))
            Period(to, (byte)Tiers.RankOf(tier), from, end?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        ImmutableArray<string> interests = profile.Interests.IsDefault ? [] : profile.Interests;
        to.Write7BitEncodedInt(interests.Length);
        foreach (var interest in interests) to.Write(interest);
        to.Write(profile.City ?? "");
        ImmutableArray<string> circles = profile.Circles.IsDefault ? [] : profile.Circles;
        to.Write7BitEncodedInt(circles.Length);
        foreach (var circle in circles)
        {
            var isUsual = PersonKey.TryPack(Circle, circle, out var key);
            to.Write(isUsual);
            if (isUsual) WriteBigEndian(to, (long)(key >> 64), (long)key);
            else to.Write(circle);
        }
        if (born is { } date) to.Write7BitEncodedInt(date.DayNumber);
        return packed.ToArray();
    }

    public static void WriteBigEndian(BinaryWriter to, long first, long second)
    {
        to.Write(BinaryPrimitives.ReverseEndianness(first));
        to.Write(BinaryPrimitives.ReverseEndianness(second));
    }

    private static void Period(BinaryWriter to, byte tier, long from, long until)
    {
        to.Write(tier);
        WriteBigEndian(to, from, until);
    }

    public static MatchProfile ProfileOf(ReadOnlySpan<byte> packed)
    {
        var from = new Reader(packed);
        from.Head();
        var (badge, age) = (from.Byte(), from.Byte());
        from.SkipPeriods();
        var interests = ImmutableArray.CreateBuilder<string>();
        for (var rest = from.Number(); rest > 0; rest--) interests.Add(Encoding.UTF8.GetString(from.Text()));
        var city = from.Text();
        var cityText = city.IsEmpty ? null : Encoding.UTF8.GetString(city);
        var circles = ImmutableArray.CreateBuilder<string>();
        for (var rest = from.Number(); rest > 0; rest--) circles.Add(from.CircleId());
        return new MatchProfile(
            interests.DrainToImmutable(), badge == 0 ? null : IdentityBadges.All[badge - 1], age == 0 ? null : age,
            cityText, circles.DrainToImmutable(), from.DayOfBirth() is { } day ? DateOnly.FromDayNumber(day) : null);
    }

    public static string UserIdOf(UInt128 key, ReadOnlySpan<byte> packed) =>
        (packed[0] & UnpackedId) == 0 ? PersonKey.Unpack(PersonKey.User, key) : new Reader(packed).Head();

    public static long VersionOf(ReadOnlySpan<byte> packed)
    {
        var from = new Reader(packed);
        from.Byte();
        return (long)from.Number();
    }

    /// <summary>Whether the person must not be found.</summary>
    public static bool IsAbsent(ReadOnlySpan<byte> packed) => (packed[0] & Absent) != 0;

    public static bool HasPriority(ReadOnlySpan<byte> packed, DateTimeOffset at, Plans plans)
    {
        var from = new Reader(packed);
        from.Head();
        from.Byte();
        from.Byte();
        var now = at.ToUnixTimeMilliseconds();
        for (var rest = from.Number(); rest > 0; rest--)
        {
            var (tier, since, until) = from.Period();
            if (since > now || now >= until) continue;
            if (tier == Boost || (tier < plans.All.Length && plans.All[tier].PriorityVisibility)) return true;
        }
        return false;
    }

    public ref struct Reader(ReadOnlySpan<byte> packed)
    {
        private ReadOnlySpan<byte> rest = packed;
        private bool isDated;

        /// <summary>Reads flags, version and id. Returns the id if it is not packed, otherwise "".</summary>
        public string Head()
        {
            var flags = Byte();
            isDated = (flags & Dated) != 0;
            Number();
            return (flags & UnpackedId) == 0 ? "" : Encoding.UTF8.GetString(Text());
        }

        public byte Byte() => Take(1)[0];

        public ulong Number()
        {
            var value = 0UL;
            for (var shift = 0; ; shift += 7)
            {
                var part = Byte();
                value |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80) return value;
            }
        }

        public ReadOnlySpan<byte> Text() => Take((int)Number());

        public (byte Tier, long From, long Until) Period() =>
            (Byte(), BinaryPrimitives.ReadInt64BigEndian(Take(8)), BinaryPrimitives.ReadInt64BigEndian(Take(8)));

        /// <summary>Returns whether there are any.</summary>
        public bool SkipPeriods()
        {
            var count = (int)Number();
            Take(count * 17);
            return count > 0;
        }

        /// <summary>After the circles; null where there is none.</summary>
        public int? DayOfBirth() => isDated ? (int)Number() : null;

        public string CircleId() => Byte() == 1
            ? PersonKey.Unpack(Circle, BinaryPrimitives.ReadUInt128BigEndian(Take(16)))
            : Encoding.UTF8.GetString(Text());

        private ReadOnlySpan<byte> Take(int count)
        {
            var taken = rest[..count];
            rest = rest[count..];
            return taken;
        }
    }
}
