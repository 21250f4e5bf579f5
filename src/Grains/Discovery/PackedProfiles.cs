using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace XelaConnect.Grains.Discovery;

/// <summary>
/// Packed profiles by key, immutable and without an object for each profile: 4,096 leaves by the key's hash, each an
/// array of a few adjacent records. A change copies one leaf and the path to it, some two kilobytes.
/// </summary>
[JsonConverter(typeof(PackedProfilesConverter))]
internal sealed class PackedProfiles
{
    private const int Branching = 64;
    public static readonly PackedProfiles Empty = new(new byte[]?[Branching][], 0);

    private readonly byte[]?[]?[] pages;

    private PackedProfiles(byte[]?[]?[] pages, int count) => (this.pages, Count) = (pages, count);

    /// <summary>Includes the records of people who must not be found.</summary>
    public int Count { get; }

    public ReadOnlySpan<byte> Find(UInt128 key)
    {
        var (page, leaf) = PositionOf(key);
        if (pages[page]?[leaf] is { } bytes)
            foreach (var record in new Records(bytes))
                if (record.Key == key) return record.Packed;
        return default;
    }

    public PackedProfiles With(UInt128 key, ReadOnlySpan<byte> packed) => Changed(key, packed, isKept: true);

    /// <summary>Without a record of the key, not even that the person must not be found.</summary>
    public PackedProfiles Without(UInt128 key) => Find(key).IsEmpty ? this : Changed(key, default, isKept: false);

    private PackedProfiles Changed(UInt128 key, ReadOnlySpan<byte> packed, bool isKept)
    {
        var (page, leaf) = PositionOf(key);
        var (before, found) = (pages[page]?[leaf] ?? [], false);
        using var after = new MemoryStream(before.Length + packed.Length + 21);
        using var to = new BinaryWriter(after);
        foreach (var record in new Records(before))
        {
            if (record.Key == key) found = true;
            else to.Write(record.Whole);
        }
        if (isKept)
        {
            to.Write7BitEncodedInt(packed.Length);
            PackedProfile.WriteBigEndian(to, (long)(key >> 64), (long)key);
            to.Write(packed);
        }

        var (all, some) = ((byte[]?[]?[])pages.Clone(), (byte[]?[]?)pages[page]?.Clone() ?? new byte[]?[Branching]);
        some[leaf] = after.Length == 0 ? null : after.ToArray();
        all[page] = some;
        return new PackedProfiles(all, Count + (found ? 0 : 1) - (isKept ? 0 : 1));
    }

    public IEnumerable<byte[]> Leaves()
    {
        foreach (var page in pages)
            if (page is not null)
                foreach (var leaf in page)
                    if (leaf is not null) yield return leaf;
    }

    private static (int Page, int Leaf) PositionOf(UInt128 key)
    {
        var hash = PersonKey.Mix((ulong)(key >> 64) ^ (ulong)key);
        return ((int)(hash % Branching), (int)(hash / Branching % Branching));
    }

    public sealed class Builder
    {
        private readonly byte[]?[]?[] pages = new byte[]?[Branching][];
        private int count;

        /// <summary>Adds a leaf as a whole if its records still belong to one leaf, else one by one.</summary>
        public void Add(byte[] leaf)
        {
            (int Page, int Leaf)? position = null;
            var (whole, records) = (true, 0);
            foreach (var record in new Records(leaf))
            {
                position ??= PositionOf(record.Key);
                whole &= position == PositionOf(record.Key);
                records++;
            }
            if (position is not var (page, at)) return;
            if (whole && pages[page]?[at] is null)
            {
                (pages[page] ??= new byte[]?[Branching])[at] = leaf;
                count += records;
                return;
            }
            var profiles = new PackedProfiles(pages, count);
            foreach (var record in new Records(leaf)) profiles = profiles.With(record.Key, record.Packed);
            profiles.pages.CopyTo(pages, 0);
            count = profiles.Count;
        }

        public PackedProfiles Build() => new(pages, count);
    }

    /// <summary>The records of a leaf: length, key, packed profile.</summary>
    public ref struct Records(ReadOnlySpan<byte> leaf)
    {
        private ReadOnlySpan<byte> rest = leaf;

        public Record Current { get; private set; }

        public readonly Records GetEnumerator() => this;

        public bool MoveNext()
        {
            if (rest.IsEmpty) return false;
            var (length, at) = (0, 0);
            for (var shift = 0; ; shift += 7)
            {
                var part = rest[at++];
                length |= (part & 0x7F) << shift;
                if (part < 0x80) break;
            }
            Current = new Record(rest[..(at + 16 + length)], at);
            rest = rest[(at + 16 + length)..];
            return true;
        }
    }

    public readonly ref struct Record(ReadOnlySpan<byte> whole, int at)
    {
        public ReadOnlySpan<byte> Whole { get; } = whole;
        public UInt128 Key { [MethodImpl(MethodImplOptions.AggressiveInlining)] get; } =
            BinaryPrimitives.ReadUInt128BigEndian(whole[at..]);
        public ReadOnlySpan<byte> Packed { get; } = whole[(at + 16)..];
    }
}

internal sealed class PackedProfilesConverter : JsonConverter<PackedProfiles>
{
    public override PackedProfiles Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var builder = new PackedProfiles.Builder();
        while (reader.Read() && reader.TokenType == JsonTokenType.String) builder.Add(reader.GetBytesFromBase64());
        return builder.Build();
    }

    public override void Write(Utf8JsonWriter writer, PackedProfiles value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var leaf in value.Leaves()) writer.WriteBase64StringValue(leaf);
        writer.WriteEndArray();
    }
}
