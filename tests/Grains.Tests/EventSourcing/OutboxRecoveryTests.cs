using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

public sealed class OutboxRecoveryTests
{
    private readonly CounterFixture fixture = new();

    [Fact]
    public void Failing_owners_do_not_hide_another()
    {
        var woken = new List<string>();
        for (var i = 0; i < 2_500; i++) StoreMessage($"counter/failing{i}");
        fixture.Time.Advance(TimeSpan.FromSeconds(1));
        StoreMessage("counter/last");
        fixture.Time.Advance(TimeSpan.FromMinutes(1));

        Recover(woken).ShouldBe(2_501);
        woken.Count.ShouldBe(2_501);
        woken.ShouldContain("counter/last");
    }

    [Fact]
    public void Failed_message_is_due_later_and_later()
    {
        fixture.OutOfReach = static () => throw new InvalidOperationException("a fault of the receiver");
        var counter = Put("op1", 2);
        var waits = new List<double>();
        while (!fixture.Store.Dead.Any())
        {
            var due = fixture.Store.Entries.Single(entry => entry.Id == "op1/receipt").Due;
            waits.Add((due - fixture.Time.GetUtcNow()).TotalSeconds);
            Wake(counter, after: due - fixture.Time.GetUtcNow());
        }

        waits.Count.ShouldBe(RetryPolicy.MaxFailures - 1);
        waits[0].ShouldBeInRange(4, 6);
        waits[3].ShouldBeInRange(32, 48);
        waits[^1].ShouldBeInRange(2_880, 4_320);
    }

    [Fact]
    public void Outage_is_retried_without_a_limit()
    {
        fixture.OutOfReach = static () => true;
        var counter = Put("op1", 2);
        for (var i = 0; i < 3 * RetryPolicy.MaxFailures; i++) Wake(counter, after: TimeSpan.FromSeconds(75));
        fixture.Store.Dead.ShouldBeEmpty();

        fixture.OutOfReach = static () => false;
        Wake(counter, after: TimeSpan.FromSeconds(75));
        fixture.Receipts["op1/receipt"].ShouldBe(1);
        fixture.Store.Pending.ShouldBe(0);
    }

    [Fact]
    public void Dead_letter_does_not_delay_the_next_message()
    {
        var refused = 0;
        fixture.OutOfReach = () => refused++ < RetryPolicy.MaxFailures ? throw new InvalidOperationException("a fault") : false;
        fixture.Store.NextOutboxWrite = static () => AppendOutcome.Answered;
        var counter = Put("op1", 2);
        Put(counter, "op2", 4);
        for (var i = 0; i < RetryPolicy.MaxFailures; i++) Wake(counter, after: TimeSpan.FromHours(2));

        var dead = fixture.Store.Dead.ShouldHaveSingleItem();
        (dead.Id, dead.Failures, dead.Error).ShouldBe(("op1/receipt", RetryPolicy.MaxFailures, "InvalidOperationException: a fault"));
        fixture.Receipts.Keys.ShouldBe(["op2/receipt"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Failed_acknowledgement_is_repeated(bool stored)
    {
        fixture.Store.NextOutboxWrite = () => stored ? AppendOutcome.AnswerLost : AppendOutcome.Failed;
        var counter = Put("op1", 2);
        fixture.Receipts["op1/receipt"].ShouldBe(1);

        fixture.Store.NextOutboxWrite = static () => AppendOutcome.Answered;
        Wake(counter, after: TimeSpan.FromSeconds(6));
        fixture.Store.Pending.ShouldBe(0);
        fixture.Receipts["op1/receipt"].ShouldBe(1, "only the acknowledgement is repeated");
    }

    [Fact]
    public void Commit_after_its_deadline_is_found_by_a_wake()
    {
        var late = fixture.Put(fixture.Activate(), "op1", 2);
        fixture.Scheduler.RunUntilIdle();
        fixture.Time.Advance(TimeSpan.FromSeconds(16));
        fixture.Scheduler.RunUntilIdle();
        late.IsFaulted.ShouldBeTrue();

        // The next activation opens before the commit lands, and lives on with reads only.
        var ended = 0;
        var next = fixture.Activate(_ => ended++);
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        next.Committed.Sum.ShouldBe(0);

        Wake(next, after: TimeSpan.FromSeconds(6));
        ended.ShouldBe(1, "its state is not the one that is stored");
        fixture.Activate().Committed.Sum.ShouldBe(2);
        fixture.Scheduler.RunUntilIdle();
        fixture.Receipts["op1/receipt"].ShouldBe(1);
        fixture.Store.Pending.ShouldBe(0);
    }

    [Fact]
    public void Unknown_message_does_not_keep_its_grain_from_opening()
    {
        StoreMessage("counter/p1", "a-type-of-a-newer-version.v9");
        var counter = fixture.Activate();
        fixture.Scheduler.RunUntilIdle();

        fixture.Store.Entries.Single().Failures.ShouldBe(1);
        Put(counter, "op1", 2);
        fixture.Receipts["op1/receipt"].ShouldBe(1);
    }

    private Journal<CounterState, CounterEvent> Put(string op, int amount) => Put(fixture.Activate(), op, amount);

    private Journal<CounterState, CounterEvent> Put(Journal<CounterState, CounterEvent> counter, string op, int amount)
    {
        _ = fixture.Put(counter, op, amount);
        fixture.Scheduler.RunUntilIdle();
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
        return counter;
    }

    private void Wake(Journal<CounterState, CounterEvent> counter, TimeSpan after)
    {
        fixture.Time.Advance(after);
        fixture.Scheduler.RunUntilIdle();
        _ = fixture.Scheduler.Start(counter.DeliverOutboxAsync);
        fixture.Scheduler.RunUntilIdle();
    }

    private void StoreMessage(string owner, string kind = "counter.receipt.v1")
    {
        var stored = fixture.Store.AppendAsync(new JournalAppend(
            owner, [], [new OutboxEntry("message", 1, kind, "{}"u8.ToArray(), fixture.Time.GetUtcNow())]));
        fixture.Store.EndAll();
        stored.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private int Recover(List<string> woken)
    {
        var recovery = new OutboxRecovery(fixture.Store, owner =>
        {
            lock (woken) woken.Add(owner);
            return Task.FromException(new TimeoutException("it does not respond"));
        }, fixture.Time, NullLogger.Instance);
        return Enumerable.Range(0, OutboxShards.Count)
            .Sum(shard => fixture.Scheduler.Complete(() => recovery.RunAsync(shard)));
    }
}
