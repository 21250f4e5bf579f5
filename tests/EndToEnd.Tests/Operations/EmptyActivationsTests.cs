using System.Net;

namespace XelaConnect.EndToEnd.Tests.Operations;

[Collection(InProcessHosts.Name)]
public sealed class EmptyActivationsTests
{
    [Fact]
    public async Task Read_of_unknown_id_leaves_no_activation()
    {
        await using var host = new InProcessHost(("Xela:Seed", "false"));
        var ada = await Person.SignUpAsync(host);
        var circle = await ada.CreateCircleAsync();
        string[] unknown =
            ["/api/circles/circle-{0}", "/api/courses/course-{0}", "/api/presence/status/user-{0}", "/api/circles/circle-{0}/activity"];
        var before = await host.ActivationsAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, 400), async (i, _) =>
            (await ada.GetAsync(string.Format(null, unknown[i % unknown.Length], $"{i:x8}"))).Should(HttpStatusCode.NotFound));
        await Until.TrueAsync(async () => await host.ActivationsAsync() <= before + 20);
        await ada.PostToCircleAsync(circle, "still here");
    }
}
