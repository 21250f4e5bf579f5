using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Load;

/// <summary>One person after the other who signs up, joins, posts, leaves, and signs out, at both hosts.</summary>
internal sealed class Life(World world, Random random)
{
    private const int FreeCircles = 3;
    private const int PostsEach = 14;
    private static int count;

    private Ledger Ledger => world.Ledger;

    public async Task RunAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await using var who = new Somebody($"Person {Interlocked.Increment(ref count)}");
            world.People.Enqueue(who);
            await LiveAsync(who, over);
        }
    }

    private async Task LiveAsync(Somebody who, CancellationToken over)
    {
        if (!await DoneAsync(new SignUp(who), over)) return;
        // A session opened at one host is used at both.
        if (Chance(2) && !await DoneAsync(new LogIn(who), over)) return;

        var circles = world.Circles.OrderBy(_ => random.Next()).Take(FreeCircles + 1).ToArray();
        var joining = random.Next(1, FreeCircles + 1);
        for (var i = 0; i < joining; i++)
            if (!await DoneAsync(new Move(who, circles[i], into: true), over)) return;
        if (joining == FreeCircles && Chance(2)) await InsistAsync(new Move(who, circles[FreeCircles], into: true, beyond: true), over);

        for (var i = 0; i < PostsEach && !over.IsCancellationRequested; i++) await PostAsync(who, circles[random.Next(joining)], over);

        if (over.IsCancellationRequested) return;
        if (Chance(3))
        {
            if (!await DoneAsync(new Move(who, circles[0], into: false), over)) return;
            await PostAsync(who, circles[0], over);
            if (Chance(2) && !await DoneAsync(new Move(who, circles[FreeCircles], into: true), over)) return;
        }
        if (Chance(3)) await InsistAsync(new LogOut(who), over);
    }

    /// <summary>Says something. When it stays unknown whether that is stored, half ask again at the other host, and half leave it at that.</summary>
    private async Task PostAsync(Somebody who, string circle, CancellationToken over)
    {
        var (post, host) = (new Post(who, circle, overHub: Chance(2)), AnyHost());
        if (await Ledger.AskAsync(post, host) == Fate.Unknown && Chance(2)) await Ledger.InsistAsync(post, world.Cluster.Other(host), over);
        await BreatheAsync();
    }

    private async Task<bool> DoneAsync(Operation operation, CancellationToken over) => await InsistAsync(operation, over) == Fate.Acknowledged;

    private async Task<Fate> InsistAsync(Operation operation, CancellationToken over)
    {
        var fate = await Ledger.InsistAsync(operation, AnyHost(), over);
        await BreatheAsync();
        return fate;
    }

    /// <summary>A handful of people is no flood: the machine is to have time for what the scenario does to it.</summary>
    private Task BreatheAsync() => Task.Delay(random.Next(2, 15));

    private Node AnyHost() => world.Cluster.Hosts[random.Next(world.Cluster.Hosts.Count)];

    private bool Chance(int of) => random.Next(of) == 0;
}
