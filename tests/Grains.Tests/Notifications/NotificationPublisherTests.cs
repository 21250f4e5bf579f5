using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Grains.Notifications;
using XelaConnect.TestKit.Fakes;

namespace XelaConnect.Grains.Tests.Notifications;

public sealed class NotificationPublisherTests
{
    private static readonly TimeSpan Quiet = NotificationPublisher<string>.Quiet;
    private readonly FakeTimeProvider time = new();
    private readonly FakeStream<string> stream = new(StreamId.Create("test", "stream"));
    private readonly NotificationPublisher<string> publisher;
    private int opened;

    public NotificationPublisherTests() => publisher = new NotificationPublisher<string>(
        () =>
        {
            opened++;
            return stream;
        },
        static (earlier, later) => earlier + later, NullLogger.Instance, () => "confirmed", time);

    [Fact]
    public async Task Series_is_confirmed_once_when_it_has_ended()
    {
        publisher.Publish("a");
        time.Advance(Quiet / 2);
        publisher.Publish("b");
        time.Advance(Quiet / 2);
        stream.Published.ShouldBe(["a", "b"]);

        await AdvanceUntilAsync(() => stream.Published.Count == 3);
        time.Advance(Quiet * 10);

        stream.Published.ShouldBe(["a", "b", "confirmed"]);
    }

    [Fact]
    public async Task Failed_notification_is_confirmed_when_the_stream_responds_again()
    {
        stream.Failing = true;
        publisher.Publish("lost");
        time.Advance(Quiet);
        time.Advance(Quiet);
        stream.Published.ShouldBeEmpty();

        stream.Failing = false;
        await AdvanceUntilAsync(() => stream.Published.Count == 1);

        stream.Published.ShouldBe(["confirmed"]);
        opened.ShouldBe(1);
    }

    [Fact]
    public void Publisher_without_confirmation_repeats_nothing()
    {
        var plain = new NotificationPublisher<string>(() => stream, static (_, later) => later, NullLogger.Instance);
        plain.Publish("a");
        time.Advance(Quiet * 10);
        stream.Published.ShouldBe(["a"]);
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Until.TrueAsync(() =>
    {
        if (!condition()) time.Advance(Quiet / 2);
        return condition();
    });
}
