using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Configuration;
using Orleans.Serialization.Invocation;
using XelaConnect.EventSourcing;
using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.Tests.Hosting;

/// <summary>A silo that stood still rejects calls until it has read the membership table.</summary>
public sealed class StallGuardTests : IDisposable
{
    private readonly Clock clock = new();
    private readonly FakeMembership table = new();
    private readonly Lifecycle lifecycle = new();
    private readonly FakeEnd end = new();
    private readonly StallGuard guard;

    public StallGuardTests()
    {
        guard = new StallGuard(table, end, clock, NullLogger<StallGuard>.Instance);
        guard.Participate(lifecycle);
    }

    public void Dispose()
    {
        lifecycle.Observer!.OnStop(CancellationToken.None);
        guard.Dispose();
    }

    [Fact]
    public async Task Running_silo_answers()
    {
        await StartAsync();

        (await AnswersAsync(new Durable())).ShouldBeTrue();
        table.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Stalled_silo_rejects_calls_until_its_membership_is_confirmed()
    {
        await StartAsync();

        clock.Advance(TimeSpan.FromSeconds(4));
        (await AnswersAsync(new Durable())).ShouldBeFalse();
        await Until.TrueAsync(() => table.Asked == 1);
        // The thread runs again; the silo is still not confirmed.
        (await AnswersAsync(new Durable())).ShouldBeFalse();

        table.Answer.SetResult();
        await Until.TrueAsync(() => !guard.IsSuspected);
        (await AnswersAsync(new Durable())).ShouldBeTrue();
    }

    [Fact]
    public async Task Silo_on_a_suspended_machine_rejects_until_confirmed()
    {
        await StartAsync();

        clock.Suspend(TimeSpan.FromSeconds(4));
        (await AnswersAsync(new Durable())).ShouldBeFalse();
        await Until.TrueAsync(() => table.Asked == 1);

        table.Answer.SetResult();
        await Until.TrueAsync(() => !guard.IsSuspected);
    }

    [Fact]
    public async Task Silo_on_a_machine_suspended_beyond_failure_detection_ends()
    {
        await StartAsync();

        clock.Suspend(ClusterTimings.MaxSuspension + TimeSpan.FromSeconds(1));

        (await end.Reason.WaitAsync(Until.Patience)).ShouldContain("suspended");
        (await AnswersAsync(new Durable())).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(5.5, 1)]
    public async Task Clock_that_is_set_forward_a_little_ends_no_silo(double seconds, int reads)
    {
        await StartAsync();

        clock.Suspend(TimeSpan.FromSeconds(seconds));
        await Until.TrueAsync(() => table.Asked == reads);
        table.Answer.SetResult();
        await Until.TrueAsync(() => !guard.IsSuspected);

        (await AnswersAsync(new Durable())).ShouldBeTrue();
        end.Reason.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Stall_without_suspension_is_left_to_the_membership_table()
    {
        await StartAsync();

        clock.Advance(TimeSpan.FromMinutes(1));
        await Until.TrueAsync(() => table.Asked == 1);

        end.Reason.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Silo_that_is_alone_survives_a_suspension()
    {
        table.Active = 1;
        await StartAsync();

        clock.Suspend(TimeSpan.FromHours(8));
        await Until.TrueAsync(() => table.Asked == 1);
        table.Answer.SetResult();
        await Until.TrueAsync(() => !guard.IsSuspected);

        end.Reason.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public void Stall_limit_is_shorter_than_failure_detection()
    {
        var options = new ClusterMembershipOptions();
        ClusterTimings.Apply(options);
        ClusterTimings.MaxStall.ShouldBeLessThan(options.MinProbeTimeout * options.NumMissedProbesLimit);
        // Otherwise Orleans adapts the probe timeout, and a frozen silo is noticed after 24 s and more.
        (options.MinProbeTimeout, options.MaxProbeTimeout).ShouldBe((options.ProbeTimeout, options.ProbeTimeout));
        ClusterTimings.MaxSuspension.ShouldBe(options.ProbeTimeout * options.NumMissedProbesLimit);
    }

    [Fact]
    public async Task Membership_read_is_retried()
    {
        await StartAsync();
        table.Answer.SetException(new TimeoutException());

        clock.Advance(TimeSpan.FromSeconds(4));
        await Until.TrueAsync(() => table.Asked > 2);
        (await AnswersAsync(new Durable())).ShouldBeFalse();

        table.Answer = new();
        table.Answer.SetResult();
        await Until.TrueAsync(() => !guard.IsSuspected);
    }

    [Fact]
    public async Task Short_pause_needs_no_confirmation()
    {
        await StartAsync();

        clock.Advance(TimeSpan.FromSeconds(2));

        (await AnswersAsync(new Durable())).ShouldBeTrue();
        table.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Stateless_grain_answers_on_a_stalled_silo()
    {
        await StartAsync();

        clock.Advance(TimeSpan.FromSeconds(4));

        (await AnswersAsync(new object())).ShouldBeTrue();
    }

    private Task StartAsync() => lifecycle.Observer!.OnStart(CancellationToken.None);

    private async Task<bool> AnswersAsync(object grain)
    {
        var call = new Call(grain);
        try { await guard.Invoke(call); }
        catch (SiloUnavailableException) { call.Invoked.ShouldBeFalse(); }
        return call.Invoked;
    }

    /// <summary>
    /// Timestamps and the wall clock are set by the test, each by itself; timers run. FakeTimeProvider has one clock for both, so it cannot
    /// suspend a machine, and its timers stop with it, while the stall guard keeps reading the table.
    /// </summary>
    private sealed class Clock : TimeProvider
    {
        private long now;
        private long suspended;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Interlocked.Read(ref now);

        public override DateTimeOffset GetUtcNow() =>
            new(DateTimeOffset.UnixEpoch.Ticks + Interlocked.Read(ref now) + Interlocked.Read(ref suspended), TimeSpan.Zero);

        public void Advance(TimeSpan span) => Interlocked.Add(ref now, span.Ticks);

        /// <summary>A suspended machine: the wall clock goes on, timestamps do not.</summary>
        public void Suspend(TimeSpan span) => Interlocked.Add(ref suspended, span.Ticks);
    }

    private sealed class FakeMembership : IClusterMembershipService
    {
        private int asked;

        public int Asked => Volatile.Read(ref asked);

        public TaskCompletionSource Answer { get; set; } = new();

        public int Active { get; set; } = 2;

        public ClusterMembershipSnapshot CurrentSnapshot => new(
            Enumerable.Range(1, Active).Select(port => SiloAddress.New(IPAddress.Loopback, port, 1))
                .ToImmutableDictionary(silo => silo, silo => new ClusterMember(silo, SiloStatus.Active, $"{silo}")),
            new MembershipVersion(1));

        public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

        public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref asked);
            return new(Answer.Task.WaitAsync(cancellationToken));
        }

        public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException();
    }

    private sealed class FakeEnd : IFatalErrorHandler
    {
        private readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Reason => ended.Task;

        public bool IsUnexpected(Exception exception) => true;

        public void OnFatalException(object? sender, string? context, Exception? exception) => ended.TrySetResult(context ?? "");
    }

    private sealed class Lifecycle : ISiloLifecycle
    {
        public ILifecycleObserver? Observer { get; private set; }

        public int HighestCompletedStage => 0;

        public int LowestStoppedStage => 0;

        public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
        {
            Observer = observer;
            return new MemoryStream();
        }
    }

    private sealed class Durable : IOutboxOwner
    {
        public Task DeliverOutboxAsync() => Task.CompletedTask;
    }

    private sealed class Call(object grain) : IIncomingGrainCallContext
    {
        public bool Invoked { get; private set; }

        public object Grain => grain;

        public IInvokable Request => throw new NotSupportedException();

        public MethodInfo InterfaceMethod => throw new NotSupportedException();

        public MethodInfo ImplementationMethod => throw new NotSupportedException();

        public IGrainContext TargetContext => throw new NotSupportedException();

        public GrainId? SourceId => null;

        public GrainId TargetId => default;

        public GrainInterfaceType InterfaceType => default;

        public string InterfaceName => "";

        public string MethodName => "";

        public object? Result { get; set; }

        public Response? Response { get; set; }

        public Task Invoke()
        {
            Invoked = true;
            return Task.CompletedTask;
        }
    }
}
