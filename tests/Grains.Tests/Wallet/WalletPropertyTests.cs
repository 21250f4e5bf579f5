using XelaConnect.Grains.Wallet;
using XelaConnect.Wallet;

namespace XelaConnect.Tests.Wallet;

/// <summary>Money is exact whatever is repeated, lost, reordered or refunded. A failing run names its seed.</summary>
public sealed class WalletPropertyTests
{
    private const int Runs = 10_000;
    private static readonly string[] Users = ["user-a", "user-b"];

    [Fact]
    public void Whatever_happens_on_the_way_every_wallet_ends_at_what_was_paid_earned_spent_and_returned()
    {
        var (refused, converted, owing, restored) = (0, 0, 0, 0);
        for (var seed = 1; seed <= Runs; seed++)
        {
            var world = new WalletWorld(seed);
            var expected = Users.ToDictionary(user => user, _ => 0L);
            for (var step = 0; step < 40; step++)
            {
                if (world.Random.Next(3) == 0) Act(world, expected, step, ref refused);
                else world.DeliverOne();
            }
            world.DeliverAll();

            foreach (var charge in world.Stripe.Values.Where(c => c.Paid))
            {
                world.Entries[charge.User].Where(e => e.PaymentId == charge.PaymentId && e.Revoked is null && !e.Cause.EndsWith("dispute is over", StringComparison.Ordinal)).ShouldHaveSingleItem($"seed {seed}: paid once, given once");
                var gave = world.Intents[charge.IntentId].Gave.ShouldNotBeNull($"seed {seed}");
                if (charge.Order.Purpose == PaymentPurposes.Course && gave.CourseId is null) converted++;
                var credits = gave.CourseId is null ? gave.Credits : 0;
                expected[charge.User] += credits - (charge.Taken == charge.Order.Cents ? credits : credits * charge.Taken / charge.Order.Cents);
                if (charge.Disputes.Values.Any(d => d.Outcome == DisputeOutcomes.Won)) restored++;
            }
            foreach (var user in Users)
            {
                var wallet = world.Wallet(user);
                wallet.Payments.ShouldBeEmpty($"seed {seed}: every payment is decided");
                (wallet.Balance - wallet.Owed).ShouldBe(expected[user], $"seed {seed}: {user}");
                (wallet.Owed == 0 || wallet.Balance == 0).ShouldBeTrue($"seed {seed}: what is owed is paid as soon as there is something to pay it with");
                if (wallet.Owed > 0) owing++;
                var legs = world.Entries.GetValueOrDefault(user, []).SelectMany(e => e.Legs).ToLookup(leg => leg.Account);
                legs[Ledger.Receivable].Sum(leg => leg.Credits).ShouldBe(-wallet.Owed, $"seed {seed}");
                legs[LedgerAccounts.Wallet].Sum(leg => leg.Credits).ShouldBe(wallet.Balance, $"seed {seed}");
                legs[LedgerAccounts.Stripe].Sum(leg => leg.Cents).ShouldBe(
                    -world.Stripe.Values.Where(c => c.Paid && c.User == user).Sum(c => c.Order.Cents - c.Taken), $"seed {seed}: what Stripe holds is what the ledger says");
                Courses(world, user, seed);
            }
        }
        // The runs reach what they are for.
        refused.ShouldBeGreaterThan(1000);
        converted.ShouldBeGreaterThan(5);
        owing.ShouldBeGreaterThan(50);
        restored.ShouldBeGreaterThan(500);
    }

    [Fact]
    public void Messages_in_any_order_and_any_number_end_in_the_same_ledger()
    {
        for (var seed = 1; seed <= Runs; seed++)
        {
            var (shuffled, inOrder) = (new WalletWorld(seed), new WalletWorld(seed));
            var random = new Random(seed);
            foreach (var world in (WalletWorld[])[shuffled, inOrder]) world.Credit(Users[0], new CreditWallet("start", 100, LedgerAccounts.Adjustments, "To begin with"));
            var messages = new List<WalletWorld.Addressed>();
            for (var i = random.Next(3, 12); i > 0; i--)
            {
                messages.Add(random.Next(2) == 0
                    ? new(Users[0], new CreditWallet($"reward/{i}", random.Next(1, 80), LedgerAccounts.Referrals, "Reward"))
                    : new(Users[0], new DebitWallet($"claw/{i}", random.Next(1, 80), LedgerAccounts.Referrals, "Taken back", MayOwe: true)));
            }
            foreach (var message in messages)
            {
                inOrder.Send(message);
                inOrder.DeliverAll();
                for (var copies = random.Next(1, 4); copies > 0; copies--) shuffled.Send(message);
            }
            shuffled.DeliverAll();
            var (one, other) = (shuffled.Wallet(Users[0]), inOrder.Wallet(Users[0]));
            (one.Balance, one.Owed).ShouldBe((other.Balance, other.Owed), $"seed {seed}");
        }
    }

    /// <summary>A course is held if and only if something that was not returned wholly paid for it; and never paid for twice with credits.</summary>
    private static void Courses(WalletWorld world, string user, int seed)
    {
        var entries = world.Entries.GetValueOrDefault(user, []);
        foreach (var course in (string[])["course-1", "course-2"])
        {
            var byCard = world.Stripe.Values.Any(c => c.User == user && c.Paid && c.Taken < c.Order.Cents && world.Intents[c.IntentId].Gave?.CourseId == course);
            var byCredits = entries.Count(e => e.Granted is { Source: GrantSources.Credits } granted && granted.CourseId == course);
            byCredits.ShouldBeLessThanOrEqualTo(1, $"seed {seed}: {course} bought twice");
            world.Wallet(user).Owns(course).ShouldBe(byCard || byCredits > 0, $"seed {seed}: {user} and {course}");
        }
    }

    private static void Act(WalletWorld world, Dictionary<string, long> expected, int step, ref int refused)
    {
        var random = world.Random;
        var user = Users[random.Next(2)];
        var course = $"course-{random.Next(1, 3)}";
        Fault? refusal = null;
        switch (random.Next(10))
        {
            case 0:
            {
                var amount = random.Next(1, 120);
                world.Credit(user, new CreditWallet($"credit/{step}", amount, LedgerAccounts.Referrals, "Reward"));
                expected[user] += amount;
                break;
            }
            case 1:
            {
                var amount = random.Next(1, 120);
                world.Debit(user, new DebitWallet($"claw/{step}", amount, LedgerAccounts.Referrals, "Taken back", MayOwe: true));
                expected[user] -= amount;
                break;
            }
            case 2 or 3:
            {
                // The same request several times, as retries do.
                var held = world.Wallet(user).Owns(course);
                var command = new PurchaseCourse($"buy/{step}", course, "A course", 60, GrantSources.Credits);
                for (var tries = random.Next(1, 4); tries > 0; tries--) refusal = world.Purchase(user, command);
                if (refusal is null && !held) expected[user] -= 60;
                break;
            }
            case 4:
            {
                refusal = world.Boost(user, new BuyBoost($"boost/{step}"));
                if (refusal is null) expected[user] -= world.Plans.BoostCredits;
                break;
            }
            case 5:
            {
                var credits = random.Next(5, 60);
                refusal = world.Pay(user, $"topup{step}", new Order(PaymentPurposes.TopUp, credits * 10, credits, null, null));
                break;
            }
            case 6:
            {
                refusal = world.Pay(user, $"course{step}", new Order(PaymentPurposes.Course, 1499, 0, course, "A course"));
                // Stripe is slower than the wallet's patience: it was given up, and is paid all the same.
                if (refusal is null && random.Next(3) == 0) world.GiveUp(user, $"course{step}");
                break;
            }
            case 7 or 8:
            {
                if (world.Stripe.Values.Where(c => c.Paid).ToList() is not { Count: > 0 } charges) break;
                var charge = charges[random.Next(charges.Count)];
                var open = charge.Disputes.Where(d => d.Value.Outcome == DisputeOutcomes.Open).Select(d => d.Key).ToList();
                if (open.Count > 0) world.Decide(charge, open[0], random.Next(3) == 0 ? DisputeOutcomes.Lost : DisputeOutcomes.Won);
                else world.Dispute(charge, random.Next(2) == 0 ? null : random.Next(1, (int)charge.Order.Cents));
                break;
            }
            default:
            {
                if (world.Stripe.Values.Where(c => c.Paid && c.Refunded < c.Order.Cents).ToList() is { Count: > 0 } paid)
                {
                    var charge = paid[random.Next(paid.Count)];
                    world.Refund(charge, random.Next(2) == 0 ? charge.Order.Cents : random.Next(1, (int)charge.Order.Cents));
                }
                break;
            }
        }
        if (refusal is not null) refused++;
    }
}
