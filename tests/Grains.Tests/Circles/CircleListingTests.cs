using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Circles;
using XelaConnect.Grains.Circles;
using XelaConnect.TestKit.Fakes;

namespace XelaConnect.Grains.Tests.Circles;

public sealed class CircleListingTests
{
    [Theory]
    [InlineData("cafe", "circle-1")]
    [InlineData("CAFÉ lisboa", "circle-1")]
    [InlineData("strasse", "circle-2")]
    [InlineData("walks", "circle-2")]
    [InlineData("nothing", null)]
    public async Task Search_finds_circles_without_case_and_accents(string words, string? found)
    {
        CircleSummary[] circles = [Circle("circle-1", "Café Lisboa"), Circle("circle-2", "Straße", "Walks")];
        var grains = new FakeGrains().On<ICircleDirectoryShardGrain>(
            nameof(ICircleDirectoryShardGrain.ChangesAsync), (shard, _) => new CircleDirectoryChanges(
                [.. circles.Where(circle => CircleDirectoryShards.KeyOf(circle.Id) == shard)], 1, More: false, IsWhole: true));
        var time = new FakeTimeProvider();
        var listing = new CircleListingGrain(new(grains.Factory, time, NullLogger<CircleListing>.Instance), time);
        var page = await listing.ListAsync(new CircleQuery(null, words, null, 10));
        page.Items.Select(circle => circle.Id).ShouldBe(found is null ? [] : [found]);
    }

    [Fact]
    public void Pages_of_changing_blocks_equal_a_full_scan()
    {
        string[] names = ["Walks", "Walks at night", "Café", "Night café"];
        for (var seed = 1; seed <= 200; seed++)
        {
            var (random, circles) = (new Random(seed), ListedCircles.Empty);
            var all = new SortedDictionary<string, CircleSummary>(StringComparer.Ordinal);
            for (var step = 0; step < 30; step++)
            {
                var changes = new SortedDictionary<string, CircleSummary>(StringComparer.Ordinal);
                for (var i = random.Next(step == 0 ? 1000 : 60); i > 0; i--)
                {
                    var id = $"circle-{random.Next(2000)}";
                    changes[id] = Circle(id, names[random.Next(4)]) with { Version = step, Active = random.Next(4) > 0 };
                }
                circles = circles.With([.. changes.Values]);
                foreach (var (id, circle) in changes)
                {
                    if (circle.Active) all[id] = circle;
                    else all.Remove(id);
                }
                if (random.Next(10) == 0)
                {
                    circles = circles.WithoutShard("3");
                    foreach (var id in all.Keys.Where(id => CircleDirectoryShards.KeyOf(id) == "3").ToList()) all.Remove(id);
                }
                circles.All.ShouldBe(all.Values, $"seed {seed}");
            }
            string[] words = ["NIGHT", "CAFE"];
            var wanted = words[..random.Next(3)];
            var cursor = random.Next(3) == 0 ? null : $"circle-{random.Next(2000)}";
            var expected = all.Values.Where(c => cursor is null || string.CompareOrdinal(c.Id, cursor) > 0)
                .Where(c => TextFolding.ContainsAll(TextFolding.Fold(c.Profile.Name), wanted)).Take(40);
            circles.Find(null, wanted, cursor, 40).ShouldBe(expected, $"seed {seed}");
            circles.Find("Fitness", wanted, cursor, 40).ShouldBeEmpty();
        }
    }

    private static CircleSummary Circle(string id, string name, params string[] tags) =>
        new(id, new CircleProfile(name, "Social", "", null, null, null, [.. tags]), 0, true, null, default, 0, null, [], 1);
}
