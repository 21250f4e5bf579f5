using System.Collections.Concurrent;
using System.Diagnostics;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>The spans of the kernel. Other tests make spans meanwhile, so only those of the test's own trace are looked at.</summary>
public sealed class DurabilityTracesTests : IDisposable
{
    private const string Kernel = "XelaConnect.Durability";

    private readonly ConcurrentQueue<Activity> ended = new();
    private readonly ActivitySource callers = new($"tests.{Guid.NewGuid()}");
    private readonly ActivityListener listener;
    private readonly CounterFixture fixture = new();

    public DurabilityTracesTests()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Kernel || source == callers,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public void Dispose()
    {
        listener.Dispose();
        callers.Dispose();
    }

    [Fact]
    public void Open_counts_events_and_messages()
    {
        var counter = fixture.Activate();
        fixture.OutOfReach = static () => true;
        fixture.Put(counter, "a", 3);
        EndAll();
        using var call = callers.StartActivity("call")!;
        fixture.Activate();

        Tags(Single(call, "journal open")).ShouldBe("xela.journal=counter xela.events=3 xela.messages=2 xela.outcome=opened");
    }

    [Fact]
    public void Commit_counts_events_and_messages_below_its_command()
    {
        var counter = fixture.Activate();
        using var call = callers.StartActivity("call")!;
        fixture.Put(counter, "a", 3);
        EndAll();

        var commit = Single(call, "journal commit");
        commit.ParentSpanId.ShouldBe(call.SpanId);
        commit.Links.ShouldBeEmpty();
        Tags(commit).ShouldBe("xela.journal=counter xela.events=3 xela.messages=2 xela.outcome=stored");
        commit.Status.ShouldBe(ActivityStatusCode.Unset);
    }

    [Fact]
    public void Later_commit_joins_its_commands_and_links_the_others()
    {
        var counter = fixture.Activate();
        var calls = new List<Activity>();
        foreach (var op in (string[])["first", "second", "third"])
        {
            using var call = callers.StartActivity(op)!;
            calls.Add(call);
            fixture.Put(counter, op, 2);
        }
        EndAll();

        var commit = Single(calls[1], "journal commit");
        commit.ParentSpanId.ShouldBe(calls[1].SpanId);
        commit.Links.Select(static link => link.Context.SpanId).ShouldBe([calls[2].SpanId]);
    }

    [Fact]
    public void Later_commit_of_an_untraced_command_joins_no_trace()
    {
        var counter = fixture.Activate();
        Activity call;
        using (call = callers.StartActivity("call")!) fixture.Put(counter, "traced", 2);
        fixture.Put(counter, "untraced", 2);
        EndAll();

        fixture.Store.Of(CounterFixture.Main).Count().ShouldBe(2);
        Single(call, "journal commit").GetTagItem("xela.events").ShouldBe(1);
        ended.Count(span => span.TraceId == call.TraceId && span.GetTagItem("xela.message") is "counter.receipt.v1").ShouldBe(1);
    }

    [Theory]
    [InlineData(AppendOutcome.Failed)]
    [InlineData(AppendOutcome.AnswerLost)]
    public void Commit_without_response_is_an_error_of_unknown_outcome(object ending)
    {
        var counter = fixture.Activate();
        using var call = callers.StartActivity("call")!;
        fixture.Put(counter, "a", 2);
        fixture.Store.EndAll((AppendOutcome)ending);
        fixture.Scheduler.RunUntilIdle();

        var commit = Single(call, "journal commit");
        commit.Status.ShouldBe(ActivityStatusCode.Error);
        (commit.GetTagItem("xela.outcome"), commit.GetTagItem("error.type")).ShouldBe(("unknown", typeof(IOException).FullName));
    }

    [Fact]
    public void Commit_of_a_superseded_activation_is_fenced()
    {
        var (old, current) = (fixture.Activate(), fixture.Activate());
        fixture.Put(current, "a", 2);
        EndAll();
        using var call = callers.StartActivity("call")!;
        fixture.Put(old, "b", 2);
        EndAll();

        var commit = Single(call, "journal commit");
        (commit.GetTagItem("xela.outcome"), commit.Status).ShouldBe(("fenced", ActivityStatusCode.Error));
    }

    [Fact]
    public void Delivery_names_its_message_below_the_commit()
    {
        var counter = fixture.Activate();
        using var call = callers.StartActivity("call")!;
        fixture.Put(counter, "a", 2);
        EndAll();

        var delivery = ended.Single(span => span.TraceId == call.TraceId && span.GetTagItem("xela.message") is "counter.receipt.v1");
        delivery.ParentSpanId.ShouldBe(Single(call, "journal commit").SpanId);
        Tags(delivery).ShouldBe("xela.journal=counter xela.message=counter.receipt.v1 xela.messages=1 xela.outcome=delivered");
    }

    [Fact]
    public void Delivery_to_an_unreachable_receiver_is_an_error()
    {
        var counter = fixture.Activate();
        fixture.OutOfReach = static () => true;
        using var call = callers.StartActivity("call")!;
        fixture.Put(counter, "a", 2);
        EndAll();

        var delivery = ended.First(span => span.TraceId == call.TraceId && span.OperationName == "outbox deliver");
        delivery.GetTagItem("xela.outcome").ShouldBe("undelivered");
        delivery.GetTagItem("error.type").ShouldBe(typeof(TimeoutException).FullName);
        delivery.Status.ShouldBe(ActivityStatusCode.Error);
    }

    private void EndAll()
    {
        do
        {
            fixture.Store.EndAll();
            fixture.Scheduler.RunUntilIdle();
        }
        while (fixture.Store.Waiting > 0);
    }

    private Activity Single(Activity call, string name) => ended.Single(span => span.TraceId == call.TraceId && span.OperationName == name);

    private static string Tags(Activity span) => string.Join(' ', span.TagObjects.Select(static tag => $"{tag.Key}={tag.Value}"));
}
