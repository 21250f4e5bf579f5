using System.Collections.Immutable;
using XelaConnect.Discovery;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Discovery;

/// <summary>
/// Looks through a shard: counts what each slot shares with the caller, adds up points from small tables, and keeps the first few in the caller's order. The
/// points are those of <see cref="Compatibility"/>, and a test compares the two.
/// </summary>
internal sealed class MatchSearch(MatchingWeights weights, Plans plans)
{
    /// <summary>Points of whoever is filtered out: no sum of others lifts them over any bar.</summary>
    private const int Out = -1000;

    private const int CircleBit = 5;

    private readonly int[] sharedPoints = [.. Enumerable.Range(0, (Compatibility.CirclesCounted + 1) << CircleBit).Select(shared =>
        Compatibility.InterestPoints(shared & Compatibility.InterestsCounted, weights) + Compatibility.CirclePoints(shared >> CircleBit, weights))];
    private readonly int[] traitPoints = new int[MatchIndex.Traits];

    /// <summary>What each slot shares with the caller: interests in the lower bits, circles above them.</summary>
    private ushort[] sharedWith = [];

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
            found.Add(new ShardMatch(new MatchPosition(rank, shuffle, PackedProfile.UserIdOf(key, packed)), score, [.. packed]));
        }
        return found.MoveToImmutable();
    }

    private void Look(MatchIndex index, PackedProfiles profiles, ShardQuery query, First best)
    {
        var traits = index.TraitColumn;
        var cities = index.CityColumn;
        if (traits.IsEmpty || query.Limit <= 0) return;
        var (caller, filter) = (query.Profile, query.Filter);
        CountShared(index, caller);
        FillTraits(caller, filter);
        var city = caller.City is { } home && Compatibility.KeyOf(home) is { Length: > 0 } homeKey ? index.City(homeKey) : -1;
        var onlyCity = filter?.City is { } wanted ? index.City(Compatibility.KeyOf(wanted)) : 0;
        if (onlyCity < 0) return;
        var (lead, seed) = (weights.PriorityLead, MatchOrder.Seed(query.CallerId, query.At));
        var excluded = new HashSet<int>(query.Excluded.Length);
        foreach (var id in query.Excluded) excluded.Add(index.SlotOf(PersonKey.Of(id)));

        var (bothPoints, ownPoints) = (sharedPoints, traitPoints);
        var shared = sharedWith.AsSpan(0, traits.Length);
        var (least, mostOwn) = (0, ownPoints.Max());
        var fewest = FewestShared(least, mostOwn);
        for (var slot = NextSharing(shared, 0, fewest); slot < traits.Length; slot = NextSharing(shared, slot + 1, fewest))
        {
            // Nearly everyone is passed over, or leaves here: too few points, whatever the city and priority would add.
            var points = bothPoints[shared[slot]] + ownPoints[traits[slot] & (MatchIndex.Traits - 1)];
            if (points < least) continue;
            if (onlyCity != 0 && cities[slot] != onlyCity) continue;
            var score = Compatibility.Sum(points, 0, 0, cities[slot] == city ? weights.City : 0, 0);
            var mayHavePriority = MatchIndex.MayHavePriority(traits[slot]);
            if (MatchOrder.Rank(score, mayHavePriority, lead) < best.Bar) continue;
            var key = index.KeyOf(slot);
            var rank = MatchOrder.Rank(score, mayHavePriority && PackedProfile.HasPriority(profiles.Find(key), query.At, plans), lead);
            if (rank < best.Bar) continue;
            var shuffle = MatchOrder.Shuffle(seed, key);
            if (query.After is { } after && !ComesAfter(rank, shuffle, key, profiles, after)) continue;
            if (excluded.Contains(slot)) continue;
            best.Add(rank, shuffle, slot, score);
            if ((best.Bar / 2) - lead - weights.City is var bar && bar > least) (least, fewest) = (bar, FewestShared(bar, mostOwn));
        }
    }

    /// <summary>How much somebody must share at least (as <see cref="sharedWith"/> has it) to come to so many points with all that badge and age can bring.</summary>
    private ushort FewestShared(int points, int mostOwn)
    {
        ushort fewest = 0;
        while (fewest <= Compatibility.InterestsCounted && sharedPoints[fewest] + mostOwn < points) fewest++;
        return fewest;
    }

    /// <summary>The next slot that shares so much, a few dozen at a time; whoever shares a circle is among them, since circles are counted in the higher bits.</summary>
    private static int NextSharing(ReadOnlySpan<ushort> shared, int from, ushort fewest)
    {
        if (fewest == 0) return from;
        var next = shared[from..].IndexOfAnyInRange(fewest, ushort.MaxValue);
        return next < 0 ? shared.Length : from + next;
    }

    private static bool ComesAfter(int rank, ulong shuffle, UInt128 key, PackedProfiles profiles, MatchPosition after) =>
        rank != after.Rank ? rank < after.Rank
        : shuffle != after.Shuffle ? shuffle > after.Shuffle
        : string.CompareOrdinal(PackedProfile.UserIdOf(key, profiles.Find(key)), after.UserId) > 0;

    /// <summary>Counts what each slot has of the caller's interests and circles.</summary>
    private void CountShared(MatchIndex index, MatchProfile caller)
    {
        if (sharedWith.Length < index.Count) sharedWith = new ushort[index.Count + (index.Count / 8)];
        else sharedWith.AsSpan(0, index.Count).Clear();
        var counts = sharedWith;
        if (!caller.Interests.IsDefault)
            foreach (var interest in caller.Interests.Select(Compatibility.KeyOf).Distinct(StringComparer.Ordinal))
                foreach (var slot in index.WithInterest(interest))
                    if ((counts[slot] & Compatibility.InterestsCounted) != Compatibility.InterestsCounted) counts[slot]++;
        if (!caller.Circles.IsDefault)
            foreach (var circle in caller.Circles.Distinct(StringComparer.Ordinal))
                foreach (var slot in index.InCircle(circle))
                    if (counts[slot] >> CircleBit != Compatibility.CirclesCounted) counts[slot] += 1 << CircleBit;
    }

    /// <summary>Points of every badge and age together, or that they are filtered out.</summary>
    private void FillTraits(MatchProfile caller, MatchFilter? filter)
    {
        Array.Fill(traitPoints, Out);
        Span<int> agePoints = stackalloc int[MatchIndex.Ages];
        for (var age = 0; age < MatchIndex.Ages; age++)
        {
            var wanted = filter is null || ((filter.AgeMin is not { } least || age >= least) && (filter.AgeMax is not { } most || age <= most) && (age > 0 || (filter.AgeMin ?? filter.AgeMax) is null));
            agePoints[age] = !wanted ? Out : age == 0 ? 0 : Compatibility.AgePoints(caller.Age, age, weights);
        }
        for (var badge = 0; badge <= IdentityBadges.All.Length; badge++)
        {
            var name = badge == 0 ? null : IdentityBadges.All[badge - 1];
            if (filter?.Badge is { } only && only != name) continue;
            var points = Compatibility.BadgePoints(caller.IdentityBadge, name, weights);
            for (var age = 0; age < MatchIndex.Ages; age++) traitPoints[MatchIndex.TraitOf(badge, age)] = points + agePoints[age];
        }
    }

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
