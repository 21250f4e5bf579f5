using XelaConnect.Grains.Durability;

namespace XelaConnect.Tests.Durability;

/// <summary>The kernel's promises, one at a time.</summary>
public sealed class JournalTests
{
    private readonly PurseWorld world = new();

    [Fact]
    public void Nothing_is_answered_before_it_is_stored()
    {
        var purse = world.Activate();
        var put = world.Put(purse, "a", 4);
        world.Scheduler.RunUntilIdle();
        put.IsCompleted.ShouldBeFalse();
        purse.Committed.Sum.ShouldBe(0);

        world.Store.End(0, Ending.Answered);
        world.Scheduler.RunUntilIdle();
        put.Result.Value!.Seq.ShouldBe(1);
        purse.Committed.Sum.ShouldBe(4);
    }

    [Fact]
    public void What_arrives_during_a_commit_goes_into_the_next_together()
    {
        var purse = world.Activate();
        var puts = Enumerable.Range(0, 10).Select(i => world.Put(purse, $"op{i}", 2)).ToList();
        world.Store.Waiting.ShouldBe(1);
        world.Store.EndAll();
        world.Scheduler.RunUntilIdle();
        world.Store.Waiting.ShouldBe(1);
        world.Store.EndAll();
        world.Scheduler.RunUntilIdle();
        puts.ShouldAllBe(p => p.IsCompletedSuccessfully && p.Result.IsOk);
        world.Store.Of(PurseWorld.Main).Count().ShouldBe(10);
    }

    [Fact]
    public void The_same_operation_in_flight_joins_the_first()
    {
        var purse = world.Activate();
        var puts = Enumerable.Range(0, 100).Select(_ => world.Put(purse, "same", 4)).ToList();
        world.Store.EndAll();
        world.Scheduler.RunUntilIdle();
        puts.ShouldAllBe(p => p.Result.Value!.Seq == 1);
        world.Store.Of(PurseWorld.Main).Count().ShouldBe(1);
    }

    [Fact]
    public void The_same_operation_long_after_gets_its_first_outcome_even_where_it_would_be_refused_now()
    {
        var forgetful = new PurseWorld(new KernelSizes { OperationsRemembered = 1, TailRows = 2 });
        var purse = forgetful.Activate();
        foreach (var (op, amount) in new[] { ("first", 60), ("second", 10), ("third", 30) })
        {
            var put = forgetful.Put(purse, op, amount);
            forgetful.Store.EndAll();
            forgetful.Scheduler.RunUntilIdle();
            put.Result.IsOk.ShouldBeTrue();
        }
        var again = forgetful.Put(forgetful.Activate(), "first", 60);
        forgetful.Scheduler.RunUntilIdle();
        again.Result.Value.ShouldBe(new PutView(1, 60));
        forgetful.Store.OperationsLookedUp.ShouldBe(1);
    }

    [Fact]
    public void A_repeated_operation_in_a_batch_gets_its_first_outcome_and_the_others_are_decided_again()
    {
        var forgetful = new PurseWorld(new KernelSizes { OperationsRemembered = 1, TailRows = 1 });
        var purse = forgetful.Activate();
        foreach (var (op, amount) in new[] { ("first", 10), ("second", 10) })
        {
            forgetful.Put(purse, op, amount);
            forgetful.Store.EndAll();
            forgetful.Scheduler.RunUntilIdle();
        }
        var before = forgetful.Put(purse, "before", 2);
        var first = forgetful.Put(purse, "first", 10);
        var after = forgetful.Put(purse, "after", 4);
        for (var i = 0; i < 4; i++)
        {
            forgetful.Store.EndAll();
            forgetful.Scheduler.RunUntilIdle();
        }
        first.Result.Value.ShouldBe(new PutView(1, 10));
        before.Result.Value!.Seq.ShouldBe(3);
        after.Result.Value!.Seq.ShouldBe(4);
        purse.Committed.Sum.ShouldBe(26);
    }

    [Fact]
    public void Who_is_decided_again_beside_a_repeated_operation_and_has_nothing_to_do_then_is_answered()
    {
        var (forgetful, purse) = WithTwoForgotten();
        forgetful.Put(purse, "before", 2);
        var first = forgetful.Put(purse, "first", 10);
        var after = forgetful.Scheduler.Start(() => purse.HandleAsync(
            "after", static (state, _) => state.Sum == 22 ? Decision.Nothing : new Put(1), static (_, events) => events.Length));
        for (var i = 0; i < 4; i++)
        {
            forgetful.Store.EndAll();
            forgetful.Scheduler.RunUntilIdle();
        }
        first.Result.Value.ShouldBe(new PutView(1, 10));
        after.IsCompleted.ShouldBeTrue("nobody waits for themselves");
        after.Result.Value.ShouldBe(0);
    }

    [Fact]
    public void What_is_owed_by_a_command_that_was_decided_again_has_the_version_of_where_it_came_to_stand()
    {
        var (forgetful, purse) = WithTwoForgotten();
        forgetful.OutOfReach = static () => true;
        forgetful.Put(purse, "before", 2);
        forgetful.Put(purse, "first", 10);
        forgetful.Put(purse, "after", 3);
        for (var i = 0; i < 4; i++)
        {
            forgetful.Store.EndAll();
            forgetful.Scheduler.RunUntilIdle();
        }
        forgetful.Store.OwedBy.ShouldContain($"purse.total.v1 total {forgetful.Store.Rows.Count} by");
    }

    private static (PurseWorld World, Journal<PurseState, PurseEvent> Purse) WithTwoForgotten()
    {
        var forgetful = new PurseWorld(new KernelSizes { OperationsRemembered = 1, TailRows = 1 });
        var purse = forgetful.Activate();
        foreach (var (op, amount) in new[] { ("first", 10), ("second", 10) })
        {
            forgetful.Put(purse, op, amount);
            forgetful.Store.EndAll();
            forgetful.Scheduler.RunUntilIdle();
        }
        return (forgetful, purse);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_failed_commit_fails_everyone_waiting_and_ends_the_activation(bool answerLost)
    {
        Exception? failure = null;
        var purse = world.Activate(e => failure = e);
        var puts = new[] { world.Put(purse, "a", 4), world.Put(purse, "b", 4) };
        world.Store.End(0, answerLost ? Ending.AnswerLost : Ending.Failed);
        world.Scheduler.RunUntilIdle();
        puts.ShouldAllBe(p => p.IsFaulted && p.Exception!.InnerException is StorageUnavailableException);
        failure.ShouldNotBeNull();
        world.Put(purse, "c", 4).IsFaulted.ShouldBeTrue();
        purse.Committed.Sum.ShouldBe(0);

        // Repeating is safe, whichever it was.
        var again = world.Put(world.Activate(), "a", 4);
        world.Store.EndAll();
        world.Scheduler.RunUntilIdle();
        again.Result.Value!.Seq.ShouldBe(1);
        world.Store.Of(PurseWorld.Main).Count(r => r.Op == "a").ShouldBe(1);
    }

    [Fact]
    public void A_store_that_hangs_counts_as_unknown_and_what_it_commits_late_is_fenced_off()
    {
        var purse = world.Activate();
        var hanging = world.Put(purse, "a", 4);
        world.Time.Advance(TimeSpan.FromSeconds(16));
        world.Scheduler.RunUntilIdle();
        hanging.IsFaulted.ShouldBeTrue();

        var next = world.Activate();
        var put = world.Put(next, "b", 6);
        world.Store.End(0, Ending.Answered); // the late one gets through first
        world.Store.End(0, Ending.Answered);
        world.Scheduler.RunUntilIdle();
        put.IsFaulted.ShouldBeTrue("it was decided on a history that has gone on without it");
        world.Store.Of(PurseWorld.Main).Select(r => r.Op).ShouldBe(["a"]);
        world.Activate().Committed.Sum.ShouldBe(4);
    }

    [Fact]
    public void A_second_activation_cannot_write_over_the_first()
    {
        var (first, second) = (world.Activate(), world.Activate());
        var a = world.Put(first, "a", 60);
        var b = world.Put(second, "b", 60);
        world.Store.EndAll();
        world.Scheduler.RunUntilIdle();
        a.Result.IsOk.ShouldBeTrue();
        b.IsFaulted.ShouldBeTrue();
        world.Activate().Committed.Sum.ShouldBe(60);
    }

    [Fact]
    public void A_refusal_that_rests_on_something_staged_is_said_only_when_that_is_stored()
    {
        var purse = world.Activate();
        world.Put(purse, "a", 100);
        var refused = world.Put(purse, "b", 100);
        world.Scheduler.RunUntilIdle();
        refused.IsCompleted.ShouldBeFalse();
        world.Store.End(0, Ending.Failed);
        world.Scheduler.RunUntilIdle();
        refused.IsFaulted.ShouldBeTrue("the purse was never full");
    }

    [Fact]
    public void An_effect_survives_a_crash_between_commit_and_delivery()
    {
        world.OutOfReach = static () => true;
        var put = world.Put(world.Activate(), "a", 4);
        world.Store.EndAll();
        world.Scheduler.RunUntilIdle();
        put.Result.IsOk.ShouldBeTrue("the answer does not wait for a receiver that is out of reach");
        world.Receipts.ShouldBeEmpty();
        world.Store.Owed.ShouldBe(2);

        world.OutOfReach = static () => false;
        world.Activate(); // after the crash
        world.Scheduler.RunUntilIdle();
        world.Receipts.Keys.ShouldBe(["a/receipt"]);
        world.LastTotal.Sum.ShouldBe(4);
        world.Store.Owed.ShouldBe(0);
    }

    [Fact]
    public void No_answer_waits_for_an_effect_of_which_that_is_said_and_what_it_waits_for_is_not_behind_one()
    {
        var purse = world.Activate();
        var (slow, delivered) = (new TaskCompletionSource(), 0);
        var news = new OutboxMessageType<Receipt>("purse.news.v1", PurseJson.Default.Receipt, async (_, _, _) =>
        {
            await slow.Task;
            delivered++;
        }) { ResponseAwaitsDelivery = false };
        var told = world.Scheduler.Start(() => purse.HandleAsync("a", (_, _) => Decision<PurseEvent>.Record(new Put(2)).AndSend(news.To("book", new Receipt("a/news", 2))), static (_, _) => 0));
        var put = world.Put(purse, "b", 4);
        for (var i = 0; i < 3; i++)
        {
            world.Store.EndAll();
            world.Scheduler.RunUntilIdle();
        }
        (told.IsCompletedSuccessfully, put.IsCompletedSuccessfully, delivered).ShouldBe((true, true, 0));
        world.Receipts.Keys.ShouldBe(["b/receipt"]);
        world.Store.OwedBy.ShouldContain("purse.news.v1");
        world.Scheduler.Start(() => slow.TrySetResult());
        world.Scheduler.RunUntilIdle();
        (delivered, world.Store.Owed).ShouldBe((1, 0));
    }

    [Fact]
    public void A_short_history_opens_without_its_snapshot_and_a_long_one_with_it()
    {
        var small = new PurseWorld(new KernelSizes { TailRows = 4, SnapshotEvery = 3, PageRows = 2 });
        var purse = small.Activate();
        for (var i = 1; i <= 4; i++) Put(i);
        small.Store.SnapshotsWritten.ShouldBe(1);
        var reads = small.Store.SnapshotsRead;
        small.Activate().Committed.Sum.ShouldBe(8);
        small.Store.SnapshotsRead.ShouldBe(reads, "four rows are a tail that reaches back to the first");
        for (var i = 5; i <= 20; i++) Put(i);
        small.Store.SnapshotsWritten.ShouldBeGreaterThan(3);
        small.Activate().Committed.ShouldBe(purse.Committed, "snapshot plus events equals the state that never left memory");
        small.Store.SnapshotsRead.ShouldBe(reads + 1);

        void Put(int i)
        {
            small.Put(purse, $"op{i}", 2);
            small.Store.EndAll();
            small.Scheduler.RunUntilIdle();
        }
    }
}
