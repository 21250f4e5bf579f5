using XelaConnect.EventSourcing;
using XelaConnect.Grains.Subscriptions;
using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Subscriptions;

/// <summary>
/// Three people's subscriptions, two unknown customers, and the transfers between them, as the kernel keeps and delivers them.
/// </summary>
internal sealed class SubscriptionSimulation
{
    public static readonly string[] Names = ["u0", "u1", "u2"];

    /// <summary>Customers of the store who are not linked to a person.</summary>
    public static readonly string[] CustomerNames = ["customer-0", "customer-1"];

    private readonly HashSet<string> applied = new(StringComparer.Ordinal);
    private readonly List<OutboxMessage> underway = [];

    public Dictionary<string, SubscriptionState> People { get; } = Names.ToDictionary(name => name, name => new SubscriptionState(name));

    public Dictionary<string, StoreCustomerState> Customers { get; } =
        CustomerNames.ToDictionary(name => name, name => new StoreCustomerState(name));

    public int Underway => underway.Count;

    /// <summary>Delivers a command.</summary>
    public void Apply(DecidedCommand decided)
    {
        if (Customers.TryGetValue(decided.UserId, out var customer))
        {
            ApplyToCustomer(customer, decided);
            return;
        }
        var person = People[decided.UserId];
        var decision = decided.Command switch
        {
            RecordStoreEvent c => SubscriptionRules.Record(person, c, Plans.Default),
            GrantTier c => SubscriptionRules.Grant(person, c, decided.Now),
            RevokeTier c => SubscriptionRules.Revoke(person, c, decided.Now),
            _ => throw new InvalidOperationException(decided.Command.GetType().Name),
        };
        // As the kernel does: an operation is applied once, and effects have ids of their own.
        if (decision.Events.IsEmpty || !applied.Add($"{decided.UserId}/{decided.Command.OperationId}")) return;
        decision.Messages.Select(effect => effect.Id).ShouldBeUnique();
        foreach (var happened in decision.Events)
            person = SubscriptionState.Apply(
                person, new EventEnvelope<SubscriptionEvent>(0, 1, decided.Now, decided.Command.OperationId, happened));
        People[decided.UserId] = person;
        underway.AddRange(decision.Messages);
    }

    private void ApplyToCustomer(StoreCustomerState customer, DecidedCommand decided)
    {
        var decision = StoreCustomerRules.Record(customer, (RecordStoreEvent)decided.Command, Plans.Default);
        if (decision.Events.IsEmpty || !applied.Add($"{decided.UserId}/{decided.Command.OperationId}")) return;
        decision.Messages.Select(effect => effect.Id).ShouldBeUnique();
        foreach (var happened in decision.Events)
            customer = StoreCustomerJournal.Customer.Apply(
                customer, new EventEnvelope<StoreCustomerEvent>(0, 1, decided.Now, decided.Command.OperationId, happened));
        Customers[decided.UserId] = customer;
        underway.AddRange(decision.Messages);
    }

    /// <summary>Delivers a transfer; it is repeated when its response is lost.</summary>
    public void Deliver(int which, bool answerLost = false)
    {
        var effect = underway[which];
        if (!answerLost) underway.RemoveAt(which);
        Apply(new DecidedCommand(effect.Target, effect.Command, default));
    }

    public void DeliverAll()
    {
        while (underway.Count > 0) Deliver(0);
    }
}

/// <summary>A command, its receiver, and the time of the decision.</summary>
internal sealed record DecidedCommand(string UserId, ICommand Command, DateTimeOffset Now);
