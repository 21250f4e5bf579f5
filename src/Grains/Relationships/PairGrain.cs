using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using XelaConnect.Accounts;
using XelaConnect.Discovery;
using XelaConnect.EventSourcing;
using XelaConnect.Relationships;

namespace XelaConnect.Grains.Relationships;

/// <summary>Two people: whether they are connected, whether one blocks the other, and what they say to each other, decided in one place.</summary>
[GrainType("pair"), Reentrant]
internal sealed partial class PairGrain(
    Journal<PairState, PairEvent> journal, IGrainFactory grains, [FromKeyedServices(Clocks.Domain)] TimeProvider time, MatchingWeights weights, ILogger<PairGrain> log)
    : EventSourcedGrain<PairState, PairEvent>(journal), IConnectionGrain, IConversationGrain
{
    public async Task<Outcome<ConnectionView>> RequestAsync(RequestConnection command)
    {
        if (!Committed.Pair.Has(command.FromId)) return AccountFaults.UnknownUser;
        if (await grains.User(command.FromId).GetAsync() is not { IsRemoved: false } from) return AccountFaults.UnknownUser;
        if (await grains.User(Committed.Pair.Other(command.FromId)).GetAsync() is not { IsRemoved: false } to) return AccountFaults.UnknownUser;
        var score = Compatibility.Score(MatchProfile.Of(from), MatchProfile.Of(to), weights);
        return await Handle(new NamedRequest(command.OperationId, command.FromId, score, from.Name, to.Name), ConnectionRules.Request, Connection);
    }

    public Task<Outcome<ConnectionView>> AcceptAsync(RespondToRequest command) => Handle(command, ConnectionRules.Accept, Connection);

    public Task<Outcome<ConnectionView>> DeclineAsync(RespondToRequest command) => Handle(command, ConnectionRules.Decline, Connection);

    public Task<Outcome<Done>> RemoveAsync(RemoveConnection command) => Handle(command, ConnectionRules.Remove);

    public Task<Outcome<Done>> BlockAsync(BlockPerson command) => Handle(command, ConnectionRules.Block);

    public Task<Outcome<Done>> UnblockAsync(BlockPerson command) => Handle(command, ConnectionRules.Unblock);

    private static ConnectionView Connection(PairState pair) => ConnectionRules.ViewOf(pair)!;
}
