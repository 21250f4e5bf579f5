using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Infrastructure.Streams;

namespace XelaConnect.Tests.Streams;

/// <summary>The queue by itself, on a clock that the test moves and a thread that runs its turns.</summary>
public sealed class LiveQueueGrainTests
{
    private static readonly LiveStreamSettings Settings = new(1) { MaxBytes = 64 << 10 };

    private readonly DeterministicScheduler scheduler = new();
    private readonly FakeTimeProvider time = new();
    private readonly Microsoft.Extensions.Hosting.Internal.ApplicationLifetime lifetime =
        new(NullLogger<Microsoft.Extensions.Hosting.Internal.ApplicationLifetime>.Instance);
    private readonly LiveQueueGrain queue;

    public LiveQueueGrainTests() => queue = new LiveQueueGrain(Settings, lifetime, time, NullLogger<LiveQueueGrain>.Instance);

    [Fact]
    public void Message_is_taken_once_in_order()
    {
        for (var i = 0; i < 5; i++) Put(i);
        Numbers(Ask(1, most: 3)).ShouldBe([0, 1, 2]);
        Numbers(Ask(1)).ShouldBe([3, 4]);
        Ask(1).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Poll_completes_with_the_next_message()
    {
        var question = Ask(1);
        question.IsCompleted.ShouldBeFalse();
        Put(7);
        Numbers(question).ShouldBe([7]);
    }

    [Fact]
    public void Poll_without_messages_returns_empty_at_its_timeout()
    {
        var question = Ask(1);
        Advance(Settings.LongPoll);
        Numbers(question).ShouldBeEmpty();
    }

    [Fact]
    public void Newest_receiver_takes_over_the_queue()
    {
        var older = Ask(1);
        var newer = Ask(2);
        older.GetAwaiter().GetResult().ShouldBeNull();
        Put(7);
        Numbers(newer).ShouldBe([7]);
        Put(8);
        Ask(1).GetAwaiter().GetResult().ShouldBeNull();
        Numbers(Ask(2)).ShouldBe([8]);
    }

    [Fact]
    public void Older_receiver_resumes_when_the_newest_stops_polling()
    {
        _ = Ask(2);
        Advance(Settings.LongPoll);
        Put(7);
        Ask(1).GetAwaiter().GetResult().ShouldBeNull();
        Advance(Settings.LongPoll);
        Numbers(Ask(1)).ShouldBe([7]);
    }

    [Fact]
    public void Repeated_poll_supersedes_the_earlier_one()
    {
        var lost = Ask(1);
        var again = Ask(1);
        Put(7);
        lost.GetAwaiter().GetResult().ShouldBeNull();
        Numbers(again).ShouldBe([7]);
    }

    [Fact]
    public void Cancelled_poll_takes_nothing()
    {
        using var giveUp = new CancellationTokenSource();
        var question = Ask(1, cancellation: giveUp.Token);
        giveUp.Cancel();
        Put(7);
        question.GetAwaiter().GetResult().ShouldBeNull();
        Numbers(Ask(1)).ShouldBe([7]);
    }

    [Fact]
    public void Stopping_silo_ends_the_poll()
    {
        var question = Ask(1);
        lifetime.StopApplication();
        scheduler.RunUntilIdle();
        Numbers(question).ShouldBeEmpty();
        // Later polls, of other silos, do not hold the grain up either.
        Numbers(Ask(1)).ShouldBeEmpty();
    }

    private void Put(int number, int size = 0)
    {
        var message = new LiveMessage(StreamId.Create("test", "stream"), [(byte)number, .. new byte[size]], null);
        scheduler.Start(() => queue.PutAsync(message)).IsCompletedSuccessfully.ShouldBeTrue();
        scheduler.RunUntilIdle();
    }

    private Task<LiveMessage[]?> Ask(long receiver, int most = 100, CancellationToken cancellation = default)
    {
        var question = scheduler.Start(() => queue.TakeAsync(receiver, most, cancellation));
        scheduler.RunUntilIdle();
        return question;
    }

    private void Advance(TimeSpan by)
    {
        time.Advance(by);
        scheduler.RunUntilIdle();
    }

    private static IEnumerable<int> Numbers(Task<LiveMessage[]?> answer)
    {
        answer.IsCompleted.ShouldBeTrue();
        return answer.GetAwaiter().GetResult().ShouldNotBeNull().Select(message => (int)message.Payload[0]);
    }
}
