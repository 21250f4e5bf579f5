using System.Collections.Immutable;
using XelaConnect.Accounts;
using XelaConnect.Discovery;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Discovery;

/// <summary>
/// Looks through a shard: counts what each slot shares with the caller, adds up points from small tables, and keeps the first few in the caller's order. The
/// points are those of <see cref="Compatibility"/>, and a test compares the two.
/// </summary>
internal sealed class MatchSearch(MatchingWeights weights, Plans plans)
{
    private const byte Out = 255;

    private readonly byte[] interestPoints = [.. Enumerable.Range(0, 256).Select(shared => (byte)Math.Min(100, Compatibility.InterestPoints(shared, weights)))];
    private readonly byte[] circlePoints = [.. Enumerable.Range(0, 256).Select(shared => (byte)Math.Min(100, Compatibility.CirclePoints(shared, weights)))];
    private readonly byte[] traitPoints = new byte[MatchIndex.Traits];
    private byte[] sharedInterests = [];
    private byte[] sharedCircles = [];

    /// <summary>The first of these people in the caller's order, after the place asked for.</summary>
    public ImmutableArray<ShardMatch> Find(MatchIndex index, PackedProfiles profiles, ShardQuery query)
    {
        var best = new First(query.Limit);
        Look(index, profiles, query, best);
        var found = ImmutableArray.CreateBuilder<ShardMatch>(best.Count);
        foreach (var (rank, shuffle, slot, score) in best.All)
        {
            var key = index.KeyOf(slot);
            var packed = profiles.Find(key);
            found.Add(new ShardMatch(new MatchPlace(rank, shuffle, PackedProfile.UserIdOf(key, packed)), score, [.. packed]));
        }
        return found.MoveToImmutable();
    }

    private void Look(MatchIndex index, PackedProfiles profiles, ShardQuery query, First best)
    {
        var traits = index.TraitColumn;
        var cities = index.CityColumn;
        if (traits.IsEmpty || query.Limit <= 0) return;
        var (caller, filter) = (query.Profile, query.Filter);
        Count(index, ref sharedInterests, caller.Interests.IsDefault ? [] : caller.Interests.Select(Compatibility.KeyOf), index.WithInterest);
        Count(index, ref sharedCircles, caller.Circles.IsDefault ? [] : caller.Circles, index.InCircle);
        FillTraits(caller, filter);
        var city = caller.City is { } home && Compatibility.KeyOf(home) is { Length: > 0 } homeKey ? index.City(homeKey) : -1;
        var onlyCity = filter?.City is { } wanted ? index.City(Compatibility.KeyOf(wanted)) : 0;
        if (onlyCity < 0) return;
        var (cityPoints, lead, seed) = (Math.Min(100, weights.City), weights.PriorityLead, MatchOrder.Seed(query.CallerId, query.At));
        var excluded = new HashSet<int>(query.Excluded.Length);
        foreach (var id in query.Excluded) excluded.Add(index.SlotOf(PersonKey.Of(id)));

        var interests = sharedInterests.AsSpan(0, traits.Length);
        var circles = sharedCircles.AsSpan(0, traits.Length);
        for (var slot = 0; slot < traits.Length; slot++)
        {
            var trait = traits[slot];
            int points = traitPoints[MatchIndex.TraitIn(trait)];
            if (points == Out || (onlyCity != 0 && cities[slot] != onlyCity)) continue;
            var score = Compatibility.Sum(interestPoints[interests[slot]], points, 0, cities[slot] == city ? cityPoints : 0, circlePoints[circles[slot]]);
            var mayHavePriority = MatchIndex.MayHavePriority(trait);
            if (MatchOrder.Rank(score, mayHavePriority, lead) < best.Bar) continue;
            var key = index.KeyOf(slot);
            var rank = mayHavePriority ? MatchOrder.Rank(score, PackedProfile.HasPriority(profiles.Find(key), query.At, plans), lead) : 2 * score;
            if (rank < best.Bar) continue;
            var shuffle = MatchOrder.Shuffle(seed, key);
            if (query.After is { } after && !ComesAfter(rank, shuffle, key, profiles, after)) continue;
            if (!excluded.Contains(slot)) best.Add(rank, shuffle, slot, score);
        }
    }

    private static bool ComesAfter(int rank, ulong shuffle, UInt128 key, PackedProfiles profiles, MatchPlace after) =>
        rank != after.Rank ? rank < after.Rank
        : shuffle != after.Shuffle ? shuffle > after.Shuffle
        : string.CompareOrdinal(PackedProfile.UserIdOf(key, profiles.Find(key)), after.UserId) > 0;

    /// <summary>How many of these things each slot has too; 255 stands for more.</summary>
    private static void Count(MatchIndex index, ref byte[] counts, IEnumerable<string> things, Lookup slotsOf)
    {
        if (counts.Length < index.Count) counts = new byte[index.Count + (index.Count / 8)];
        else counts.AsSpan(0, index.Count).Clear();
        var to = counts;
        foreach (var thing in things.Distinct(StringComparer.Ordinal))
            foreach (var slot in slotsOf(thing))
                if (to[slot] != byte.MaxValue) to[slot]++;
    }

    /// <summary>Points of every badge and age together, or that they are filtered out.</summary>
    private void FillTraits(MatchProfile caller, MatchFilter? filter)
    {
        Array.Fill(traitPoints, Out);
        Span<int> agePoints = stackalloc int[MatchIndex.Ages];
        for (var age = 0; age < MatchIndex.Ages; age++)
        {
            var wanted = (filter?.AgeMin is not { } least || age >= least) && (filter?.AgeMax is not { } most || (age > 0 && age <= most)) && (filter?.AgeMin is null || age > 0);
            agePoints[age] = !wanted ? Out : age == 0 ? 0 : Compatibility.AgePoints(caller.Age, age, weights);
        }
        for (var badge = 0; badge <= IdentityBadges.All.Length; badge++)
        {
            var name = badge == 0 ? null : IdentityBadges.All[badge - 1];
            if (filter?.Badge is { } only && only != name) continue;
            var points = Compatibility.BadgePoints(caller.IdentityBadge, name, weights);
            for (var age = 0; age < MatchIndex.Ages; age++)
                traitPoints[MatchIndex.TraitOf(badge, age)] = (byte)(agePoints[age] == Out ? Out : Math.Min(100, points + agePoints[age]));
        }
    }

    private delegate ReadOnlySpan<int> Lookup(string thing);

    /// <summary>The first few in order.</summary>
    private sealed class First(int limit)
    {
        private readonly (int Rank, ulong Shuffle, int Slot, int Score)[] items = new (int, ulong, int, int)[limit];

        public int Count { get; private set; }

        /// <summary>Whoever ranks below it has no place here.</summary>
        public int Bar { get; private set; } = int.MinValue;

        public ReadOnlySpan<(int Rank, ulong Shuffle, int Slot, int Score)> All => items.AsSpan(0, Count);

        public void Add(int rank, ulong shuffle, int slot, int score)
        {
            if (Count == limit && !Before(rank, shuffle, items[limit - 1])) return;
            var at = Count == limit ? limit - 1 : Count++;
            for (; at > 0 && Before(rank, shuffle, items[at - 1]); at--) items[at] = items[at - 1];
            items[at] = (rank, shuffle, slot, score);
            if (Count == limit) Bar = items[limit - 1].Rank;
        }

        private static bool Before(int rank, ulong shuffle, (int Rank, ulong Shuffle, int Slot, int Score) other) =>
            rank != other.Rank ? rank > other.Rank : shuffle < other.Shuffle;
    }
}
