using System.Collections.Immutable;
using XelaConnect.Discovery;
using XelaConnect.Grains.Discovery;
using XelaConnect.Profiles;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Discovery;

/// <summary>
/// SampleProfiles drawn by lot, with few enough interests, cities and circles that they often share some, written in every way people
/// write.
/// </summary>
internal sealed class SampleProfiles(int seed)
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 22, 0, 0, TimeSpan.Zero);

    private static readonly string[] Words =
        ["Yoga", "Jazz", "Hiking", "Straße", "Éclairs", "chess", "ﬁlm", "İzmir", "ınk", "ǆ", "日本語", "🌅 dawn", "Poetry", "x"];
    private static readonly string[] Cities = ["Lisbon", "São Paulo", "København", "Oslo"];

    public Random Random { get; } = new(seed);

    public static string Id(int number) => number % 7 == 3 ? $"user-odd{number}" : number % 11 == 5
        ? $"user-{new Guid(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8):D}".ToUpperInvariant()
        : $"user-{new Guid(number, 7, 7, 1, 2, 3, 4, 5, 6, 7, 8)}";

    /// <summary>The birth date follows from the age.</summary>
    public MatchProfile Profile() => Drawn() is var profile && profile.Age is { } age
        ? profile with { BirthDate = Ages.LatestBirth(age, UtcDay.Of(Start)) } : profile;

    private MatchProfile Drawn() => new(
        [.. Enumerable.Range(0, Random.Next(8)).Select(_ => Written(Words[Random.Next(Words.Length)]))],
        Random.Next(4) == 0 ? null : IdentityBadges.All[Random.Next(IdentityBadges.All.Length)],
        Random.Next(5) == 0 ? null : Random.Next(13, 121),
        Random.Next(4) == 0 ? null : Written(Cities[Random.Next(Cities.Length)]),
        [.. Enumerable.Range(0, Random.Next(5)).Select(_ => Random.Next(9)).Distinct()
            .Select(n => n % 4 == 1 ? $"circle-odd{n}" : $"circle-{new Guid(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)}")]);

    public ProfilePut Put(string id, long version) => new(
        version, id, Random.Next(12) == 0 ? null : Profile(), Periods(), Random.Next(5) == 0 ? Start.AddHours(Random.Next(-30, 60)) : null);

    public MatchFilter? Filter() => Random.Next(2) == 0 ? null : new MatchFilter(
        Random.Next(3) == 0 ? Written(Cities[Random.Next(Cities.Length)]) : null,
        Random.Next(3) == 0 ? Random.Next(13, 70) : null,
        Random.Next(3) == 0 ? Random.Next(30, 121) : null,
        Random.Next(5) == 0 ? IdentityBadges.All[Random.Next(IdentityBadges.All.Length)] : null);

    public MatchingWeights Weights() => Random.Next(3) > 0 ? MatchingWeights.Default : new MatchingWeights(
        Random.Next(0, 20), Random.Next(0, 50), Random.Next(0, 20), Random.Next(0, 20), Random.Next(0, 20), Random.Next(1, 40),
        Random.Next(0, 20), Random.Next(0, 6), Random.Next(0, 20), Random.Next(0, 10));

    private ImmutableArray<TierPeriod> Periods()
    {
        if (Random.Next(3) > 0) return [];
        var from = Start.AddHours(Random.Next(-40, 20));
        var until = from.AddHours(Random.Next(1, 40));
        return [new TierPeriod(Tiers.All[Random.Next(Tiers.All.Length)], from, until),
            new TierPeriod(Tiers.All[Random.Next(Tiers.All.Length)], until, Random.Next(2) == 0 ? null : until.AddHours(5))];
    }

    private string Written(string text) => Random.Next(6) switch
    {
        0 => text.ToUpperInvariant(),
        1 => text.ToLowerInvariant(),
        2 => $" {text}\t",
        _ => text,
    };
}
