using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>Rows of read models that a snapshot covers.</summary>
public sealed class CoveredRowsTests
{
    [Fact]
    public void State_is_the_same_after_rows_were_dropped()
    {
        var (dropped, restored) = (0, 0);
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var fixture = new CounterFixture(
                new KernelSizes
                {
                    TailRows = random.Next(1, 8), PageRows = random.Next(1, 4), SnapshotEvery = random.Next(2, 8),
                    DroppedRows = random.Next(1, 4),
                },
                coveredRowsKept: random.Next(0, 6));
            // A crash between the snapshot and the drop, or in the middle of it.
            fixture.Store.DropFails = () => random.Next(3) == 0;
            fixture.Store.KeepsCovers = seed % 2 == 0;
            var (journal, expected) = (fixture.Activate(), new CounterState(0, 0, 0));
            for (var step = 1; step <= 60; step++)
            {
                if (random.Next(6) == 0)
                {
                    if (fixture.Store.KeepsCovers && random.Next(2) == 0)
                    {
                        fixture.Store.LoseSnapshots();
                        restored++;
                    }
                    journal = fixture.Activate();
                    journal.Committed.ShouldBe(expected, $"seed {seed}, step {step}");
                }
                var amount = random.Next(1, 9);
                Record(fixture, journal, $"op{step}", new Put(amount), new Put(1), new Noted(step));
                expected = new CounterState(expected.Sum + amount + 1, expected.Count + 2, step);
            }
            fixture.Activate().Committed.ShouldBe(expected, $"seed {seed}");
            dropped += 120 - fixture.Store.Of(CounterFixture.Main).Count();
            fixture.Store.Of(CounterFixture.Notes).Count().ShouldBe(60, "another stream is not covered");
        }
        dropped.ShouldBeGreaterThan(500 * 60);
        restored.ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void Rows_stay_bounded(int kept)
    {
        var fixture = new CounterFixture(new KernelSizes { TailRows = 5, SnapshotEvery = 10, DroppedRows = 3 }, coveredRowsKept: kept);
        var journal = fixture.Activate();
        for (var i = 1; i <= 1_000; i++)
        {
            Record(fixture, journal, $"op{i}", new Put(1));
            fixture.Store.Of(CounterFixture.Main).Count().ShouldBeLessThanOrEqualTo(kept + 11);
        }
        fixture.Store.Of(CounterFixture.Main).First().Seq.ShouldBe(1_000 - kept);
        fixture.Activate().Committed.Count.ShouldBe(1_000);
    }

    [Fact]
    public void All_rows_of_other_journals_stay()
    {
        var fixture = new CounterFixture(new KernelSizes { TailRows = 5, SnapshotEvery = 10 });
        var journal = fixture.Activate();
        for (var i = 1; i <= 100; i++) Record(fixture, journal, $"op{i}", new Put(1));
        fixture.Store.SnapshotsWritten.ShouldBeGreaterThan(5);
        fixture.Store.Of(CounterFixture.Main).Count().ShouldBe(100);
    }

    [Fact]
    public void Failed_drop_is_repeated_at_the_next_snapshot()
    {
        var fixture = new CounterFixture(new KernelSizes { TailRows = 5, SnapshotEvery = 10 }, coveredRowsKept: 0);
        var journal = fixture.Activate();
        fixture.Store.DropFails = static () => true;
        for (var i = 1; i <= 15; i++) Record(fixture, journal, $"op{i}", new Put(1));
        fixture.Store.Of(CounterFixture.Main).Count().ShouldBe(15);

        fixture.Store.DropFails = static () => false;
        for (var i = 16; i <= 20; i++) Record(fixture, journal, $"op{i}", new Put(1));
        fixture.Store.Of(CounterFixture.Main).Select(row => row.Seq).ShouldBe([20]);
    }

    [Fact]
    public void Journal_without_the_rows_and_without_a_snapshot_does_not_open()
    {
        var fixture = new CounterFixture(new KernelSizes { TailRows = 5, SnapshotEvery = 10 }, coveredRowsKept: 0);
        var journal = fixture.Activate();
        for (var i = 1; i <= 25; i++) Record(fixture, journal, $"op{i}", new Put(1));
        fixture.Store.LoseSnapshots();

        Should.Throw<InvalidDataException>(() => fixture.Activate())
            .Message.ShouldBe("The journal of counter p1 begins at seq 20, and no snapshot covers the rows before.");
    }

    private static void Record(
        CounterFixture fixture, Journal<CounterState, CounterEvent> journal, string op, params CounterEvent[] events)
    {
        var recorded = fixture.Record(journal, op, events);
        fixture.Scheduler.RunUntilIdle();
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        recorded.IsCompletedSuccessfully.ShouldBeTrue();
    }
}
