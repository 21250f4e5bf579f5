using System.Runtime.InteropServices;
using System.Text;

namespace XelaConnect.Grains.Discovery;

/// <summary>
/// The search index of a shard: a column for each trait, a list of slots for each interest and circle. It is built
/// from the packed profiles and never stored. A changed profile gets a new slot and leaves a dead one behind; with
/// too many dead slots the index is rebuilt.
/// <para>Not safe for concurrent use; it belongs to a shard's turns.</para>
/// </summary>
internal sealed class MatchIndex
{
    /// <summary>Ages are stored as 0 (unknown) to 127.</summary>
    public const int Ages = 128;
    /// <summary>The combinations of badge and age; the last one marks a dead slot.</summary>
    public const int Traits = 2048;
    private const ushort Dead = Traits - 1;
    private const ushort Priority = 0x8000;
    private const int NoPerson = -1;
    /// <summary>Under 18 when an earlier version sent the profile, which had no birth date: found by nobody.</summary>
    public const int Undated = -1;
    /// <summary>For an adult of an earlier version: the earliest day.</summary>
    private const int LongAgo = 1;

    private readonly Dictionary<string, Slots> interests = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Slots> circles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> cities = new(StringComparer.Ordinal);
    private readonly char[] read = new char[1024];
    private readonly char[] key = new char[1024];
    private UInt128[] people;
    private ushort[] traits;
    private int[] cityOf;
    private int[] births;
    private int[] table;
    private int dead;

    private MatchIndex(int capacity)
    {
        (people, traits) = (new UInt128[capacity], new ushort[capacity]);
        (cityOf, births) = (new int[capacity], new int[capacity]);
        table = NewTable(capacity);
    }

    public static MatchIndex Of(PackedProfiles profiles)
    {
        // An eighth more capacity, because profiles change after the start.
        var index = new MatchIndex(Math.Max(64, profiles.Count + (profiles.Count / 8)));
        foreach (var leaf in profiles.Leaves())
            foreach (var record in new PackedProfiles.Records(leaf))
                if (!PackedProfile.IsAbsent(record.Packed)) index.Add(record.Key, record.Packed);
        return index;
    }

    /// <summary>Used slots, dead ones included.</summary>
    public int Count { get; private set; }
    public bool NeedsCompaction => dead > 1000 + (Count / 4);
    /// <summary>Badge and age of each slot (<see cref="TraitOf"/>), and whether it can have priority.</summary>
    public ReadOnlySpan<ushort> TraitColumn => traits.AsSpan(0, Count);
    /// <summary>0 for no city.</summary>
    public ReadOnlySpan<int> CityColumn => cityOf.AsSpan(0, Count);

    /// <summary>The day number of the birth of each slot, 0 for unknown, or <see cref="Undated"/>.</summary>
    public ReadOnlySpan<int> BirthColumn => births.AsSpan(0, Count);

    /// <summary>Badge 0 is none, age 0 is unknown.</summary>
    public static int TraitOf(int badge, int age) => (badge * Ages) + age;
    public static int TraitIn(ushort value) => value & (Traits - 1);
    public static bool MayHavePriority(ushort value) => (value & Priority) != 0;
    public UInt128 KeyOf(int slot) => people[slot];

    public int SlotOf(UInt128 person)
    {
        var at = Find(person);
        return table[at] is var slot && slot != NoPerson && TraitIn(traits[slot]) != Dead ? slot : NoPerson;
    }

    public int City(string cityKey) => cities.GetValueOrDefault(cityKey, NoPerson);

    /// <summary>Includes dead slots, as <see cref="InCircle"/> does.</summary>
    public ReadOnlySpan<int> WithInterest(string key) => interests.TryGetValue(key, out var slots) ? slots.All : [];
    public ReadOnlySpan<int> InCircle(string circleId) => circles.TryGetValue(circleId, out var slots) ? slots.All : [];

    public void Put(UInt128 person, ReadOnlySpan<byte> packed)
    {
        if (SlotOf(person) is >= 0 and var before)
        {
            traits[before] = Dead;
            dead++;
        }
        if (!packed.IsEmpty && !PackedProfile.IsAbsent(packed)) Add(person, packed);
    }

    private void Add(UInt128 person, ReadOnlySpan<byte> packed)
    {
        if (Count == traits.Length) Grow();
        var slot = Count++;
        people[slot] = person;
        table[Find(person)] = slot;

        var from = new PackedProfile.Reader(packed);
        from.Head();
        var (badge, age) = (from.Byte(), from.Byte());
        traits[slot] = (ushort)(TraitOf(badge, age) | (from.SkipPeriods() ? Priority : 0));
        for (var rest = from.Number(); rest > 0; rest--) AddToColumn(interests, Key(from.Text()), slot);
        var city = Key(from.Text());
        cityOf[slot] = city.IsEmpty ? 0 : NumberOf(city);
        for (var rest = from.Number(); rest > 0; rest--) AddToColumn(circles, from.CircleId(), slot);
        births[slot] = from.DayOfBirth() ?? (age == 0 ? 0 : age < XelaConnect.Profiles.Ages.Adult ? Undated : LongAgo);
    }

    /// <summary>As <see cref="Compatibility.KeyOf"/>, without allocating a string.</summary>
    private ReadOnlySpan<char> Key(ReadOnlySpan<byte> text)
    {
        if (text.Length > read.Length) return Compatibility.KeyOf(Encoding.UTF8.GetString(text));
        var trimmed = read.AsSpan(0, Encoding.UTF8.GetChars(text, read)).Trim();
        return key.AsSpan(0, trimmed.ToUpperInvariant(key));
    }

    private int NumberOf(ReadOnlySpan<char> city)
    {
        var lookup = cities.GetAlternateLookup<ReadOnlySpan<char>>();
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, city, out var known);
        if (!known) number = cities.Count;
        return number;
    }

    private static void AddToColumn(Dictionary<string, Slots> lists, ReadOnlySpan<char> key, int slot)
    {
        if (key.IsEmpty) return;
        var lookup = lists.GetAlternateLookup<ReadOnlySpan<char>>();
        ref var slots = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, key, out _);
        (slots ??= new Slots()).Add(slot);
    }

    private void Grow()
    {
        var capacity = traits.Length + (traits.Length / 2);
        Array.Resize(ref people, capacity);
        Array.Resize(ref traits, capacity);
        Array.Resize(ref cityOf, capacity);
        Array.Resize(ref births, capacity);
        var old = table;
        table = NewTable(capacity);
        foreach (var slot in old)
            if (slot != NoPerson) table[Find(people[slot])] = slot;
    }

    /// <summary>The index of a person in the table, or where to insert one.</summary>
    private int Find(UInt128 person)
    {
        var at = (int)(PersonKey.Mix((ulong)person ^ (ulong)(person >> 64)) >> 33) & (table.Length - 1);
        while (table[at] is var slot && slot != NoPerson && people[slot] != person) at = (at + 1) & (table.Length - 1);
        return at;
    }

    private static int[] NewTable(int capacity)
    {
        var table = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(capacity + (capacity / 3)))];
        Array.Fill(table, NoPerson);
        return table;
    }

    /// <summary>Slots in ascending order, each once.</summary>
    private sealed class Slots
    {
        private int[] slots = new int[2];
        private int count;

        public ReadOnlySpan<int> All => slots.AsSpan(0, count);

        public void Add(int slot)
        {
            if (count > 0 && slots[count - 1] == slot) return;
            if (count == slots.Length) Array.Resize(ref slots, count + Math.Max(2, count / 4));
            slots[count++] = slot;
        }
    }
}
