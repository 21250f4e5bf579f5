using System.Globalization;
using System.Net;
using Xunit.Abstractions;

namespace XelaConnect.EndToEnd.Tests.Operations;

/// <summary>
/// Kills the host under load and looks whether what it acknowledged is there. <c>ROUNDS</c> in the environment says how often, 5 times
/// otherwise; <c>SEED</c> repeats a run's moments.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    private const int Workers = 8;

    [Fact]
    public async Task Acknowledged_writes_survive_repeated_kills_once()
    {
        var rounds = Setting("ROUNDS", 5);
        var seed = Setting("SEED", Environment.TickCount & 0xFFFF);
        var random = new Random(seed);
        output.WriteLine($"{rounds} rounds, seed {seed}");
        await using var host = await HostProcess.StartAsync();
        var ledgers = new List<(string Circle, Person Creator, CrashLedger Ledger)>();
        for (var round = 1; round <= rounds; round++)
        {
            var creator = await Person.SignUpAsync(host, "Creator");
            var circle = await creator.CreateCircleAsync($"Round {round}");
            var ledger = new CrashLedger();
            using (var over = new CancellationTokenSource())
            {
                var load = Task.WhenAll(
                    Enumerable.Range(0, Workers).Select(_ => Task.Run(() => new CrashLoad(host, ledger, circle).RunAsync(over.Token))));
                var moment = random.Next(30, 600);
                await Until.TrueAsync(() => ledger.Acknowledged >= moment || load.IsCompleted);
                // Cancelled first, so that nothing new begins; running requests are interrupted by the kill.
                await over.CancelAsync();
                await host.KillAsync();
                await load;
            }
            await host.StartAgainAsync();
            var unknown = await SettleAsync(host, ledger, creator, circle);
            output.WriteLine($"round {round}: {ledger.Acknowledged} acknowledged, {unknown} unknown");
            await ReconcileAsync(ledger, creator, circle);
            ledgers.Add((circle, creator, ledger));
        }
        // What survived one crash survives the others too.
        foreach (var (circle, creator, ledger) in ledgers) await ReconcileAsync(ledger, creator, circle);
    }

    /// <summary>Looks at what is unknown, and asks again with the same keys: each is then there exactly once.</summary>
    private static async Task<int> SettleAsync(HostProcess host, CrashLedger ledger, Person creator, string circle)
    {
        var before = await creator.AllCirclePostsAsync(circle);
        var acknowledged = ledger.Posts.Where(p => p.Answer is not null).ToList();
        before.Select(s => s.Message).ShouldBeUnique();
        foreach (var posting in acknowledged) before.ShouldContain(posting.Answer!);
        before.Select(s => s.Message).Except(ledger.Posts.Select(p => p.Message)).ShouldBeEmpty();

        var (signUps, joins, posts) = (
            ledger.SignUps.Where(s => s.Person is null).ToList(), ledger.Joins.Where(j => !j.Acknowledged)
            .ToList(), ledger.Posts.Where(p => p.Answer is null).ToList());
        foreach (var asked in signUps)
        {
            // The account may be there before its person is again: then the answer asks for another try.
            await Until.TrueAsync(async () => await CrashLoad.SignUpAsync(host, asked) is not null);
            var first = asked.Person.ShouldNotBeNull();
            (await CrashLoad.SignUpAsync(host, asked)).ShouldNotBeNull().Id.ShouldBe(first.Id);
        }
        foreach (var joining in joins)
        {
            (await CrashLoad.JoinAsync(joining)).ShouldBeTrue();
            (await CrashLoad.JoinAsync(joining)).ShouldBeTrue();
        }
        foreach (var posting in posts)
        {
            await using var device = await posting.Person.ConnectAsync();
            (await CrashLoad.PostAsync(posting, device)).ShouldBeTrue();
            var first = posting.Answer!;
            // One that had been stored keeps the place it had.
            if (before.FirstOrDefault(s => s.Message == posting.Message) is { } stored) first.ShouldBe(stored);
            (await CrashLoad.PostAsync(posting, device)).ShouldBeTrue();
            posting.Answer.ShouldBe(first);
        }
        // An acknowledged one may be asked again as well.
        if (acknowledged.LastOrDefault() is { } last)
        {
            var answered = last.Answer;
            await using var device = await last.Person.ConnectAsync();
            (await CrashLoad.PostAsync(last, device)).ShouldBeTrue();
            last.Answer.ShouldBe(answered);
        }
        return signUps.Count + joins.Count + posts.Count;
    }

    private static async Task ReconcileAsync(CrashLedger ledger, Person creator, string circle)
    {
        var history = await creator.AllCirclePostsAsync(circle);
        history.Select(s => s.Seq).ShouldBe(Enumerable.Range(1, history.Count).Select(i => (long)i));
        history.ShouldBe(ledger.Posts.Select(p => p.Answer!).OrderBy(s => s.Seq));

        foreach (var asked in ledger.SignUps)
        {
            var again = await asked.Person!.LogInAsync();
            again.Id.ShouldBe(asked.Person.Id);
        }
        var members = await creator.MembersAsync(circle);
        members.ShouldBeUnique();
        var joined = ledger.Joins.Select(j => j.Person.Id).Append(creator.Id).ToList();
        // Both sides of a membership: outbox messages pending at the crash are delivered after it.
        await Until.TrueAsync(async () => (await creator.MembersAsync(circle)).Order().SequenceEqual(joined.Order()));
        foreach (var joining in ledger.Joins)
            await Until.TrueAsync(async () => (await joining.Person.CirclesJoinedAsync())
                .SequenceEqual([circle]), () => $"{joining.Person.Id} is not in {circle}.");
        (await creator.CircleAsync(circle)).GetProperty("members_count").GetInt64().ShouldBe(joined.Count);
        var detail = (await creator.GetAsync($"/api/circles/{circle}")).Should(HttpStatusCode.OK).Json;
        detail.GetProperty("circle").GetProperty("posts_count").GetInt64().ShouldBe(history.Count);
        await Until.TrueAsync(async () => await ListedCountAsync(creator, circle) == joined.Count);
    }

    private static async Task<long> ListedCountAsync(Person creator, string circle)
    {
        var name = (await creator.CircleAsync(circle)).GetProperty("name").GetString()!;
        var listed = (await creator.GetAsync($"/api/circles?limit=100&q={Uri.EscapeDataString(name)}"))
            .Should(HttpStatusCode.OK).Json.GetProperty("circles").EnumerateArray();
        return listed.Single(c => c.GetProperty("id").GetString() == circle).GetProperty("members_count").GetInt64();
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : otherwise;
}
