using XelaConnect.Cluster.Tests.Processes;

namespace XelaConnect.Cluster.Tests.Load;

/// <summary>One person after the other who signs up, joins, posts, leaves, and signs out, at both hosts.</summary>
internal sealed class PersonSimulation(Simulation simulation, Random random)
{
    private const int FreeCircles = 3;
    private const int PostsEach = 14;
    private static int count;

    private Ledger Ledger => simulation.Ledger;

    public async Task RunAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await using var person = new SimulatedPerson($"Person {Interlocked.Increment(ref count)}");
            simulation.People.Enqueue(person);
            await LiveAsync(person, over);
        }
    }

    private async Task LiveAsync(SimulatedPerson person, CancellationToken over)
    {
        if (!await DoneAsync(new SignUp(person), over)) return;
        // A session opened at one host is used at both.
        if (Chance(2) && !await DoneAsync(new LogIn(person), over)) return;

        var circles = simulation.Circles.OrderBy(_ => random.Next()).Take(FreeCircles + 1).ToArray();
        var joining = random.Next(1, FreeCircles + 1);
        for (var i = 0; i < joining; i++)
            if (!await DoneAsync(new ChangeMembership(person, circles[i], into: true), over)) return;
        if (joining == FreeCircles && Chance(2))
            await InsistAsync(new ChangeMembership(person, circles[FreeCircles], into: true, beyond: true), over);

        for (var i = 0; i < PostsEach && !over.IsCancellationRequested; i++) await PostAsync(person, circles[random.Next(joining)], over);

        if (over.IsCancellationRequested) return;
        if (Chance(3))
        {
            if (!await DoneAsync(new ChangeMembership(person, circles[0], into: false), over)) return;
            await PostAsync(person, circles[0], over);
            if (Chance(2) && !await DoneAsync(new ChangeMembership(person, circles[FreeCircles], into: true), over)) return;
        }
        if (Chance(3)) await InsistAsync(new LogOut(person), over);
    }

    /// <summary>
    /// Says something. When it stays unknown whether that is stored, half ask again at the other host, and half leave it at that.
    /// </summary>
    private async Task PostAsync(SimulatedPerson person, string circle, CancellationToken over)
    {
        var (post, host) = (new Post(person, circle, overHub: Chance(2)), AnyHost());
        if (await Ledger.AskAsync(post, host) == OperationStatus.Unknown && Chance(2))
            await Ledger.InsistAsync(post, simulation.Cluster.Other(host), over);
        await BreatheAsync();
    }

    private async Task<bool> DoneAsync(Operation operation, CancellationToken over) =>
        await InsistAsync(operation, over) == OperationStatus.Acknowledged;

    private async Task<OperationStatus> InsistAsync(Operation operation, CancellationToken over)
    {
        var status = await Ledger.InsistAsync(operation, AnyHost(), over);
        await BreatheAsync();
        return status;
    }

    /// <summary>A handful of people is no flood: the machine is to have time for what the scenario does to it.</summary>
    private Task BreatheAsync() => Task.Delay(random.Next(2, 15));

    private Node AnyHost() => simulation.Cluster.Hosts[random.Next(simulation.Cluster.Hosts.Count)];

    private bool Chance(int of) => random.Next(of) == 0;
}
