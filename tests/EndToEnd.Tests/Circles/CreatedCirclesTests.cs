using System.Net;

namespace XelaConnect.EndToEnd.Tests.Circles;

/// <summary>How many circles one person creates.</summary>
[Collection(SharedHost.Name)]
public sealed class CreatedCirclesTests(SharedHost shared)
{
    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Concurrent_creations_respect_both_circle_limits()
    {
        var ada = await Person.SignUpAsync(host);
        var created = 0;
        for (var round = 0; round < 5; round++)
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 12).Select(i => ada.PostAsync("/api/circles", Person.CircleBody($"Circle {round} {i}"))));
            var made = answers.Where(a => a.Status == HttpStatusCode.Created)
                .Select(a => a.Json.GetProperty("circle").GetProperty("id").GetString()!).ToList();
            created += made.Count;
            // The tier holds three, and ten are all there ever are.
            made.Count.ShouldBe(round switch { < 3 => 3, 3 => 1, _ => 0 });
            answers.Where(a => a.Status != HttpStatusCode.Created).Select(a => a.Code).Distinct()
                .ShouldBe([round < 3 ? "circle_limit" : "too_many_circles_created"]);
            (await ada.CirclesJoinedAsync()).ShouldBe(made, ignoreOrder: true);
            foreach (var circle in made) await ada.LeaveAsync(circle);
        }
        created.ShouldBe(10);
    }
}
