using XelaConnect.Subscriptions;

namespace XelaConnect.Grains.Tests.Subscriptions;

/// <summary>
/// A random year of a person with two products: the store events, and an oracle of the tier on each day. The oracle is written down month
/// by month as the events are made up, so it does not depend on the code under test.
/// </summary>
internal sealed class SampleStoreYear
{
    private readonly List<StoreEvent> events = [];
    private readonly List<(string Tier, double From, double Until)> held = [];
    private readonly Random random;

    private SampleStoreYear(Random random) => this.random = random;

    /// <summary>The events, in the order of the store's clock.</summary>
    public IReadOnlyList<StoreEvent> Events => [.. events.OrderBy(static e => e.At)];

    /// <summary>How many of them came after a later period had begun.</summary>
    public int Late { get; private set; }

    public static SampleStoreYear Of(Random random)
    {
        var year = new SampleStoreYear(random);
        year.Product("subscription 1", Tiers.Premium);
        year.Product("subscription 2", Tiers.Elite);
        return year;
    }

    /// <summary>The tier at seven o'clock of a day; everything else happens at other hours.</summary>
    public string TierOn(int day)
    {
        var now = day + (7 / 24d);
        return held.FindAll(span => span.From <= now && now < span.Until) is { Count: > 0 } found
            ? found.MaxBy(static span => Tiers.RankOf(span.Tier)).Tier
            : Tiers.Free;
    }

    private void Product(string line, string tier)
    {
        for (double from = random.Next(40); from < 365;)
        {
            var until = from + 30;
            Add(StoreEventKinds.Paid, line, tier, from, from, until);
            if (random.Next(4) == 0) Add(StoreEventKinds.Cancelled, line, tier, from + random.Next(1, 14), from, until);
            if (random.Next(6) == 0) Add(StoreEventKinds.Paid, line, tier, from + random.Next(14, 20), from, until);
            var (ends, next) = (until, until);
            switch (random.Next(8))
            {
                case 0:
                    // The money goes back before it ends.
                    ends = from + random.Next(20, 29) + 0.5;
                    Add(StoreEventKinds.Refunded, line, tier, ends, from, until);
                    next = until + random.Next(30);
                    break;
                case 1:
                    // The renewal fails and is paid a few days later.
                    Add(StoreEventKinds.BillingIssue, line, tier, until, from, until, until + 16);
                    next = until + random.Next(1, 15);
                    ends = next < 365 ? next : until + 16;
                    break;
                case 2:
                    // It fails and is never paid.
                    ends = until + 16;
                    Add(StoreEventKinds.BillingIssue, line, tier, until, from, until, ends);
                    Add(StoreEventKinds.Expired, line, tier, ends, from, ends);
                    next = ends + random.Next(1, 40);
                    break;
                case 3:
                    Add(StoreEventKinds.Expired, line, tier, until + 0.01, from, until);
                    next = until + random.Next(1, 60);
                    break;
                default:
                    break;
            }
            held.Add((tier, from, ends));
            if (random.Next(2) == 0)
            {
                // Long after it is over; by then another one runs, as a rule.
                var at = ends + random.Next(1, 120) + 0.25;
                var kind = Any(StoreEventKinds.Expired, StoreEventKinds.Refunded, StoreEventKinds.Cancelled);
                // A cancellation carries the end as it stands.
                Add(kind, line, tier, at, from, kind == StoreEventKinds.Cancelled ? until : ends);
                Late++;
            }
            if (random.Next(4) == 0)
            {
                // Of a period that is unknown.
                var unknown = from + random.Next(1, 29) + 0.125;
                Add(Any(StoreEventKinds.Expired, StoreEventKinds.Refunded, StoreEventKinds.Cancelled, StoreEventKinds.BillingIssue), line,
                    tier, unknown + 1, unknown, unknown + 30);
            }
            from = next;
        }
    }

    private string Any(params ReadOnlySpan<string> kinds) => kinds[random.Next(kinds.Length)];

    private void Add(string kind, string line, string tier, double at, double from, double until, double? graceUntil = null) =>
        events.Add(
            new StoreEvent($"{line}/{events.Count:000}", kind, line, tier, Day(at), Day(from), Day(until), graceUntil is { } grace
            ? Day(grace)
            : null, Product: tier));

    private static DateTimeOffset Day(double day) => RandomStoreHistories.Start.AddDays(day);
}
