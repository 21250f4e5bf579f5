using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Profiles;
using XelaConnect.Grains.Tests.EventSourcing;

namespace XelaConnect.Grains.Tests.Profiles;

/// <summary>What the visits of a user store.</summary>
public sealed class UserVisitsTests
{
    private const string Stream = "accounts.user/ada";
    private static readonly DateTimeOffset Midnight = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    private readonly FaultyStore store = new();
    private readonly FakeTimeProvider time = new(Midnight);
    private readonly DeterministicScheduler scheduler = new();

    [Theory]
    [InlineData(2)]
    [InlineData(400)]
    public async Task Visits_of_a_day_store_one_event(int earlierRows)
    {
        Store(1, UserJournal.User.Events.Encode(new UserCreated(null, "Ada", null, null, null, true, "XC00000000", null)));
        Store(2, UserJournal.User.Events.Encode(new DiscoveryProfileSent(DiscoveryReplica.Model)));
        for (var seq = 3; seq <= earlierRows; seq++)
            Store(seq, ("accounts.wallet-projected.v1", Encoding.UTF8.GetBytes($$"""{"version":{{seq}},"credits":{{seq}}}""")));
        var grain = Activate();
        for (var visit = 0; visit < 3 * 24 * 12; visit++)
        {
            // A request every five minutes, of one session or another, on one activation or the next.
            if (visit % 100 == 50) grain = Activate();
            await SeenAsync(grain);
            (await grain.GetAsync())!.LastActive.ShouldBe(time.GetUtcNow());
            time.Advance(TimeSpan.FromMinutes(5));
        }

        var seen = store.Of(Stream).Where(row => row.Type == "accounts.user-seen.v1").ToList();
        seen.Select(row => row.At).ShouldBe([Midnight, Midnight.AddDays(1), Midnight.AddDays(2)]);
        (await grain.GetAsync())!.Streak.ShouldBe(4);
        store.OperationsLookedUp.ShouldBe(0, "a visit that stores nothing reads nothing");
    }

    private async Task SeenAsync(UserGrain grain)
    {
        var seen = scheduler.Start(() => grain.SeenAsync(time.GetUtcNow()));
        scheduler.RunUntilIdle();
        store.EndAll();
        scheduler.RunUntilIdle();
        await seen;
    }

    private UserGrain Activate()
    {
        var metrics = new KernelMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        var journal = new Journal<UserState, UserEvent>(
            UserJournal.User, store, store, new OutboxMessageTypes([]), null!, time, metrics,
            NullLogger<Journal<UserState, UserEvent>>.Instance);
        scheduler.Complete(async () =>
        {
            await journal.OpenAsync("ada", "user/ada");
            return 0;
        });
        return new UserGrain(journal, null!, time, NullLogger<UserGrain>.Instance);
    }

    private void Store(long seq, (string Type, ReadOnlyMemory<byte> Payload) stored) => store.Rows[(Stream, seq)] =
        new JournalRow(Stream, seq, Midnight.AddDays(-1), $"op/{seq}", stored.Type, stored.Payload);
}
