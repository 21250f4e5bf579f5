using System.Collections.Immutable;
using XelaConnect.Discovery;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;

namespace XelaConnect.Bench.Profiles;

/// <summary>A person to fill a data directory with.</summary>
internal sealed record Person(string Id, string Name, MatchProfile Profile, ImmutableArray<TierPeriod> Tiers, DateTimeOffset? BoostedUntil);

/// <summary>
/// Draws people: 3 to 8 of 200 interests and one of 300 cities, the first ones far more often than the last; 0 to 3 of 5,000 circles; one
/// of the badges or none; 18 to 80 years. One in twenty is on Elite, one in a hundred is boosted.
/// </summary>
internal sealed class ProfileGenerator(int seed, DateTimeOffset at)
{
    private readonly Random random = new(seed);
    private int number;

    public Person Next()
    {
        var circles = Enumerable.Range(0, random.Next(4)).Select(_ => $"circle-01920000-0000-7000-8000-{random.Next(5000):x12}")
            .Distinct(StringComparer.Ordinal);
        var profile = new MatchProfile(
            [.. Enumerable.Range(0, random.Next(3, 9)).Select(_ => $"Interest {Skewed(200)}").Distinct(StringComparer.Ordinal)],
            random.Next(5) == 0 ? null : IdentityBadges.All[random.Next(IdentityBadges.All.Length)], random.Next(18, 81),
            $"City {Skewed(300)}", [.. circles]);
        return new Person(
            Ids.New("user", at.AddMilliseconds(number)), $"Person {number++}", profile,
            random.Next(20) == 0 ? [new TierPeriod(Tiers.Elite, at, at.AddDays(30))] : [], random.Next(100) == 0 ? at.AddHours(24) : null);
    }

    private int Skewed(int of) => (int)(of * Math.Pow(random.NextDouble(), 2));
}
