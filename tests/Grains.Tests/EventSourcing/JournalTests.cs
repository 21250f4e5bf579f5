using System.Runtime.CompilerServices;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>The kernel's promises, one at a time.</summary>
public sealed class JournalTests
{
    private readonly CounterFixture fixture = new();

    [Fact]
    public void Response_waits_for_the_commit()
    {
        var counter = fixture.Activate();
        var put = fixture.Put(counter, "a", 4);
        fixture.Scheduler.RunUntilIdle();
        put.IsCompleted.ShouldBeFalse();
        counter.Committed.Sum.ShouldBe(0);

        fixture.Store.End(0, AppendOutcome.Answered);
        fixture.Scheduler.RunUntilIdle();
        put.Result.Value!.Seq.ShouldBe(1);
        counter.Committed.Sum.ShouldBe(4);
    }

    [Fact]
    public void Commands_during_a_commit_join_the_next_one()
    {
        var counter = fixture.Activate();
        var puts = Enumerable.Range(0, 10).Select(i => fixture.Put(counter, $"op{i}", 2)).ToList();
        fixture.Store.Waiting.ShouldBe(1);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        fixture.Store.Waiting.ShouldBe(1);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        puts.ShouldAllBe(p => p.IsCompletedSuccessfully && p.Result.IsOk);
        fixture.Store.Of(CounterFixture.Main).Count().ShouldBe(10);
    }

    [Fact]
    public void Event_that_cannot_be_applied_leaves_no_gap()
    {
        var counter = fixture.Activate();
        fixture.Record(counter, "a", new Put(2), new Unapplied()).IsFaulted.ShouldBeTrue();
        var put = fixture.Put(counter, "b", 4);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        (put.Result.Value!.Seq, counter.Committed.Sum).ShouldBe((1, 4));
    }

    [Fact]
    public void Event_that_cannot_be_written_fails_its_command_and_the_activation()
    {
        Exception? failed = null;
        var counter = fixture.Activate(reason => failed = reason);
        var record = fixture.Record(counter, "a", new Undeclared());
        fixture.Scheduler.RunUntilIdle();
        record.Exception!.InnerException.ShouldBeOfType<StorageUnavailableException>().ShouldBe(failed);
        fixture.Store.Rows.ShouldBeEmpty();
    }

    [Fact]
    public void Rule_that_fails_when_it_decides_again_fails_its_command_only()
    {
        var small = new CounterFixture(new KernelSizes { OperationsRemembered = 1, TailRows = 1 });
        var counter = small.Activate();
        foreach (var op in (string[])["a", "b"])
        {
            _ = small.Put(counter, op, 2);
            small.Store.EndAll();
            small.Scheduler.RunUntilIdle();
        }
        // The first commit is under way, so that the next three commands share one, of which the first is repeated.
        _ = small.Put(counter, "c", 2);
        var repeated = small.Put(counter, "a", 2);
        var decisions = 0;
        var fails = small.Scheduler.Start(() => counter.HandleAsync("d", (_, _) => ++decisions == 1
            ? Decision<CounterEvent>.Record(new Put(2))
            : throw new InvalidOperationException("a fault of a rule"), static (_, _) => true));
        var after = small.Put(counter, "e", 2);
        for (var i = 0; i < 3; i++)
        {
            small.Scheduler.RunUntilIdle();
            small.Store.EndAll();
        }
        small.Scheduler.RunUntilIdle();

        repeated.Result.Value!.Seq.ShouldBe(1);
        fails.Exception!.InnerException.ShouldBeOfType<InvalidOperationException>();
        after.Result.Value!.Seq.ShouldBe(4);
    }

    [Fact]
    public void Repeated_operation_in_flight_joins_the_first()
    {
        var counter = fixture.Activate();
        var puts = Enumerable.Range(0, 100).Select(_ => fixture.Put(counter, "same", 4)).ToList();
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        puts.ShouldAllBe(p => p.Result.Value!.Seq == 1);
        fixture.Store.Of(CounterFixture.Main).Count().ShouldBe(1);
    }

    [Fact]
    public void Repeated_operation_gets_its_first_outcome()
    {
        var small = new CounterFixture(new KernelSizes { OperationsRemembered = 1, TailRows = 2 });
        var counter = small.Activate();
        foreach (var (op, amount) in new[] { ("first", 60), ("second", 10), ("third", 30) })
        {
            var put = small.Put(counter, op, amount);
            small.Store.EndAll();
            small.Scheduler.RunUntilIdle();
            put.Result.IsOk.ShouldBeTrue();
        }
        var again = small.Put(small.Activate(), "first", 60);
        small.Scheduler.RunUntilIdle();
        again.Result.Value.ShouldBe(new PutView(1, 60));
        small.Store.OperationsLookedUp.ShouldBe(1);
    }

    [Fact]
    public void Completed_operation_holds_neither_state_nor_event()
    {
        var counter = fixture.Activate();
        var (state, happened) = PutAndForget(fixture, counter, "a");
        PutAndForget(fixture, counter, "b");
        GC.Collect();
        (state.IsAlive, happened.IsAlive).ShouldBe((false, false));
        counter.Committed.Sum.ShouldBe(8);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (WeakReference State, WeakReference Event) PutAndForget(
        CounterFixture fixture, Journal<CounterState, CounterEvent> counter, string op)
    {
        WeakReference? happened = null;
        counter.AfterCommit = events => happened = new WeakReference(events[0].Event);
        fixture.Put(counter, op, 4);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        counter.AfterCommit = null;
        return (new WeakReference(counter.Committed), happened!);
    }

    [Fact]
    public void Repeated_operation_gets_its_first_events_and_the_present_state()
    {
        var counter = fixture.Activate();
        foreach (var (op, amount) in new[] { ("a", 4), ("b", 6) })
        {
            fixture.Put(counter, op, amount);
            fixture.Store.EndAll();
            fixture.Scheduler.RunUntilIdle();
        }
        var again = fixture.Scheduler.Complete(() => counter.HandleAsync(
            "a", static (_, _) => throw new InvalidOperationException("a known operation is not decided"),
            static (state, events) => (state.Sum, events.Single().Seq)));
        again.Value.ShouldBe((10, 1));
        (fixture.Store.OperationsLookedUp, fixture.Store.Waiting).ShouldBe((1, 0));
    }

    [Fact]
    public void Repeated_operation_is_known_when_its_events_are_erased()
    {
        var counter = fixture.Activate();
        foreach (var (op, amount) in new[] { ("a", 3), ("b", 5) })
        {
            fixture.Record(counter, op, new Noted(amount));
            fixture.Store.EndAll();
            fixture.Scheduler.RunUntilIdle();
        }
        fixture.Scheduler.Complete(async () =>
        {
            await counter.EraseAsync(subStream: 1, upToSeq: 1);
            return 0;
        });
        var again = fixture.Scheduler.Complete(() => counter.HandleAsync(
            "a", static (_, _) => new Noted(3), static (state, _) => state.LastNote));
        (again.Value, fixture.Store.Waiting).ShouldBe((5, 0));
    }

    [Fact]
    public void Repeated_operation_reads_nothing_for_a_view_of_the_state()
    {
        var counter = fixture.Activate();
        fixture.Put(counter, "a", 4);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        var again = fixture.Scheduler.Complete(() => counter.HandleAsync(
            "a", static (_, _) => Decision.Nothing, static (state, _) => state.Sum, viewShowsEvents: false));
        (again.Value, fixture.Store.OperationsLookedUp).ShouldBe((4, 0));
    }

    [Fact]
    public void Refusal_of_a_new_operation_on_a_grown_grain_reads_nothing()
    {
        var (grown, counter) = Grown();
        var activated = grown.Time.GetUtcNow();
        grown.Time.Advance(RecentOperations<object>.MaxClockSkew + TimeSpan.FromSeconds(1));
        LookUps(grown, counter, Ids.NewOperation(grown.Time.GetUtcNow())).ShouldBe(0);
        LookUps(grown, counter, Ids.NewOperation(activated)).ShouldBe(1, "an earlier activation may have stored it");
        LookUps(grown, counter, "live/ada/1").ShouldBe(1, "the id does not say when it was created");
        // A digest may look like a UUIDv7 of any time, also beyond the calendar.
        LookUps(grown, counter, "f46253aa0ab17000800000000000000a").ShouldBe(1, "a digest says nothing");
        LookUps(grown, counter, "op0", isStored: true).ShouldBe(1);
    }

    [Fact]
    public void Operation_before_the_remembered_ones_is_looked_up()
    {
        var (grown, counter) = Grown();
        grown.Time.Advance(TimeSpan.FromMinutes(1));
        var first = Ids.NewOperation(grown.Time.GetUtcNow());
        Store(grown, counter, first);
        for (var i = 0; i < 7; i++) Store(grown, counter, Ids.NewOperation(grown.Time.GetUtcNow()));
        LookUps(grown, counter, first, isStored: true).ShouldBe(1);
    }

    /// <summary>An activation of a counter that has stored more operations than it remembers.</summary>
    private static (CounterFixture Fixture, Journal<CounterState, CounterEvent> Counter) Grown()
    {
        var grown = new CounterFixture(new KernelSizes { OperationsRemembered = 3, TailRows = 3 });
        var counter = grown.Activate();
        for (var i = 0; i < 10; i++) Store(grown, counter, $"op{i}");
        return (grown, grown.Activate());
    }

    private static void Store(CounterFixture fixture, Journal<CounterState, CounterEvent> counter, string op)
    {
        var put = fixture.Put(counter, op, 2);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        put.Result.IsOk.ShouldBeTrue();
    }

    /// <summary>How often a command that the rule refuses is looked up. A stored one gets its first outcome.</summary>
    private static int LookUps(
        CounterFixture fixture, Journal<CounterState, CounterEvent> counter, string op, bool isStored = false)
    {
        var before = fixture.Store.OperationsLookedUp;
        var put = fixture.Put(counter, op, CounterRules.Holds + 2);
        fixture.Scheduler.RunUntilIdle();
        put.Result.IsOk.ShouldBe(isStored);
        return fixture.Store.OperationsLookedUp - before;
    }

    [Fact]
    public void Repeated_operation_waits_for_the_first_delivery()
    {
        var counter = fixture.Activate();
        var received = new TaskCompletionSource();
        var slow = new OutboxMessageType<Receipt>(
            "counter.slow.v1", CounterJson.Default.Receipt, (_, _, _) => received.Task);
        var first = Send();
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        var again = Send();
        fixture.Scheduler.RunUntilIdle();
        (first.IsCompleted, again.IsCompleted).ShouldBe((false, false));
        fixture.Scheduler.Start(() => received.TrySetResult());
        fixture.Scheduler.RunUntilIdle();
        (first.IsCompletedSuccessfully, again.IsCompletedSuccessfully).ShouldBe((true, true));

        Task<Outcome<int>> Send() => fixture.Scheduler.Start(() => counter.HandleAsync(
            "a", (_, _) => Decision<CounterEvent>.Record(new Put(2)).AndSend(slow.To("book", new Receipt("a/slow", 2))),
            static (_, _) => 0));
    }

    [Fact]
    public void Repeated_operation_in_a_batch_redecides_the_others()
    {
        var small = new CounterFixture(new KernelSizes { OperationsRemembered = 1, TailRows = 1 });
        var counter = small.Activate();
        foreach (var (op, amount) in new[] { ("first", 10), ("second", 10) })
        {
            small.Put(counter, op, amount);
            small.Store.EndAll();
            small.Scheduler.RunUntilIdle();
        }
        var before = small.Put(counter, "before", 2);
        var first = small.Put(counter, "first", 10);
        var after = small.Put(counter, "after", 4);
        for (var i = 0; i < 4; i++)
        {
            small.Store.EndAll();
            small.Scheduler.RunUntilIdle();
        }
        first.Result.Value.ShouldBe(new PutView(1, 10));
        before.Result.Value!.Seq.ShouldBe(3);
        after.Result.Value!.Seq.ShouldBe(4);
        counter.Committed.Sum.ShouldBe(26);
    }

    [Fact]
    public void Redecided_command_without_events_is_answered()
    {
        var (small, counter) = WithTwoForgotten();
        small.Put(counter, "before", 2);
        var first = small.Put(counter, "first", 10);
        var after = small.Scheduler.Start(() => counter.HandleAsync(
            "after", static (state, _) => state.Sum == 22 ? Decision.Nothing : new Put(1), static (_, events) => events.Length));
        for (var i = 0; i < 4; i++)
        {
            small.Store.EndAll();
            small.Scheduler.RunUntilIdle();
        }
        first.Result.Value.ShouldBe(new PutView(1, 10));
        after.IsCompleted.ShouldBeTrue("a command does not wait for itself");
        after.Result.Value.ShouldBe(0);
    }

    [Fact]
    public void Message_of_a_redecided_command_has_the_final_version()
    {
        var (small, counter) = WithTwoForgotten();
        small.OutOfReach = static () => true;
        small.Put(counter, "before", 2);
        small.Put(counter, "first", 10);
        small.Put(counter, "after", 3);
        for (var i = 0; i < 4; i++)
        {
            small.Store.EndAll();
            small.Scheduler.RunUntilIdle();
        }
        small.Store.PendingMessages.ShouldContain($"counter.total.v1 total {small.Store.Rows.Count} by");
    }

    private static (CounterFixture World, Journal<CounterState, CounterEvent> Counter) WithTwoForgotten()
    {
        var small = new CounterFixture(new KernelSizes { OperationsRemembered = 1, TailRows = 1 });
        var counter = small.Activate();
        foreach (var (op, amount) in new[] { ("first", 10), ("second", 10) })
        {
            small.Put(counter, op, amount);
            small.Store.EndAll();
            small.Scheduler.RunUntilIdle();
        }
        return (small, counter);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Failed_commit_fails_all_waiting_and_ends_the_activation(bool answerLost)
    {
        Exception? failure = null;
        var counter = fixture.Activate(e => failure = e);
        var puts = new[] { fixture.Put(counter, "a", 4), fixture.Put(counter, "b", 4) };
        fixture.Store.End(0, answerLost ? AppendOutcome.AnswerLost : AppendOutcome.Failed);
        fixture.Scheduler.RunUntilIdle();
        puts.ShouldAllBe(p => p.IsFaulted && p.Exception!.InnerException is StorageUnavailableException);
        failure.ShouldNotBeNull();
        fixture.Put(counter, "c", 4).IsFaulted.ShouldBeTrue();
        counter.Committed.Sum.ShouldBe(0);

        // A repeat is safe in both cases.
        var again = fixture.Put(fixture.Activate(), "a", 4);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        again.Result.Value!.Seq.ShouldBe(1);
        fixture.Store.Of(CounterFixture.Main).Count(r => r.Op == "a").ShouldBe(1);
    }

    [Fact]
    public void Hanging_store_is_an_unknown_outcome_and_fenced()
    {
        var counter = fixture.Activate();
        var hanging = fixture.Put(counter, "a", 4);
        fixture.Time.Advance(TimeSpan.FromSeconds(16));
        fixture.Scheduler.RunUntilIdle();
        hanging.IsFaulted.ShouldBeTrue();

        var next = fixture.Activate();
        var put = fixture.Put(next, "b", 6);
        fixture.Store.End(0, AppendOutcome.Answered); // the late one gets through first
        fixture.Store.End(0, AppendOutcome.Answered);
        fixture.Scheduler.RunUntilIdle();
        put.IsFaulted.ShouldBeTrue("it was decided on a history that has gone on without it");
        fixture.Store.Of(CounterFixture.Main).Select(r => r.Op).ShouldBe(["a"]);
        fixture.Activate().Committed.Sum.ShouldBe(4);
    }

    [Fact]
    public void Second_activation_is_fenced()
    {
        var (first, second) = (fixture.Activate(), fixture.Activate());
        var a = fixture.Put(first, "a", 60);
        var b = fixture.Put(second, "b", 60);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        a.Result.IsOk.ShouldBeTrue();
        b.IsFaulted.ShouldBeTrue();
        fixture.Activate().Committed.Sum.ShouldBe(60);
    }

    [Fact]
    public void Refusal_based_on_staged_events_waits_for_their_commit()
    {
        var counter = fixture.Activate();
        fixture.Put(counter, "a", 100);
        var refused = fixture.Put(counter, "b", 100);
        fixture.Scheduler.RunUntilIdle();
        refused.IsCompleted.ShouldBeFalse();
        fixture.Store.End(0, AppendOutcome.Failed);
        fixture.Scheduler.RunUntilIdle();
        refused.IsFaulted.ShouldBeTrue("the counter was never full");
    }

    [Fact]
    public void Outbox_message_survives_a_crash_before_delivery()
    {
        fixture.OutOfReach = static () => true;
        var put = fixture.Put(fixture.Activate(), "a", 4);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        put.Result.IsOk.ShouldBeTrue("the answer does not wait for a receiver that is out of reach");
        fixture.Receipts.ShouldBeEmpty();
        fixture.Store.Pending.ShouldBe(2);

        fixture.OutOfReach = static () => false;
        fixture.Activate(); // after the crash
        fixture.Scheduler.RunUntilIdle();
        fixture.Receipts.Keys.ShouldBe(["a/receipt"]);
        fixture.LastTotal.Sum.ShouldBe(4);
        fixture.Store.Pending.ShouldBe(0);
    }

    [Fact]
    public void Response_does_not_wait_for_background_messages()
    {
        var counter = fixture.Activate();
        var (slow, delivered) = (new TaskCompletionSource(), 0);
        var news = new OutboxMessageType<Receipt>("counter.news.v1", CounterJson.Default.Receipt, async (_, _, _) =>
        {
            await slow.Task;
            delivered++;
        }) { ResponseAwaitsDelivery = false };
        var sent = fixture.Scheduler.Start(
            () => counter.HandleAsync("a", (_, _) => Decision<CounterEvent>.Record(new Put(2))
            .AndSend(news.To("book", new Receipt("a/news", 2))), static (_, _) => 0));
        var put = fixture.Put(counter, "b", 4);
        for (var i = 0; i < 3; i++)
        {
            fixture.Store.EndAll();
            fixture.Scheduler.RunUntilIdle();
        }
        (sent.IsCompletedSuccessfully, put.IsCompletedSuccessfully, delivered).ShouldBe((true, true, 0));
        fixture.Receipts.Keys.ShouldBe(["b/receipt"]);
        fixture.Store.PendingMessages.ShouldContain("counter.news.v1");
        fixture.Scheduler.Start(() => slow.TrySetResult());
        fixture.Scheduler.RunUntilIdle();
        (delivered, fixture.Store.Pending).ShouldBe((1, 0));
    }

    [Fact]
    public void Short_stream_opens_without_its_snapshot()
    {
        var small = new CounterFixture(new KernelSizes { TailRows = 4, SnapshotEvery = 3, PageRows = 2 });
        var counter = small.Activate();
        for (var i = 1; i <= 4; i++) Put(i);
        small.Store.SnapshotsWritten.ShouldBe(1);
        var reads = small.Store.SnapshotsRead;
        small.Activate().Committed.Sum.ShouldBe(8);
        small.Store.SnapshotsRead.ShouldBe(reads, "four rows are a tail that reaches back to the first");
        for (var i = 5; i <= 20; i++) Put(i);
        small.Store.SnapshotsWritten.ShouldBeGreaterThan(3);
        small.Activate().Committed.ShouldBe(counter.Committed, "snapshot plus events equals the state that never left memory");
        small.Store.SnapshotsRead.ShouldBe(reads + 1);

        void Put(int i)
        {
            small.Put(counter, $"op{i}", 2);
            small.Store.EndAll();
            small.Scheduler.RunUntilIdle();
        }
    }
}
