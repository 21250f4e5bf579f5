using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>
/// Random commands, repetitions, failures of every kind, second activations and restarts, against what plain bookkeeping says must hold. A
/// failing run names its seed, and the seed decides everything.
/// </summary>
public sealed class KernelModelTests
{
    private const int Runs = 10_000;

    [Fact]
    public void Random_histories_keep_every_guarantee()
    {
        var totals = new RunTotals();
        for (var seed = 1; seed <= Runs; seed++)
        {
            try { new Run(seed, totals).Play(); }
            catch (Exception e) { throw new InvalidOperationException($"The history of seed {seed} breaks a promise: {e.Message}", e); }
        }
        // The runs reached what they are for: each kind of thing happened often.
        totals.Acknowledged.ShouldBeGreaterThan(Runs);
        totals.Unknown.ShouldBeGreaterThan(Runs / 4);
        totals.Refused.ShouldBeGreaterThan(Runs / 10);
        totals.RepeatedAndAnswered.ShouldBeGreaterThan(Runs / 4);
        totals.Snapshots.ShouldBeGreaterThan(Runs / 4);
    }

    private sealed class RunTotals
    {
        public int Acknowledged, Unknown, Refused, RepeatedAndAnswered, Snapshots;
    }

    private sealed record Call(string Op, int Amount, Task<Outcome<PutView>> Answer);

    private sealed class Run(int seed, RunTotals totals)
    {
        private readonly Random random = new(seed);
        private readonly List<Call> calls = [];
        private List<Journal<CounterState, CounterEvent>> activations = [];
        private readonly HashSet<Journal<CounterState, CounterEvent>> dead = [];
        private CounterFixture fixture = null!;
        private int operations;

        public void Play()
        {
            fixture = new CounterFixture(new KernelSizes
            {
                TailRows = random.Next(1, 8), PageRows = random.Next(1, 4), SnapshotEvery = random.Next(2, 8),
                OperationsRemembered = random.Next(1, 6), MaxBatch = random.Next(1, 5),
            });
            fixture.OutOfReach = () => random.Next(5) == 0;
            fixture.Store.NextOutboxWrite = RandomEnding;
            for (var step = 0; step < 40; step++)
            {
                Step();
                if (random.Next(3) > 0) fixture.Scheduler.RunUntilIdle();
            }
            Settle();
            Check();
        }

        private void Step()
        {
            switch (random.Next(100))
            {
                case < 45: Call($"op{++operations}", random.Next(0, 12)); break;
                case < 60 when calls.Count > 0: var again = calls[random.Next(calls.Count)]; Call(again.Op, again.Amount); break;
                case < 88 when fixture.Store.Waiting > 0: fixture.Store.End(random.Next(fixture.Store.Waiting), RandomEnding()); break;
                case < 91: fixture.Time.Advance(TimeSpan.FromSeconds(16)); break; // what hangs exceeds its time
                case < 95: activations.Clear(); break; // the process dies: the next call finds a new activation
                case < 97: activations.Insert(0, Activate()); break; // a second activation, which the first knows nothing of
                default: fixture.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 2000))); break;
            }
        }

        private AppendOutcome RandomEnding() =>
            random.Next(10) switch { 0 => AppendOutcome.Failed, 1 => AppendOutcome.AnswerLost, _ => AppendOutcome.Answered };

        private void Call(string op, int amount)
        {
            activations.RemoveAll(dead.Contains);
            if (activations.Count == 0) activations.Add(Activate());
            calls.Add(new Call(op, amount, fixture.Put(activations[random.Next(activations.Count)], op, amount)));
        }

        private Journal<CounterState, CounterEvent> Activate()
        {
            Journal<CounterState, CounterEvent>? mine = null;
            return mine = fixture.Activate(_ => dead.Add(mine!));
        }

        /// <summary>Running operations end, and outbox recovery wakes the counter until the outbox is empty.</summary>
        private void Settle()
        {
            fixture.Scheduler.RunUntilIdle();
            while (fixture.Store.Waiting > 0)
            {
                fixture.Store.EndAll();
                fixture.Scheduler.RunUntilIdle();
            }
            fixture.OutOfReach = static () => false;
            fixture.Store.NextOutboxWrite = static () => AppendOutcome.Answered;
            // The activation that lives, if one does: it must find what it does not know.
            activations.RemoveAll(dead.Contains);
            for (var round = 0; round < 5 && fixture.Store.Pending > 0; round++)
            {
                if (activations.Count == 0 || dead.Contains(activations[0])) activations = [Activate()];
                fixture.Time.Advance(TimeSpan.FromMinutes(2));
                fixture.Scheduler.Start(async () =>
                {
                    await activations[0].DeliverOutboxAsync();
                    return 0;
                });
                fixture.Scheduler.RunUntilIdle();
            }
            totals.Snapshots += fixture.Store.SnapshotsWritten;
        }

        private void Check()
        {
            foreach (var stream in new[] { CounterFixture.Main, CounterFixture.Notes })
                fixture.Store.Of(stream).Select(r => r.Seq)
                    .ShouldBe(Enumerable.Range(1, fixture.Store.Of(stream).Count()).Select(i => (long)i), "a journal has no holes");

            var stored = fixture.Store.Of(CounterFixture.Main).Where(r => r.Op is not null).GroupBy(r => r.Op!)
                .ToDictionary(g => g.Key, g => g.ToList());
            foreach (var call in calls)
            {
                if (stored.TryGetValue(call.Op, out var rows)) rows.Count.ShouldBe(1, $"{call.Op} was applied once");
                if (!call.Answer.IsCompletedSuccessfully)
                {
                    totals.Unknown++;
                    continue;
                }
                var outcome = call.Answer.Result;
                if (!outcome.IsOk)
                {
                    totals.Refused++;
                    continue;
                }
                if (outcome.Value.Seq == 0)
                {
                    call.Amount.ShouldBe(0, "only nothing is answered with nothing");
                    continue;
                }
                totals.Acknowledged++;
                stored.ShouldContainKey(call.Op, $"{call.Op} was acknowledged");
                outcome.Value.Seq.ShouldBe(rows![0].Seq, $"{call.Op} is where its answer says, however often it is asked");
                outcome.Value.Amount.ShouldBe(call.Amount, $"{call.Op} is answered with what it did");
                if (calls.Any(c => c != call && c.Op == call.Op)) totals.RepeatedAndAnswered++;
            }

            // A fresh activation, with or without snapshot, is what the journal says.
            var replayed = Activate().Committed;
            var sum = fixture.Store.Of(CounterFixture.Main)
                .Sum(r => System.Text.Json.JsonSerializer.Deserialize(r.Payload.Span, CounterJson.Default.Put)!.Amount);
            replayed.Sum.ShouldBe(sum, "the state is the fold of its events");
            replayed.Count.ShouldBe(fixture.Store.Of(CounterFixture.Main).Count());
            sum.ShouldBeLessThanOrEqualTo(CounterRules.Holds, "no rule was decided on a state that did not hold");

            foreach (var op in stored.Keys) fixture.Receipts.ShouldContainKey($"{op}/receipt", "every outbox message arrives");
            fixture.Receipts.Keys.ShouldBe(stored.Keys.Select(op => $"{op}/receipt"), ignoreOrder: true, "and nothing arrives that is not");
            if (sum > 0) fixture.LastTotal.Sum.ShouldBe(sum, "the last projection is the last state");
            fixture.Store.Pending.ShouldBe(0, "no message stays pending");
        }
    }
}
