using XelaConnect.Accounts;
using XelaConnect.Circles;
using XelaConnect.Profiles;
using Xunit.Abstractions;

namespace XelaConnect.Tests.Hosting;

/// <summary>Where activations run, and that a move of one loses nothing (ADR 0057).</summary>
public sealed class PlacementTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Fresh_circles_are_spread_over_two_silos()
    {
        const int circles = 64;
        await using var cluster = await GrainCluster.StartAsync(2);

        for (var number = 0; number < circles; number++)
        {
            var user = Ids.Of("user", $"placement/{number}");
            var created = new CreateUser($"{user}/create", null, new NewProfile("Wanda"), null, IsGuest: false);
            (await cluster.Grains.User(user).CreateAsync(created)).IsOk.ShouldBeTrue();
            var circle = new CreateOwnCircle($"{user}/circle", Ids.Of("circle", user), GrainCluster.Profile);
            (await cluster.Grains.Memberships(user).CreateCircleAsync(circle)).IsOk.ShouldBeTrue();
        }

        var counts = await cluster.CountAsync("circle");
        output.WriteLine($"{circles} circles: {string.Join(" and ", counts)}");
        counts.Sum().ShouldBe(circles);
        counts.ShouldAllBe(count => count >= 24 && count <= 40, string.Join(" and ", counts));
    }

    [Fact]
    public async Task Rolling_restart_leaves_no_silo_with_more_than_its_part()
    {
        await using var cluster = await GrainCluster.StartAsync(3);
        var circles = await cluster.CreateCirclesAsync(96);

        foreach (var silo in cluster.Silos)
        {
            await cluster.RestartAsync(silo);
            await Task.WhenAll(circles.Select(circle => cluster.Grains.Circle(circle).GetAsync(null)));
        }

        var counts = await cluster.CountAsync("circle");
        output.WriteLine($"after the last restart: {string.Join(", ", counts)}");
        await Until.TrueAsync(
            async () => (counts = await cluster.CountAsync("circle")) is [var most, ..] && most * 5 <= circles.Count * 2,
            () => $"The silos hold {string.Join(", ", counts)}.", TimeSpan.FromSeconds(60));
        output.WriteLine($"then: {string.Join(", ", counts)}");
        counts.Sum().ShouldBe(circles.Count);
    }

    [Fact]
    public async Task Moved_activation_loses_nothing()
    {
        const int posts = 300, moves = 10;
        await using var cluster = await GrainCluster.StartAsync(2);
        var id = (await cluster.CreateCirclesAsync(1))[0];
        var circle = cluster.Grains.Circle(id);
        var member = new AddMember($"{id}/join", new MemberCard(Ids.Of("user", "mover"), "Mover", null), $"{id}/join");
        (await circle.AddMemberAsync(member)).IsOk.ShouldBeTrue();

        var posting = Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(() => PostAsync(writer))));
        var visited = new HashSet<string>(StringComparer.Ordinal);
        for (var move = 0; move < moves; move++)
        {
            var target = cluster.Silos[move % 2].SiloAddress;
            await GrainCluster.MoveAsync(circle, target);
            await Until.TrueAsync(async () => (await cluster.PlacedAsync("circle")).GetValueOrDefault(id)?.Equals(target) == true);
            visited.Add(target.ToString());
        }
        var acknowledged = (await posting).SelectMany(static part => part).ToList();

        visited.Count.ShouldBe(2);
        acknowledged.Count.ShouldBe(posts);
        var stored = new List<CirclePost>();
        while ((await circle.HistoryAsync(stored.Count, null, 100)).Value is { Length: > 0 } page) stored.AddRange(page);
        stored.Select(static post => post.Seq).ShouldBe(Enumerable.Range(1, posts).Select(static seq => (long)seq));
        stored.ToDictionary(static post => post.Seq, static post => post.Message)
            .ShouldBe(acknowledged.OrderBy(static post => post.Seq).ToDictionary(static post => post.Seq, static post => post.Message));

        async Task<List<CirclePost>> PostAsync(int writer)
        {
            var answers = new List<CirclePost>();
            for (var number = 0; number < posts / 6; number++)
            {
                var command = new PostToCircle($"{id}/{writer}/{number}", member.Member.UserId, $"{writer}/{number}");
                answers.Add((await circle.PostAsync(command)).Value!);
            }
            return answers;
        }
    }
}
