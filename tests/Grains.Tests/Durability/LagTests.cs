using XelaConnect.Grains.Durability;

namespace XelaConnect.Tests.Durability;

/// <summary>News that may be a moment old: told seldom, and never lost for it.</summary>
public sealed class LagTests
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(2);
    private const int Runs = 1500;

    private readonly PurseWorld world = new(lag: Lag);
    private int operations;

    [Fact]
    public void What_changed_many_times_is_told_once_after_the_lag_as_it_is_then()
    {
        var purse = world.Activate();
        for (var i = 1; i <= 10; i++) Do(purse, i % 2 == 0 ? new Put(1) : new Noted(i));
        world.Totals.ShouldBeEmpty();
        world.Time.Advance(Lag - TimeSpan.FromMilliseconds(1));
        world.Scheduler.RunUntilIdle();
        world.Totals.ShouldBeEmpty();
        world.Time.Advance(TimeSpan.FromMilliseconds(1));
        world.Scheduler.RunUntilIdle();
        var told = world.Totals.ShouldHaveSingleItem();
        (told.Sum, told.Note).ShouldBe((5, 9));
        world.Store.Owed.ShouldBe(0);

        Do(purse, new Put(1));
        world.Time.Advance(Lag);
        world.Scheduler.RunUntilIdle();
        world.Totals.Count.ShouldBe(2, "the next change is told after its own lag");
        world.Totals[^1].Sum.ShouldBe(6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_answer_does_not_wait_for_news_that_may_lag(bool lags)
    {
        var tried = lags ? world : new PurseWorld();
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
    public void News_that_was_owed_when_the_process_ended_is_told_by_whoever_wakes_the_grain()
    {
        Do(world.Activate(), new Put(3));
        world.Store.Owed.ShouldBe(1, "it is stored with what it tells of");
        var next = world.Activate();
        world.Scheduler.RunUntilIdle();
        world.Totals.ShouldHaveSingleItem().Sum.ShouldBe(3);
        world.Store.Owed.ShouldBe(0);

        // Out of reach when its time came, it waits for the sweep.
        world.OutOfReach = static () => true;
        Do(next, new Put(4));
        world.Time.Advance(Lag);
        world.Scheduler.RunUntilIdle();
        world.Totals.Count.ShouldBe(1);
        world.OutOfReach = static () => false;
        Wake(next);
        world.Totals[^1].Sum.ShouldBe(7);
        world.Store.Owed.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_older_delivery_does_not_strike_off_newer_news_though_only_a_branch_moved(bool crashes)
    {
        var arriving = new TaskCompletionSource();
        world.BeforeTotal = () => arriving.Task;
        var purse = world.Activate();
        Do(purse, new Noted(1));
        world.Time.Advance(Lag);
        world.Scheduler.RunUntilIdle();
        Do(purse, new Noted(2));
        // The second is owed in the store when the first one is struck off there.
        if (crashes) world.OutOfReach = () => world.Totals.Count == 1;
        world.Scheduler.Start(() => arriving.TrySetResult());
        if (!crashes)
        {
            world.Scheduler.RunUntilIdle();
            world.Time.Advance(Lag);
            world.Scheduler.RunUntilIdle();
            world.Totals.Select(t => t.Note).ShouldBe([1, 2]);
            world.Store.Owed.ShouldBe(0);
            return;
        }
        world.Scheduler.RunUntilIdle();
        world.Totals.Select(t => t.Note).ShouldBe([1]);
        world.Store.Owed.ShouldBe(1);
        world.OutOfReach = static () => false;
        world.Activate();
        world.Scheduler.RunUntilIdle();
        world.Totals.Select(t => t.Note).ShouldBe([1, 2]);
        world.Store.Owed.ShouldBe(0);
    }

    [Fact]
    public void News_delivered_before_its_time_leaves_no_place_where_the_next_is_forgotten()
    {
        var purse = world.Activate();
        Do(purse, new Put(1));
        Wake(purse);
        world.Totals.Count.ShouldBe(1, "a sweep tells it at once");
        world.Time.Advance(TimeSpan.FromSeconds(1));
        Do(purse, new Put(1));
        world.Time.Advance(TimeSpan.FromSeconds(1));
        world.Scheduler.RunUntilIdle();
        world.Totals.Count.ShouldBe(2);
        for (var i = 3; i < 9; i++)
        {
            Do(purse, new Noted(i));
            world.Time.Advance(Lag);
            world.Scheduler.RunUntilIdle();
            world.Totals.Count.ShouldBe(i);
        }
        world.Store.Owed.ShouldBe(0);
    }

    [Fact]
    public void However_it_goes_the_last_news_is_told_and_nothing_stays_owed()
    {
        var (told, changed) = (0, 0);
        for (var seed = 1; seed <= Runs; seed++)
        {
            var random = new Random(seed);
            var run = new LagTests { operations = 0 };
            var slow = new List<TaskCompletionSource>();
            run.world.OutOfReach = () => random.Next(5) == 0;
            run.world.BeforeTotal = () =>
            {
                if (random.Next(4) > 0) return Task.CompletedTask;
                slow.Add(new TaskCompletionSource());
                return slow[^1].Task;
            };
            var purse = run.world.Activate();
            for (var step = 0; step < 30; step++)
            {
                switch (random.Next(10))
                {
                    case < 4: run.Do(purse, random.Next(2) == 0 ? new Put(1) : new Noted(step + 1)); changed++; break;
                    case < 6: run.world.Time.Advance(TimeSpan.FromMilliseconds(random.Next(1, 3000))); break;
                    case 6 when slow.Count > 0: Release(); break;
                    case 7: run.Wake(purse); break;
                    case 8: purse = run.world.Activate(); break;
                    default: run.world.Scheduler.RunUntilIdle(); break;
                }
            }
            run.world.OutOfReach = static () => false;
            run.world.BeforeTotal = static () => Task.CompletedTask;
            while (slow.Count > 0) Release();
            run.world.Time.Advance(Lag);
            run.world.Scheduler.RunUntilIdle();
            run.Wake(purse);
            run.world.Store.Owed.ShouldBe(0, $"seed {seed}: something stays owed");
            if (run.operations == 0) continue;
            var state = purse.Committed;
            run.world.Totals.ShouldContain(t => t.Sum == state.Sum && t.Note == state.LastNote, $"seed {seed}: how it stands was not told");
            told += run.world.Totals.Count;

            void Release()
            {
                var first = slow[0];
                slow.RemoveAt(0);
                run.world.Scheduler.Start(() => first.TrySetResult());
                run.world.Scheduler.RunUntilIdle();
            }
        }
        told.ShouldBeLessThan(changed, "and less is told than changed");
    }

    private void Do(Journal<PurseState, PurseEvent> purse, PurseEvent happened)
    {
        var done = world.Record(purse, $"op{++operations}", happened);
        world.Store.EndAll();
        world.Scheduler.RunUntilIdle();
        done.Result.IsOk.ShouldBeTrue();
    }

    private void Wake(Journal<PurseState, PurseEvent> purse)
    {
        _ = world.Scheduler.Start(purse.DeliverOutboxAsync);
        world.Scheduler.RunUntilIdle();
    }
}
