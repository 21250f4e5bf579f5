using System.Net;
using XelaConnect.Cluster.Tests.Load;

namespace XelaConnect.Cluster.Tests.Scenarios;

/// <summary>
/// Checks that the cluster holds what it acknowledged. An operation with an unknown outcome is repeated under its key, and must then be
/// there once. Findings go to the ledger.
/// </summary>
internal sealed class Reconciliation(Simulation simulation, Random random)
{
    /// <summary>Outbox messages are delivered within this.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private Ledger Ledger => simulation.Ledger;

    public async Task RunAsync()
    {
        var before = await EachAsync(simulation.Circles, circle => AnswerReader(circle).AllCirclePostsAsync(circle));
        var stored = before.SelectMany(history => history).ToLookup(said => said.Message, StringComparer.Ordinal);
        await EachAsync(simulation.People, SettleAsync);
        foreach (var post in Ledger.Operations.OfType<Post>().Where(post => post.MayBeRepeated))
            CheckUnchanged(post, [.. stored[post.Message]]);
        await EachAsync(simulation.Circles, CheckCircleAsync);
        await EachAsync(simulation.People.Where(person => person.Id is not null), CheckPersonAsync);
    }

    /// <summary>Asks again for everything unknown of one signedIn, in order.</summary>
    private async Task<bool> SettleAsync(SimulatedPerson person)
    {
        using var patience = new CancellationTokenSource(Until.Patience);
        var asked = Ledger.Operations.Where(operation => operation.Who == person).ToList();
        // A person with a pending log-out is logged out first, and logs in again for the rest.
        foreach (var operation in asked.Where(operation => operation is SignUp or LogOut)
            .Concat(asked.Where(operation => operation is not (SignUp or LogOut))))
        {
            if (operation.OperationStatus != OperationStatus.Unknown || !operation.MayBeRepeated) continue;
            if (person.Id is not null && person.Token is null) await Ledger.InsistAsync(new LogIn(person), AnyHost(), patience.Token);
            if (await Ledger.InsistAsync(operation, AnyHost(), patience.Token) == OperationStatus.Unknown)
                Ledger.Wrong($"{operation} stays unknown.");
        }
        if (person.Id is null) Ledger.Lose($"the account of {person.Name}");
        return true;
    }

    /// <summary>What was stored when it was asked again has kept its place; what was not was carried out now, or is refused.</summary>
    private void CheckUnchanged(Post post, CirclePost[] stored)
    {
        if (stored.Length > 1) Ledger.Double($"{post}", stored.Length - 1);
        if (stored.Length == 1 && post.Answer != stored[0])
            Ledger.Wrong($"{post} was stored as {stored[0]} and is answered as {post.Answer} ({post.OperationStatus}).");
    }

    private async Task<bool> CheckCircleAsync(string circle)
    {
        var reader = AnswerReader(circle);
        var history = await reader.AllCirclePostsAsync(circle);
        if (!history.Select(said => said.Seq).SequenceEqual(Enumerable.Range(1, history.Count).Select(seq => (long)seq)))
            Ledger.Wrong($"{circle}: seq has holes.");
        var posts = Ledger.Operations.OfType<Post>().Where(post => post.Circle == circle).ToList();
        var bySeq = history.ToDictionary(said => said.Seq);
        foreach (var post in posts.Where(post => post.OperationStatus == OperationStatus.Acknowledged))
            if (!bySeq.TryGetValue(post.Answer!.Seq, out var said) || said != post.Answer)
                Ledger.Lose($"{post}, answered as {post.Answer}");
        foreach (var twice in history.CountBy(said => said.Message).Where(count => count.Value > 1))
            Ledger.Double($"{circle}: {twice.Key}", twice.Value - 1);
        // An unacknowledged post may be there only if it could not be repeated.
        var mayBe = posts.Where(post => post.OperationStatus == OperationStatus.Acknowledged || !post.MayBeRepeated)
            .Select(post => post.Message).ToHashSet(StringComparer.Ordinal);
        foreach (var stray in history.Where(said => !mayBe.Contains(said.Message)))
            Ledger.Wrong($"{circle}: {stray} was refused, or never asked for.");

        var members = simulation.People.Where(person => person.Circles.Contains(circle)).Select(person => person.Id!)
            .Order(StringComparer.Ordinal).ToList();
        await SoonAsync($"the members of {circle}", async () => (await reader.MembersAsync(circle)).Order(StringComparer.Ordinal)
            .SequenceEqual(members));
        await SoonAsync($"the counts of {circle}", async () => await CountsAsync(reader, circle) == (members.Count, history.Count));
        await SoonAsync($"{circle} in the listing", async () => await ListedAsync(reader, circle) == (members.Count, history.Count));
        foreach (var watcher in simulation.Watchers.Where(watcher => watcher.Circle == circle)) await CheckWatcherAsync(watcher, history);
        return true;
    }

    private async Task CheckWatcherAsync(Watcher watcher, List<CirclePost> history)
    {
        await SoonAsync($"a watcher of {watcher.Circle} who came to {watcher.Last} of {history.Count}",
            () => Task.FromResult(watcher.Last >= history.Count));
        var seen = watcher.Seen.Take(history.Count).ToList();
        if (!seen.SequenceEqual(history.Take(seen.Count)))
            Ledger.Wrong($"A watcher of {watcher.Circle} saw something else than is stored.");
    }

    private async Task<bool> CheckPersonAsync(SimulatedPerson person)
    {
        var signedIn = await person.SignedInAsync(AnyHost());
        if (signedIn.Id != person.Id) Ledger.Wrong($"{person.Name} was {person.Id} and is {signedIn.Id}.");
        await SoonAsync($"the circles of {person.Name}", async () => (await signedIn.CirclesJoinedAsync()).Order(StringComparer.Ordinal)
            .SequenceEqual(person.Circles.Order(StringComparer.Ordinal)));
        foreach (var token in person.DeadTokens)
            foreach (var host in simulation.Cluster.Hosts)
                if ((await new Caller(host, token).GetAsync("/api/auth/me")).Status != HttpStatusCode.Unauthorized)
                    Ledger.Lose($"a sign-out of {person.Name}");
        return true;
    }

    private static async Task<(long Members, long Posts)> CountsAsync(Person reader, string circle) =>
        Counts(await reader.CircleAsync(circle));

    private static async Task<(long Members, long Posts)> ListedAsync(Person reader, string circle)
    {
        var name = (await reader.CircleAsync(circle)).GetProperty("name").GetString()!;
        var page = (await reader.GetAsync($"/api/circles?limit=100&q={Uri.EscapeDataString(name)}")).Should(HttpStatusCode.OK);
        return Counts(page.Json.GetProperty("circles").EnumerateArray().Single(listed => listed.GetProperty("id").GetString() == circle));
    }

    private static (long Members, long Posts) Counts(System.Text.Json.JsonElement circle) =>
        (circle.GetProperty("members_count").GetInt64(), circle.GetProperty("posts_count").GetInt64());

    private async Task SoonAsync(string what, Func<Task<bool>> isSo)
    {
        try { await Until.TrueAsync(isSo, patience: Soon); }
        catch (TimeoutException e) { Ledger.Lose($"{what}. {e.InnerException?.Message}"); }
    }

    private Person AnswerReader(string circle) => simulation.FounderOf(simulation.Circles.IndexOf(circle), 0).At(AnyHost());

    private Processes.Node AnyHost()
    {
        lock (random) return simulation.Cluster.Hosts[random.Next(simulation.Cluster.Hosts.Count)];
    }

    /// <summary>A few side by side, since the machine has few cores.</summary>
    private static async Task<TResult[]> EachAsync<T, TResult>(IEnumerable<T> all, Func<T, Task<TResult>> work)
    {
        using var few = new SemaphoreSlim(4);
        return await Task.WhenAll(all.Select(async one =>
        {
            await few.WaitAsync();
            try { return await work(one); }
            finally { few.Release(); }
        }));
    }
}
