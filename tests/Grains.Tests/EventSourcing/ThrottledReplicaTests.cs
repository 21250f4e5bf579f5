using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>Throttled replicas: sent at intervals, and never lost.</summary>
public sealed class ThrottledReplicaTests
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(2);
    private const int Runs = 1500;

    private readonly CounterFixture fixture;
    private int operations;

    public ThrottledReplicaTests() : this(firstAtOnce: false) { }

    private ThrottledReplicaTests(bool firstAtOnce) => fixture = new(lag: Lag, firstAtOnce: firstAtOnce);

    [Fact]
    public void Throttled_replica_is_sent_once_with_the_latest_state()
    {
        var counter = fixture.Activate();
        for (var i = 1; i <= 10; i++) Do(counter, i % 2 == 0 ? new Put(1) : new Noted(i));
        fixture.Totals.ShouldBeEmpty();
        fixture.Time.Advance(Lag - TimeSpan.FromMilliseconds(1));
        fixture.Scheduler.RunUntilIdle();
        fixture.Totals.ShouldBeEmpty();
        fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
        fixture.Scheduler.RunUntilIdle();
        var sent = fixture.Totals.ShouldHaveSingleItem();
        (sent.Sum, sent.Note).ShouldBe((5, 9));
        fixture.Store.Pending.ShouldBe(0);

        Do(counter, new Put(1));
        fixture.Time.Advance(Lag);
        fixture.Scheduler.RunUntilIdle();
        fixture.Totals.Count.ShouldBe(2, "the next change is sent after its own lag");
        fixture.Totals[^1].Sum.ShouldBe(6);
    }

    [Fact]
    public void Change_during_a_delivery_waits_for_its_own_lag()
    {
        var arriving = new TaskCompletionSource();
        fixture.BeforeTotal = () => arriving.Task;
        var counter = fixture.Activate();
        Do(counter, new Noted(1));
        fixture.Time.Advance(Lag);
        fixture.Scheduler.RunUntilIdle();
        Do(counter, new Noted(2));
        fixture.Scheduler.Start(() => arriving.TrySetResult());
        fixture.Scheduler.RunUntilIdle();
        fixture.Totals.Select(t => t.Note).ShouldBe([1]);
        fixture.Time.Advance(Lag);
        fixture.Scheduler.RunUntilIdle();
        fixture.Totals.Select(t => t.Note).ShouldBe([1, 2]);
    }

    [Fact]
    public void Replica_with_an_interval_sends_the_first_change_at_once()
    {
        var tried = new ThrottledReplicaTests(firstAtOnce: true);
        var counter = tried.fixture.Activate();
        tried.Do(counter, new Noted(1));
        tried.fixture.Totals.Select(t => t.Note).ShouldBe([1], "it was quiet before");
        for (var i = 2; i <= 5; i++)
        {
            tried.fixture.Time.Advance(TimeSpan.FromMilliseconds(100));
            tried.Do(counter, new Noted(i));
        }
        tried.fixture.Totals.Count.ShouldBe(1);
        tried.fixture.Time.Advance(Lag - TimeSpan.FromMilliseconds(401));
        tried.fixture.Scheduler.RunUntilIdle();
        tried.fixture.Totals.Count.ShouldBe(1);
        tried.fixture.Time.Advance(TimeSpan.FromMilliseconds(1));
        tried.fixture.Scheduler.RunUntilIdle();
        tried.fixture.Totals.Select(t => t.Note).ShouldBe([1, 5]);
        tried.fixture.Time.Advance(Lag);
        tried.Do(counter, new Noted(6));
        tried.fixture.Totals.Select(t => t.Note).ShouldBe([1, 5, 6]);
        tried.fixture.Store.Pending.ShouldBe(0);
    }

    [Fact]
    public void Unreachable_receiver_is_tried_once_in_an_interval()
    {
        var tried = new ThrottledReplicaTests(firstAtOnce: true);
        var attempts = 0;
        tried.fixture.OutOfReach = () => ++attempts > 0;
        var counter = tried.fixture.Activate();
        for (var i = 1; i <= 40; i++)
        {
            tried.Do(counter, new Noted(i));
            tried.fixture.Time.Advance(Lag / 10);
            tried.fixture.Scheduler.RunUntilIdle();
        }
        attempts.ShouldBeInRange(4, 5);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Response_does_not_wait_for_a_throttled_replica(bool lags)
    {
        var tried = lags ? fixture : new CounterFixture();
        tried.BeforeTotal = static () => new TaskCompletionSource().Task;
        var answer = tried.Record(tried.Activate(), "op", new Put(1));
        tried.Store.EndAll();
        tried.Scheduler.RunUntilIdle();
        answer.IsCompleted.ShouldBe(lags);
        tried.Time.Advance(TimeSpan.FromSeconds(1));
        tried.Scheduler.RunUntilIdle();
        answer.IsCompleted.ShouldBe(lags);
    }

    [Fact]
    public void Pending_replica_survives_a_crash()
    {
        Do(fixture.Activate(), new Put(3));
        fixture.Store.Pending.ShouldBe(1, "it is stored with its cause");
        var next = fixture.Activate();
        fixture.Scheduler.RunUntilIdle();
        fixture.Totals.ShouldHaveSingleItem().Sum.ShouldBe(3);
        fixture.Store.Pending.ShouldBe(0);

        // Out of reach when its time came, it waits for outbox recovery.
        fixture.OutOfReach = static () => true;
        Do(next, new Put(4));
        fixture.Time.Advance(Lag);
        fixture.Scheduler.RunUntilIdle();
        fixture.Totals.Count.ShouldBe(1);
        fixture.OutOfReach = static () => false;
        Wake(next);
        fixture.Totals.Count.ShouldBe(1, "its next attempt is not due");
        fixture.Time.Advance(TimeSpan.FromSeconds(6));
        Wake(next);
        fixture.Totals[^1].Sum.ShouldBe(7);
        fixture.Store.Pending.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Older_delivery_keeps_the_newer_pending_replica(bool crashes)
    {
        var arriving = new TaskCompletionSource();
        fixture.BeforeTotal = () => arriving.Task;
        var counter = fixture.Activate();
        Do(counter, new Noted(1));
        fixture.Time.Advance(Lag);
        fixture.Scheduler.RunUntilIdle();
        Do(counter, new Noted(2));
        // The second is in the outbox when the first is removed from it.
        if (crashes) fixture.OutOfReach = () => fixture.Totals.Count == 1;
        fixture.Scheduler.Start(() => arriving.TrySetResult());
        if (!crashes)
        {
            fixture.Scheduler.RunUntilIdle();
            fixture.Time.Advance(Lag);
            fixture.Scheduler.RunUntilIdle();
            fixture.Totals.Select(t => t.Note).ShouldBe([1, 2]);
            fixture.Store.Pending.ShouldBe(0);
            return;
        }
        fixture.Scheduler.RunUntilIdle();
        fixture.Totals.Select(t => t.Note).ShouldBe([1]);
        fixture.Store.Pending.ShouldBe(1);
        fixture.OutOfReach = static () => false;
        fixture.Activate();
        fixture.Scheduler.RunUntilIdle();
        fixture.Totals.Select(t => t.Note).ShouldBe([1, 2]);
        fixture.Store.Pending.ShouldBe(0);
    }

    [Fact]
    public void Early_delivery_does_not_lose_the_next_replica()
    {
        var counter = fixture.Activate();
        Do(counter, new Put(1));
        Wake(counter);
        fixture.Totals.Count.ShouldBe(1, "outbox recovery sends it at once");
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        Do(counter, new Put(1));
        fixture.Time.Advance(Lag);
        fixture.Scheduler.RunUntilIdle();
        fixture.Totals.Count.ShouldBe(2);
        for (var i = 3; i < 9; i++)
        {
            Do(counter, new Noted(i));
            fixture.Time.Advance(Lag);
            fixture.Scheduler.RunUntilIdle();
            fixture.Totals.Count.ShouldBe(i);
        }
        fixture.Store.Pending.ShouldBe(0);
    }

    [Fact]
    public void Random_histories_deliver_the_last_replica()
    {
        var (sent, changed) = (0, 0);
        for (var seed = 1; seed <= Runs; seed++)
        {
            var random = new Random(seed);
            var run = new ThrottledReplicaTests { operations = 0 };
            var slow = new List<TaskCompletionSource>();
            run.fixture.OutOfReach = () => random.Next(5) == 0;
            run.fixture.BeforeTotal = () =>
            {
                if (random.Next(4) > 0) return Task.CompletedTask;
                slow.Add(new TaskCompletionSource());
                return slow[^1].Task;
            };
            var counter = run.fixture.Activate();
            for (var step = 0; step < 30; step++)
            {
                switch (random.Next(10))
                {
                    case < 4: run.Do(counter, random.Next(2) == 0 ? new Put(1) : new Noted(step + 1)); changed++; break;
                    case < 6: run.fixture.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 3000))); break;
                    case 6 when slow.Count > 0: Release(); break;
                    case 7: run.Wake(counter); break;
                    case 8: counter = run.fixture.Activate(); break;
                    default: run.fixture.Scheduler.RunUntilIdle(); break;
                }
            }
            run.fixture.OutOfReach = static () => false;
            run.fixture.BeforeTotal = static () => Task.CompletedTask;
            while (slow.Count > 0) Release();
            run.fixture.Scheduler.RunUntilIdle();
            // Longer than the longest wait in an outage.
            run.fixture.Time.Advance(TimeSpan.FromSeconds(75));
            run.fixture.Scheduler.RunUntilIdle();
            run.Wake(counter);
            run.fixture.Store.Pending.ShouldBe(0, $"seed {seed}: a message stays pending");
            if (run.operations == 0) continue;
            var state = counter.Committed;
            run.fixture.Totals.ShouldContain(
                t => t.Sum == state.Sum && t.Note == state.LastNote, $"seed {seed}: the latest state was not sent");
            sent += run.fixture.Totals.Count;

            void Release()
            {
                var first = slow[0];
                slow.RemoveAt(0);
                run.fixture.Scheduler.Start(() => first.TrySetResult());
                run.fixture.Scheduler.RunUntilIdle();
            }
        }
        sent.ShouldBeLessThan(changed, "and fewer are sent than changed");
    }

    private void Do(Journal<CounterState, CounterEvent> counter, CounterEvent happened)
    {
        var done = fixture.Record(counter, $"op{++operations}", happened);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        done.Result.IsOk.ShouldBeTrue();
    }

    private void Wake(Journal<CounterState, CounterEvent> counter)
    {
        _ = fixture.Scheduler.Start(counter.DeliverOutboxAsync);
        fixture.Scheduler.RunUntilIdle();
    }
}
