using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Tests.EventSourcing;

namespace XelaConnect.Grains.Tests.Accounts;

/// <summary>What the second factor stores of its secret.</summary>
public sealed class SecondFactorGrainTests
{
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static readonly KernelMetrics Metrics =
        new(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());

    private readonly DeterministicScheduler scheduler = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly FaultyStore store = new();
    private readonly FakeEncryption encryption = new();
    private readonly Journal<SecondFactorState, SecondFactorEvent> journal;
    private readonly SecondFactorGrain grain;

    public SecondFactorGrainTests()
    {
        journal = new Journal<SecondFactorState, SecondFactorEvent>(
            AccountJournal.SecondFactor, store, store, new OutboxMessageTypes([]), null!, time, Metrics,
            NullLogger<Journal<SecondFactorState, SecondFactorEvent>>.Instance);
        grain = new SecondFactorGrain(journal, encryption);
        // The grain would end its activation, and there is none.
        journal.Failed = null;
        scheduler.Complete(async () =>
        {
            await journal.OpenAsync("user-1", "second-factor/user-1");
            return 0;
        });
    }

    [Fact]
    public void Plain_secret_of_an_earlier_version_still_opens_and_is_encrypted_by_its_next_use()
    {
        Store(new SecondFactorBegun(Secret), new SecondFactorTurnedOn());
        Complete(() => grain.CheckAsync(new("wrong", "000000x"))).Fault.ShouldBe(SecondFactorFaults.Wrong);
        journal.Committed.Secret.ShouldBe(Secret);
        Complete(() => grain.CheckAsync(new("right", Totp.CodeAt(Secret, time.GetUtcNow())))).IsOk.ShouldBeTrue();
        journal.Committed.Secret.ShouldBe("new:" + Rotated(Secret));
        time.Advance(TimeSpan.FromMinutes(1));
        Complete(() => grain.CheckAsync(new("again", Totp.CodeAt(Secret, time.GetUtcNow())))).IsOk.ShouldBeTrue();
        store.Rows.Values.Count(row => row.Type == "accounts.second-factor-encrypted.v1").ShouldBe(1);
    }

    [Fact]
    public void Secret_is_stored_encrypted_and_shown_readable()
    {
        var begun = new BeginSecondFactor("begin");
        var shown = Complete(() => grain.BeginAsync(begun)).Value!.Secret;
        shown.Length.ShouldBe(32);
        Complete(() => grain.BeginAsync(begun)).Value!.Secret.ShouldBe(shown, "a repeated request shows the same one");
        store.Rows.Values.ShouldAllBe(row => !Encoding.UTF8.GetString(row.Payload.ToArray()).Contains(shown));
        journal.Committed.NewSecret.ShouldBe("new:" + Rotated(shown));
    }

    [Fact]
    public void Secret_without_its_key_accepts_no_code()
    {
        Store(new SecondFactorBegun("lost:x"), new SecondFactorTurnedOn());
        Complete(() => grain.CheckAsync(new("empty", Totp.CodeAt("", time.GetUtcNow())))).Fault.ShouldBe(SecondFactorFaults.Wrong);
        journal.Committed.Secret.ShouldBe("lost:x");
    }

    private void Store(params SecondFactorEvent[] events) => Complete(() => journal.HandleAsync(
        "stored", (_, _) => Decision<SecondFactorEvent>.Record([.. events]), static (_, _) => Done.Instance));

    private T Complete<T>(Func<Task<T>> start)
    {
        var task = scheduler.Start(start);
        for (scheduler.RunUntilIdle(); store.Waiting > 0; scheduler.RunUntilIdle()) store.EndAll(AppendOutcome.Answered);
        task.IsCompleted.ShouldBeTrue();
        return task.GetAwaiter().GetResult();
    }

    private static string Rotated(string text) => string.Concat(text.Reverse());

    /// <summary>Forms that can be read: <c>new</c> is today's, <c>lost</c> is of a key that is missing.</summary>
    private sealed class FakeEncryption : ISecretEncryption
    {
        public string Encrypt(string owner, string secret) => "new:" + Rotated(secret);

        public string? Decrypt(string owner, string stored) =>
            stored.StartsWith("new:", StringComparison.Ordinal) ? Rotated(stored[4..]) : stored.Contains(':') ? null : stored;

        public bool IsCurrent(string stored) => stored.StartsWith("new:", StringComparison.Ordinal);
    }
}
