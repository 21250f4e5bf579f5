using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.Circles;
using XelaConnect.Courses;
using XelaConnect.Infrastructure.Seed;

namespace XelaConnect.EndToEnd.Tests.Seed;

/// <summary>The first start of this version on data that an earlier one has seeded with fewer circles and courses.</summary>
[Collection(InProcessHosts.Name)]
public sealed class SeedUpgradeTests
{
    private const string Earlier = "course-01920000-0000-7000-8000-000000000001";

    [Fact]
    public async Task Start_adds_what_is_new_and_leaves_the_rest()
    {
        await using var host = new InProcessHost(("Xela:Seed", "false"));
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        // As an earlier version wrote them: one course with a text of its own, one circle that was edited since.
        var content = CourseFile.All()[0].Content;
        content = content with { Modules = content.Modules.SetItem(0, content.Modules[0] with { Content = "The earlier text." }) };
        (await grains.Course(Earlier).WriteAsync(new WriteCourse($"seed/{Earlier}", content))).IsOk.ShouldBeTrue();
        var circle = Seeder.Circles()[0];
        (await grains.Circle(circle.Id).CreateAsync(new CreateCircle($"seed/{circle.Id}", null,
            new CircleProfile("The earlier name", circle.Category, "Earlier.", null, null, null, [])))).IsOk.ShouldBeTrue();
        var ada = await Person.SignUpAsync(host);
        (await ada.PostAsync($"/api/courses/{Earlier}/enroll")).Should(HttpStatusCode.OK);
        (await ada.PostAsync($"/api/courses/{Earlier}/lessons/m2/complete")).Should(HttpStatusCode.OK);

        foreach (var start in (string[])["first", "second"])
        {
            await new Seeder(grains, TimeProvider.System, NullLogger<Seeder>.Instance).Execute(CancellationToken.None);
            await Until.TrueAsync(async () => (await ListAsync(ada, "courses")).Count == CourseFile.All().Length);
            await Until.TrueAsync(async () => (await ListAsync(ada, "circles")).Count == Seeder.Circles().Length);
            var courses = await ListAsync(ada, "courses");
            courses.Select(course => (string?)course!["id"]).ShouldBe(CourseFile.All().Select(course => course.Id), start);
            courses[0]!["progress"]!.GetValue<int>().ShouldBe(17, start);
            (await ListAsync(ada, "circles")).Select(one => (string?)one!["name"]).ShouldContain("The earlier name");
            var detail = JsonNode.Parse((await ada.GetAsync($"/api/courses/{Earlier}")).Should(HttpStatusCode.OK).Bytes)!;
            ((string?)detail["modules"]![0]!["content"]).ShouldBe("The earlier text.", start);
            detail["user_progress"]!["completed_modules"]!.AsArray().Count.ShouldBe(1, start);
        }
    }

    private static async Task<JsonArray> ListAsync(Caller caller, string what) =>
        JsonNode.Parse((await caller.GetAsync($"/api/{what}?limit=100")).Should(HttpStatusCode.OK).Bytes)![what]!.AsArray();
}
