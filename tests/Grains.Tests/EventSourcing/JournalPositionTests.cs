using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>Where a reader begins who knows only a time.</summary>
public sealed class JournalPositionTests
{
    private readonly CounterFixture fixture = new();

    [Fact]
    public void Seq_before_a_time_is_that_of_the_last_earlier_event()
    {
        var (counter, times) = (fixture.Activate(), new List<DateTimeOffset>());
        for (var i = 0; i < 250; i++)
        {
            times.Add(fixture.Time.GetUtcNow());
            fixture.Record(counter, $"{i}", new Noted(i + 1));
            fixture.Store.EndAll();
            fixture.Scheduler.RunUntilIdle();
            fixture.Time.Advance(TimeSpan.FromSeconds(1));
        }

        foreach (var i in (int[])[0, 1, 130, 249]) SeqBefore(counter, times[i]).ShouldBe(i);
        SeqBefore(counter, fixture.Time.GetUtcNow()).ShouldBe(250);

        fixture.Scheduler.Complete(async () =>
        {
            await counter.EraseAsync(subStream: 1, upToSeq: 100);
            return 0;
        });
        SeqBefore(counter, times[5]).ShouldBe(100, "what was erased cannot be read");
    }

    private long SeqBefore(Journal<CounterState, CounterEvent> counter, DateTimeOffset time) =>
        fixture.Scheduler.Complete(() => counter.SeqBeforeAsync(time, subStream: 1));
}
