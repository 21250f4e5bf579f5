using System.Reflection;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Circles;
using XelaConnect.Grains.Circles;

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
        var listing = new CircleListingGrain(
            DirectoryOf(Circle("circle-1", "Café Lisboa"), Circle("circle-2", "Straße", "Walks")), new FakeTimeProvider());
        var page = await listing.ListAsync(new CircleQuery(null, words, null, 10));
        page.Items.Select(circle => circle.Id).ShouldBe(found is null ? [] : [found]);
    }

    private static CircleSummary Circle(string id, string name, params string[] tags) =>
        new(id, new CircleProfile(name, "Social", "", null, null, null, [.. tags]), 0, false, null, default, 0, null, [], 1);

    private static IGrainFactory DirectoryOf(params CircleSummary[] circles)
    {
        var factory = DispatchProxy.Create<IGrainFactory, FactoryProxy>();
        ((FactoryProxy)factory).Listing = new CircleListingSnapshot(1, [.. circles]);
        return factory;
    }

#pragma warning disable CA1852 // DispatchProxy derives from these
    internal class FactoryProxy : DispatchProxy
    {
        public CircleListingSnapshot Listing { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            var directory = Create<ICircleDirectoryGrain, DirectoryProxy>();
            ((DirectoryProxy)directory).Listing = Listing;
            return directory;
        }
    }

    internal class DirectoryProxy : DispatchProxy
    {
        public CircleListingSnapshot Listing { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => Task.FromResult<CircleListingSnapshot?>(Listing);
    }
#pragma warning restore CA1852
}
