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

    private static CircleSummary Circle(string id, string name, params string[] tags) =>
        new(id, new CircleProfile(name, "Social", "", null, null, null, [.. tags]), 0, true, null, default, 0, null, [], 1);
}
