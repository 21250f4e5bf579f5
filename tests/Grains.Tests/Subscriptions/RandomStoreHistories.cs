using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Subscriptions;

/// <summary>
/// Makes up what stores tell of three people and two customers in some months: purchases, and all that becomes of them. In the order in
/// which it happens.
/// </summary>
internal sealed class RandomStoreHistories(Random random)
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<DecidedCommand> sent = [];
    private readonly List<Subscription> subscriptions = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private DateTimeOffset now = Start;
    private int count;

    public static List<DecidedCommand> Of(Random random)
    {
        var histories = new RandomStoreHistories(random);
        var steps = random.Next(4, 26);
        for (var step = 0; step < steps; step++)
        {
            // Whole days, so that things happen at the same moment; none between some.
            histories.now = histories.now.AddDays(random.Next(0, 16));
            histories.Step();
        }
        return histories.sent;
    }

    private void Step()
    {
        switch (random.Next(20))
        {
            case < 4: Buy(); break;
            case 4: Give(); break;
            case 5: Withdraw(); break;
            case 6 when random.Next(2) == 0: Alias(); break;
            case < 9: Transfer(); break;
            default: GoOn(); break;
        }
    }

    private void Buy()
    {
        var subscription = new Subscription(random.Next(5) == 0 ? "" : $"line{random.Next(4)}") {
            Owner = Anybody(), Tier = SomeTier(), From = now, Until = now.AddDays(30) };
        subscriptions.Add(subscription);
        Send(subscription, random.Next(6) == 0 ? StoreEventKinds.PaidOnce : StoreEventKinds.Paid);
    }

    private void GoOn()
    {
        if (subscriptions.Count == 0)
        {
            Buy();
            return;
        }
        var one = subscriptions[random.Next(subscriptions.Count)];
        switch (random.Next(9))
        {
            case < 3:
                (one.From, one.Until) = (one.Until, one.Until.AddDays(30));
                Send(one, StoreEventKinds.Paid);
                break;
            case 3:
                (one.Tier, one.From) = (SomeTier(), now);
                Send(one, StoreEventKinds.Changed);
                break;
            case 4: Send(one, StoreEventKinds.Cancelled); break;
            case 5: Send(one, StoreEventKinds.BillingIssue, random.Next(2) == 0 ? now.AddDays(16) : null); break;
            case 6: Send(one, StoreEventKinds.Expired); break;
            case 7: Send(one, StoreEventKinds.Refunded); break;
            default:
                one.Until = one.Until.AddDays(7);
                Send(one, StoreEventKinds.Paid);
                break;
        }
    }

    private void Transfer()
    {
        var receiver = Anybody();
        var givers = SubscriptionSimulation.Names.Concat(SubscriptionSimulation.CustomerNames)
            .Where(name => name != receiver && random.Next(2) == 0).ToList();
        var id = $"e{++count}";
        foreach (var giver in givers)
            sent.Add(
                new DecidedCommand(
                giver,
                new RecordStoreEvent(
                $"revenuecat/{id}", new StoreEvent(
                id, StoreEventKinds.Transferred, "", null, now, null, null, null, random.Next(8) == 0 ? null : receiver)), now));
        // Now and then the store goes on decided the old owner.
        foreach (var subscription in subscriptions.Where(s => givers.Contains(s.Owner) && random.Next(6) > 0))
            subscription.Owner = receiver;
    }

    private void Give() =>
        sent.Add(
            new DecidedCommand(
            RandomPerson(), new GrantTier(
                $"give{++count}", $"grant{random.Next(3)}", random.Next(5) == 0 ? null : random.Next(1, 4)), now));

    private void Withdraw() => sent.Add(
        new DecidedCommand(RandomPerson(), new RevokeTier($"withdraw{++count}", $"grant{random.Next(3)}"), now));

    private void Send(Subscription one, string kind, DateTimeOffset? graceUntil = null)
    {
        var id = $"e{++count}";
        sent.Add(
            new DecidedCommand(
            one.Owner, new RecordStoreEvent(
            $"revenuecat/{id}", new StoreEvent(id, kind, one.Line, one.Tier, now, one.From, one.Until, graceUntil)), now));
    }

    private string RandomPerson() => SubscriptionSimulation.Names[random.Next(SubscriptionSimulation.Names.Length)];

    /// <summary>A customer is linked to a person; the store sends events of both ids.</summary>
    private void Alias()
    {
        var customer = SubscriptionSimulation.CustomerNames[random.Next(SubscriptionSimulation.CustomerNames.Length)];
        if (known.Add(customer)) sent.Add(new DecidedCommand(customer, StoreCustomers.Alias(RandomPerson()), now));
    }

    private string Anybody() => random.Next(4) == 0
        ? SubscriptionSimulation.CustomerNames[random.Next(SubscriptionSimulation.CustomerNames.Length)]
        : RandomPerson();

    private string SomeTier() => random.Next(2) == 0 ? Tiers.Premium : Tiers.Elite;

    private sealed record Subscription(string Line)
    {
        public required string Owner { get; set; }
        public required string Tier { get; set; }
        public required DateTimeOffset From { get; set; }
        public required DateTimeOffset Until { get; set; }
    }
}
