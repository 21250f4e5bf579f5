using XelaConnect.Grains.Wallet;
using XelaConnect.Payments;
using XelaConnect.Wallet;

namespace XelaConnect.Grains.Tests.Wallet;

/// <summary>Money is exact under repetition, loss, reordering and refunds. A failing run names its seed.</summary>
public sealed class WalletPropertyTests
{
    private const int Runs = 10_000;
    private static readonly string[] Users = ["user-a", "user-b"];

    [Fact]
    public void Random_histories_match_the_oracle_for_every_wallet()
    {
        var (refused, converted, indebted, restored) = (0, 0, 0, 0);
        for (var seed = 1; seed <= Runs; seed++)
        {
            var simulation = new WalletSimulation(seed);
            var expected = Users.ToDictionary(user => user, _ => 0L);
            for (var step = 0; step < 40; step++)
            {
                if (simulation.Random.Next(3) == 0) Act(simulation, expected, step, ref refused);
                else simulation.DeliverOne();
            }
            simulation.DeliverAll();

            foreach (var charge in simulation.Stripe.Values.Where(c => c.Paid))
            {
                simulation.Entries[charge.User]
                    .Where(e => e.PaymentId == charge.PaymentId && e.Revoked is null
                    && !e.Cause.EndsWith("dispute is over", StringComparison.Ordinal))
                    .ShouldHaveSingleItem($"seed {seed}: paid once, given once");
                var gave = simulation.Intents[charge.IntentId].Fulfillment.ShouldNotBeNull($"seed {seed}");
                if (charge.Order.Purpose == PaymentPurposes.Course && gave.CourseId is null) converted++;
                var credits = gave.CourseId is null ? gave.Credits : 0;
                expected[charge.User] += credits - (
                    charge.Taken == charge.Order.Cents ? credits : credits * charge.Taken / charge.Order.Cents);
                if (charge.Disputes.Values.Any(d => d.Outcome == DisputeOutcomes.Won)) restored++;
            }
            foreach (var user in Users)
            {
                var wallet = simulation.Wallet(user);
                wallet.Payments.ShouldBeEmpty($"seed {seed}: every payment is decided");
                (wallet.Balance - wallet.Debt).ShouldBe(expected[user], $"seed {seed}: {user}");
                (wallet.Debt == 0 || wallet.Balance == 0)
                    .ShouldBeTrue($"seed {seed}: a debt is paid as soon as there are credits");
                if (wallet.Debt > 0) indebted++;
                var legs = simulation.Entries.GetValueOrDefault(user, []).SelectMany(e => e.Legs).ToLookup(leg => leg.Account);
                legs[Ledger.Receivable].Sum(leg => leg.Credits).ShouldBe(-wallet.Debt, $"seed {seed}");
                legs[LedgerAccounts.Wallet].Sum(leg => leg.Credits).ShouldBe(wallet.Balance, $"seed {seed}");
                legs[LedgerAccounts.Stripe].Sum(leg => leg.Cents).ShouldBe(
                    -simulation.Stripe.Values.Where(c => c.Paid && c.User == user)
                        .Sum(c => c.Order.Cents - c.Taken), $"seed {seed}: what Stripe holds is what the ledger says");
                Courses(simulation, user, seed);
            }
        }
        // The runs reach what they are for.
        refused.ShouldBeGreaterThan(1000);
        converted.ShouldBeGreaterThan(5);
        indebted.ShouldBeGreaterThan(50);
        restored.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Any_message_order_yields_the_same_ledger()
    {
        for (var seed = 1; seed <= Runs; seed++)
        {
            var (shuffled, inOrder) = (new WalletSimulation(seed), new WalletSimulation(seed));
            var random = new Random(seed);
            foreach (var simulation in (WalletSimulation[])[shuffled, inOrder])
                simulation.Credit(Users[0], new CreditWallet("start", 100, LedgerAccounts.Adjustments, "To begin with"));
            var messages = new List<WalletSimulation.AddressedCommand>();
            for (var i = random.Next(3, 12); i > 0; i--)
            {
                messages.Add(random.Next(2) == 0
                    ? new(Users[0], new CreditWallet($"reward/{i}", random.Next(1, 80), LedgerAccounts.Referrals, "Reward"))
                    : new(Users[0], new DebitWallet(
                        $"claw/{i}", random.Next(1, 80), LedgerAccounts.Referrals, "Taken back", MayOwe: true)));
            }
            foreach (var message in messages)
            {
                inOrder.Send(message);
                inOrder.DeliverAll();
                for (var copies = random.Next(1, 4); copies > 0; copies--) shuffled.Send(message);
            }
            shuffled.DeliverAll();
            var (one, other) = (shuffled.Wallet(Users[0]), inOrder.Wallet(Users[0]));
            (one.Balance, one.Debt).ShouldBe((other.Balance, other.Debt), $"seed {seed}");
        }
    }

    /// <summary>
    /// A course is held if and only if something that was not returned wholly paid for it; and never paid for twice with credits.
    /// </summary>
    private static void Courses(WalletSimulation simulation, string user, int seed)
    {
        var entries = simulation.Entries.GetValueOrDefault(user, []);
        foreach (var course in (string[])["course-1", "course-2"])
        {
            var byCard = simulation.Stripe.Values.Any(
                c => c.User == user && c.Paid && c.Taken < c.Order.Cents && simulation.Intents[c.IntentId].Fulfillment?.CourseId == course);
            var byCredits = entries.Count(e => e.Granted is { Source: GrantSources.Credits } granted && granted.CourseId == course);
            byCredits.ShouldBeLessThanOrEqualTo(1, $"seed {seed}: {course} bought twice");
            simulation.Wallet(user).Owns(course).ShouldBe(byCard || byCredits > 0, $"seed {seed}: {user} and {course}");
        }
    }

    private static void Act(WalletSimulation simulation, Dictionary<string, long> expected, int step, ref int refused)
    {
        var random = simulation.Random;
        var user = Users[random.Next(2)];
        var course = $"course-{random.Next(1, 3)}";
        Fault? refusal = null;
        switch (random.Next(10))
        {
            case 0:
            {
                var amount = random.Next(1, 120);
                simulation.Credit(user, new CreditWallet($"credit/{step}", amount, LedgerAccounts.Referrals, "Reward"));
                expected[user] += amount;
                break;
            }
            case 1:
            {
                var amount = random.Next(1, 120);
                simulation.Debit(user, new DebitWallet($"claw/{step}", amount, LedgerAccounts.Referrals, "Taken back", MayOwe: true));
                expected[user] -= amount;
                break;
            }
            case 2 or 3:
            {
                // The same request several times, as retries do.
                var held = simulation.Wallet(user).Owns(course);
                var command = new BuyCourse($"buy/{step}", course, PurchaseMethods.Credits);
                var offer = PurchaseRulesTests.Offer(course, credits: 60);
                for (var tries = random.Next(1, 4); tries > 0; tries--) refusal = simulation.Purchase(user, command, offer);
                if (refusal is null && !held) expected[user] -= 60;
                break;
            }
            case 4:
            {
                refusal = simulation.Boost(user, new BuyBoost($"boost/{step}"));
                if (refusal is null) expected[user] -= simulation.Plans.BoostCredits;
                break;
            }
            case 5:
            {
                var credits = random.Next(5, 60);
                refusal = simulation.Pay(user, $"topup{step}", new Order(PaymentPurposes.TopUp, credits * 10, credits, null, null));
                break;
            }
            case 6:
            {
                refusal = simulation.Pay(user, $"course{step}", new Order(PaymentPurposes.Course, 1499, 0, course, "A course"));
                // Stripe is slower than the wallet's patience: it was given up, and is paid all the same.
                if (refusal is null && random.Next(3) == 0) simulation.GiveUp(user, $"course{step}");
                break;
            }
            case 7 or 8:
            {
                if (simulation.Stripe.Values.Where(c => c.Paid).ToList() is not { Count: > 0 } charges) break;
                var charge = charges[random.Next(charges.Count)];
                var open = charge.Disputes.Where(d => d.Value.Outcome == DisputeOutcomes.Open).Select(d => d.Key).ToList();
                if (open.Count > 0) simulation.Decide(charge, open[0], random.Next(3) == 0 ? DisputeOutcomes.Lost : DisputeOutcomes.Won);
                else simulation.Dispute(charge, random.Next(2) == 0 ? null : random.Next(1, (int)charge.Order.Cents));
                break;
            }
            default:
            {
                if (simulation.Stripe.Values.Where(c => c.Paid && c.Refunded < c.Order.Cents).ToList() is { Count: > 0 } paid)
                {
                    var charge = paid[random.Next(paid.Count)];
                    simulation.Refund(charge, random.Next(2) == 0 ? charge.Order.Cents : random.Next(1, (int)charge.Order.Cents));
                }
                break;
            }
        }
        if (refusal is not null) refused++;
    }
}
