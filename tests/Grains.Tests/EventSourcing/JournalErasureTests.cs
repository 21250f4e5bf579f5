using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>Deletion and rewriting of what is stored of a grain, killed at any step.</summary>
public sealed class JournalErasureTests
{
    private const string Left = "zzz";
    private const string Ada = "ada";

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void Deletion_leaves_nothing_wherever_it_is_killed(int? coveredRowsKept)
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var fixture = Filled(random, coveredRowsKept);
            fixture.Store.KeepsCovers = seed % 2 == 0;
            // Rows of a read model are dropped, so a row behind a gap does not open.
            var late = coveredRowsKept is null && random.Next(3) == 0 ? fixture.Activate() : null;
            if (late is not null)
            {
                // Under way when the deletion begins, and stored after it.
                _ = fixture.Put(late, "late", 2);
                fixture.Scheduler.RunUntilIdle();
            }
            fixture.Store.ErasureFails = () => random.Next(3) == 0;
            var (calls, rows, more) = (0, 0L, true);
            while (more)
            {
                var journal = fixture.Activate();
                try
                {
                    var erased = fixture.Scheduler.Complete(journal.DeleteAsync);
                    (rows, more) = (rows + erased.Rows, erased.More);
                }
                catch (IOException) { more = true; }
                if (++calls == 3) Settle(fixture);
                calls.ShouldBeLessThan(1_000, $"seed {seed}");
            }
            Settle(fixture);
            fixture.Store.ErasureFails = static () => false;
            // Once more, as the last check of an erasure does.
            while (fixture.Scheduler.Complete(fixture.Activate().DeleteAsync).More) { }
            fixture.Store.Dump().ShouldBeEmpty($"seed {seed}");
            fixture.Activate().IsEmpty.ShouldBeTrue();
        }
    }

    [Fact]
    public void Deletion_waits_for_the_outbox_and_then_ends_the_activation()
    {
        var fixture = new CounterFixture { OutOfReach = static () => true };
        var failures = new List<Exception>();
        var journal = fixture.Activate(failures.Add);
        _ = fixture.Put(journal, "op", 2);
        Settle(fixture);
        fixture.Scheduler.Complete(journal.DeleteAsync).ShouldBe(new ErasedPortion(0, More: true));
        failures.ShouldBeEmpty();

        fixture.OutOfReach = static () => false;
        fixture.Time.Advance(TimeSpan.FromMinutes(5));
        fixture.Scheduler.Complete(async () => { await journal.DeliverOutboxAsync(); return 0; });
        Settle(fixture);
        fixture.Scheduler.Complete(journal.DeleteAsync).More.ShouldBeFalse();
        failures.Count.ShouldBe(1);
        Should.Throw<StorageUnavailableException>(() => fixture.Scheduler.Complete(() => fixture.Put(journal, "other", 2)));
        fixture.Store.Dump().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void Rewriting_replaces_a_text_everywhere_and_keeps_the_state_wherever_it_is_killed(int? coveredRowsKept)
    {
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var fixture = Filled(random, coveredRowsKept);
            var before = fixture.Activate().Committed;
            var keys = fixture.Store.Rows.Keys.ToList();
            fixture.Store.Dump().ShouldContain(Ada);
            fixture.Store.ErasureFails = () => random.Next(3) == 0;
            RewriteAll(fixture);
            fixture.Store.ErasureFails = static () => false;
            fixture.Store.Dump().ShouldNotContain(Ada, Case.Sensitive, $"seed {seed}");
            fixture.Store.Dump().ShouldContain(Left);
            fixture.Store.Rows.Keys.ToList().ShouldBe(keys, "seqs stay");
            fixture.Activate().Committed.ShouldBe(before, $"seed {seed}");
        }
    }

    [Fact]
    public void Rewriting_drops_the_words_of_whom_the_text_names()
    {
        var fixture = new CounterFixture(
            new KernelSizes { TailRows = 4, SnapshotEvery = 3 },
            redacted: static (happened, text) => happened is Put { Amount: 7 } && text == Ada ? new Put(0) : happened);
        var journal = fixture.Activate();
        for (var i = 0; i < 10; i++)
        {
            _ = fixture.Record(journal, $"{(i % 2 == 0 ? Ada : "ben")}/{i}", new Put(7));
            Settle(fixture);
        }
        journal.Committed.Sum.ShouldBe(70);
        RewriteAll(fixture);
        fixture.Activate().Committed.ShouldBe(new CounterState(35, 10, 0), "those of others stay");
    }

    [Fact]
    public void Renamed_grain_has_the_same_state_and_leaves_nothing_behind()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            var fixture = Filled(random);
            var before = fixture.Activate().Committed;
            fixture.Store.ErasureFails = () => random.Next(3) == 0;
            for (var more = true; more;)
            {
                try { more = fixture.Scheduler.Complete(() => fixture.Activate().RenameAsync("p2")).More; }
                catch (IOException) { more = true; }
            }
            fixture.Activate(key: "p2").Committed.ShouldBe(before, $"seed {seed}");
            fixture.Store.Dump().ShouldNotContain("p1", Case.Sensitive);
            fixture.Activate().IsEmpty.ShouldBeTrue();
        }
    }

    [Fact]
    public void Snapshot_of_a_read_model_is_rewritten_as_well()
    {
        var fixture = new CounterFixture(
            new KernelSizes { TailRows = 4, SnapshotEvery = 10 }, coveredRowsKept: 0,
            redactedState: static (counter, text) => text == Ada ? counter with { Count = 0 } : counter);
        var journal = fixture.Activate();
        for (var i = 0; i < 10; i++)
        {
            _ = fixture.Record(journal, $"ben/{i}", new Put(1));
            Settle(fixture);
        }
        fixture.Activate().Committed.ShouldBe(new CounterState(10, 10, 0));
        RewriteAll(fixture);
        fixture.Activate().Committed.ShouldBe(new CounterState(10, 0, 0));
    }

    [Fact]
    public void Rewriting_waits_for_messages_with_the_text_only()
    {
        var fixture = new CounterFixture { OutOfReach = static () => true };
        var journal = fixture.Activate();
        _ = fixture.Put(journal, "ben/1", 2);
        Settle(fixture);
        fixture.Scheduler.Complete(() => journal.RewriteAsync(Ada, Left, 0, 0)).SubStream.ShouldBe(1, "the message of ben is not awaited");
        _ = fixture.Put(journal, $"{Ada}/1", 2);
        Settle(fixture);
        fixture.Scheduler.Complete(() => journal.RewriteAsync(Ada, Left, 0, 0)).ShouldBe(new Rewritten(0, 0, 0, More: true));

        fixture.OutOfReach = static () => false;
        fixture.Time.Advance(TimeSpan.FromMinutes(5));
        fixture.Scheduler.Complete(async () => { await journal.DeliverOutboxAsync(); return 0; });
        Settle(fixture);
        RewriteAll(fixture);
        fixture.Store.Dump().ShouldNotContain(Ada, Case.Sensitive);
    }

    [Fact]
    public void Event_is_replaced_in_place()
    {
        var fixture = new CounterFixture();
        var journal = fixture.Activate();
        _ = fixture.Record(journal, "op", new Put(1), new Noted(7), new Noted(8));
        Settle(fixture);
        fixture.Scheduler.Complete(async () => { await journal.ReplaceAsync(1, [1, 99], new Noted(0)); return 0; });
        fixture.Store.Rows[(CounterFixture.Notes, 1)].Payload.Length.ShouldBeLessThan(20);
        fixture.Activate().Committed.LastNote.ShouldBe(8);
        fixture.Store.Rows.Keys.Count(key => key.Stream == CounterFixture.Notes).ShouldBe(2);
    }

    [Fact]
    public void Text_of_another_length_is_refused()
    {
        var fixture = new CounterFixture();
        Should.Throw<ArgumentException>(
            () => fixture.Scheduler.Complete(() => fixture.Activate().RewriteAsync(Ada, "longer", 0, 0)));
    }

    private static void RewriteAll(CounterFixture fixture)
    {
        for (var (subStream, after, more, calls) = (0, 0L, true, 0); more; calls++)
        {
            calls.ShouldBeLessThan(10_000);
            try
            {
                var journal = fixture.Activate();
                (_, subStream, after, more) = fixture.Scheduler.Complete(() => journal.RewriteAsync(Ada, Left, subStream, after));
            }
            catch (IOException) { (subStream, after) = (0, 0); }
        }
    }

    /// <summary>A counter with rows of two operations' owners, snapshots, and nothing left in its outbox.</summary>
    private static CounterFixture Filled(Random random, int? coveredRowsKept = null)
    {
        var fixture = new CounterFixture(
            new KernelSizes
            {
                TailRows = random.Next(1, 8), PageRows = random.Next(1, 4), SnapshotEvery = random.Next(2, 8),
                DroppedRows = random.Next(1, 4), ErasedRows = random.Next(1, 6),
            },
            coveredRowsKept: coveredRowsKept);
        var journal = fixture.Activate();
        for (var i = 0; i < 30; i++)
        {
            _ = fixture.Record(journal, $"{(i % 3 == 0 ? Ada : "ben")}/{i}", new Put(random.Next(1, 3)), new Put(1), new Noted(i));
            Settle(fixture);
        }
        return fixture;
    }

    private static void Settle(CounterFixture fixture)
    {
        fixture.Scheduler.RunUntilIdle();
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
    }
}
