namespace XelaConnect.Grains.Discovery;

/// <summary>
/// Searches a shard: counts what each slot shares with the caller, adds up points from small tables, and keeps the
/// first few in the caller's order. The points equal those of <see cref="Compatibility"/>; a test compares the two.
/// </summary>
internal sealed class MatchSearch(MatchingWeights weights, Plans plans)
{
    /// <summary>The points of a filtered trait: no sum with other points reaches any bar.</summary>
    private const int Out = -1000;
    private const int CircleBit = 5;

    private readonly int[] sharedPoints =
    [
        .. Enumerable.Range(0, (Compatibility.CirclesCounted + 1) << CircleBit).Select(shared =>
            Compatibility.InterestPoints(shared & Compatibility.InterestsCounted, weights)
            + Compatibility.CirclePoints(shared >> CircleBit, weights)),
    ];
    private readonly int[] traitPoints = new int[MatchIndex.Traits];

    /// <summary>What each slot shares with the caller: interests in the lower bits, circles above them.</summary>
    private ushort[] sharedWith = [];

    public ImmutableArray<ShardMatch> Find(MatchIndex index, PackedProfiles profiles, ShardQuery query)
    {
        var best = new First(query.Limit);
        Search(index, profiles, query, best);
        var found = ImmutableArray.CreateBuilder<ShardMatch>(best.Count);
        foreach (var (rank, shuffle, slot, score) in best.All)
        {
            var key = index.KeyOf(slot);
            var packed = profiles.Find(key);
            var position = new MatchPosition(rank, shuffle, PackedProfile.UserIdOf(key, packed));
            found.Add(new ShardMatch(position, score, [.. packed]));
        }
        return found.MoveToImmutable();
    }

    private void Search(MatchIndex index, PackedProfiles profiles, ShardQuery query, First best)
    {
        var traits = index.TraitColumn;
        var cities = index.CityColumn;
        var births = index.BirthColumn;
        if (traits.IsEmpty || query.Limit <= 0) return;
        var (caller, filter) = (query.Profile, query.Filter);
        // Hosts of earlier versions send no day.
        var today = query.Today == default ? UtcDay.Of(query.At) : query.Today;
        var (group, lastAdult) = (Ages.GroupOf(caller.BirthDate, today), Ages.LastAdultBirth(today).DayNumber);
        // No filter reaches below 18.
        if (filter is not null && group == AgeGroup.Minor) return;
        CountShared(index, caller);
        FillTraits(caller, filter);
        var home = Compatibility.KeyOf(caller.City ?? "");
        var city = home.Length > 0 ? index.City(home) : -1;
        var onlyCity = filter?.City is { } wanted ? index.City(Compatibility.KeyOf(wanted)) : 0;
        if (onlyCity < 0) return;
        var (lead, seed) = (weights.PriorityLead, MatchOrder.Seed(query.CallerId, query.At));
        var excluded = new HashSet<int>(query.Excluded.Length);
        foreach (var id in query.Excluded) excluded.Add(index.SlotOf(PersonKey.Of(id)));

        var (bothPoints, ownPoints) = (sharedPoints, traitPoints);
        var shared = sharedWith.AsSpan(0, traits.Length);
        var (minimum, maxOwn) = (0, ownPoints.Max());
        var fewest = FewestShared(minimum, maxOwn);
        for (var slot = Next(shared, 0, fewest); slot < traits.Length; slot = Next(shared, slot + 1, fewest))
        {
            // Most slots are skipped or end here: too few points for any city and priority.
            var points = bothPoints[shared[slot]] + ownPoints[traits[slot] & (MatchIndex.Traits - 1)];
            if (points < minimum || !IsOf(group, births[slot], lastAdult)) continue;
            if (onlyCity != 0 && cities[slot] != onlyCity) continue;
            var score = Compatibility.Sum(points, 0, 0, cities[slot] == city ? weights.City : 0, 0);
            var mayHavePriority = MatchIndex.MayHavePriority(traits[slot]);
            if (MatchOrder.Rank(score, mayHavePriority, lead) < best.Bar) continue;
            var key = index.KeyOf(slot);
            var hasPriority = mayHavePriority && PackedProfile.HasPriority(profiles.Find(key), query.At, plans);
            var rank = MatchOrder.Rank(score, hasPriority, lead);
            if (rank < best.Bar) continue;
            var shuffle = MatchOrder.Shuffle(seed, key);
            if (query.After is { } after && !ComesAfter(rank, shuffle, key, profiles, after)) continue;
            if (excluded.Contains(slot)) continue;
            best.Add(rank, shuffle, slot, score);
            if ((best.Bar / 2) - lead - weights.City is var bar && bar > minimum)
                (minimum, fewest) = (bar, FewestShared(bar, maxOwn));
        }
    }

    private static bool IsOf(AgeGroup group, int birth, int lastAdult) => group switch
    {
        AgeGroup.Unknown => birth == 0,
        AgeGroup.Adult => birth > 0 && birth <= lastAdult,
        _ => birth > lastAdult,
    };

    /// <summary>The minimum that a slot must share to reach a number of points with the best badge and age.</summary>
    private ushort FewestShared(int points, int maxOwn)
    {
        ushort fewest = 0;
        while (fewest <= Compatibility.InterestsCounted && sharedPoints[fewest] + maxOwn < points) fewest++;
        return fewest;
    }

    /// <summary>Vectorized. Finds every slot that shares a circle, because circles are in the higher bits.</summary>
    private static int Next(ReadOnlySpan<ushort> shared, int from, ushort fewest)
    {
        if (fewest == 0) return from;
        var next = shared[from..].IndexOfAnyInRange(fewest, ushort.MaxValue);
        return next < 0 ? shared.Length : from + next;
    }

    private static bool ComesAfter(
        int rank, ulong shuffle, UInt128 key, PackedProfiles profiles, MatchPosition after) =>
        rank != after.Rank ? rank < after.Rank
        : shuffle != after.Shuffle ? shuffle > after.Shuffle
        : string.CompareOrdinal(PackedProfile.UserIdOf(key, profiles.Find(key)), after.UserId) > 0;

    private void CountShared(MatchIndex index, MatchProfile caller)
    {
        if (sharedWith.Length < index.Count) sharedWith = new ushort[index.Count + (index.Count / 8)];
        else sharedWith.AsSpan(0, index.Count).Clear();
        var (counts, maxInterests) = (sharedWith, Compatibility.InterestsCounted);
        if (!caller.Interests.IsDefault)
            foreach (var interest in caller.Interests.Select(Compatibility.KeyOf).Distinct(StringComparer.Ordinal))
                foreach (var slot in index.WithInterest(interest))
                    if ((counts[slot] & maxInterests) != maxInterests) counts[slot]++;
        if (!caller.Circles.IsDefault)
            foreach (var circle in caller.Circles.Distinct(StringComparer.Ordinal))
                foreach (var slot in index.InCircle(circle))
                    if (counts[slot] >> CircleBit != Compatibility.CirclesCounted) counts[slot] += 1 << CircleBit;
    }

    /// <summary>A trait that the filter excludes gets <see cref="Out"/>.</summary>
    private void FillTraits(MatchProfile caller, MatchFilter? filter)
    {
        Array.Fill(traitPoints, Out);
        Span<int> agePoints = stackalloc int[MatchIndex.Ages];
        for (var age = 0; age < MatchIndex.Ages; age++)
            agePoints[age] = !Accepts(filter, age) ? Out
                : age == 0 ? 0
                : Compatibility.AgePoints(caller.Age, age, weights);
        for (var badge = 0; badge <= IdentityBadges.All.Length; badge++)
        {
            var name = badge == 0 ? null : IdentityBadges.All[badge - 1];
            if (filter?.Badge is { } only && only != name) continue;
            var points = Compatibility.BadgePoints(caller.IdentityBadge, name, weights);
            for (var age = 0; age < MatchIndex.Ages; age++)
                traitPoints[MatchIndex.TraitOf(badge, age)] = points + agePoints[age];
        }
    }

    private static bool Accepts(MatchFilter? filter, int age) =>
        (filter?.AgeMin ?? filter?.AgeMax) is null
        || (age >= Math.Max(Ages.Adult, filter!.AgeMin ?? 0) && age <= (filter.AgeMax ?? int.MaxValue));

    private sealed class First(int limit)
    {
        private readonly (int Rank, ulong Shuffle, int Slot, int Score)[] items = new (int, ulong, int, int)[limit];

        public int Count { get; private set; }
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
