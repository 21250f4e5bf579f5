using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>A message for later waits in the store, whatever happens to activations.</summary>
public sealed class ScheduledMessagesTests
{
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

    [Fact]
    public void Scheduled_message_is_delivered_when_it_is_due_by_a_later_activation()
    {
        var fixture = new CounterFixture(scheduled: true);
        fixture.NotBefore = fixture.Time.GetUtcNow() + Month;
        var put = fixture.Put(fixture.Activate(), "op", 2);
        Settle(fixture);
        put.IsCompletedSuccessfully.ShouldBeTrue("the response does not wait");
        fixture.Store.Entries.Single().Due.ShouldBe(fixture.NotBefore.Value);

        // Neither a new activation nor a wake delivers it sooner.
        var journal = fixture.Activate();
        Wake(fixture, journal);
        fixture.Receipts.ShouldBeEmpty();
        fixture.Time.Advance(Month - TimeSpan.FromSeconds(1));
        Wake(fixture, fixture.Activate());
        Wake(fixture, journal);
        fixture.Receipts.ShouldBeEmpty();

        fixture.Time.Advance(TimeSpan.FromSeconds(2));
        Wake(fixture, journal);
        fixture.Receipts.ShouldHaveSingleItem().Key.ShouldBe("op/receipt");
        fixture.Store.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void Scheduled_message_whose_delivery_fails_is_retried()
    {
        var fixture = new CounterFixture(scheduled: true) { OutOfReach = static () => true };
        fixture.NotBefore = fixture.Time.GetUtcNow() + Month;
        var journal = fixture.Activate();
        _ = fixture.Put(journal, "op", 2);
        Settle(fixture);
        fixture.Time.Advance(Month);
        Wake(fixture, journal);
        fixture.Receipts.ShouldBeEmpty();
        fixture.OutOfReach = static () => false;
        fixture.Time.Advance(TimeSpan.FromMinutes(2));
        Wake(fixture, fixture.Activate());
        fixture.Receipts.ShouldHaveSingleItem();
    }

    private static void Wake(CounterFixture fixture, Journal<CounterState, CounterEvent> journal)
    {
        fixture.Scheduler.Complete(async () =>
        {
            await journal.DeliverOutboxAsync();
            return 0;
        });
        Settle(fixture);
    }

    private static void Settle(CounterFixture fixture)
    {
        fixture.Scheduler.RunUntilIdle();
        fixture.Store.EndAll();
        fixture.Scheduler.RunUntilIdle();
    }
}
