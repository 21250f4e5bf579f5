using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Profiles;
using XelaConnect.Grains.Tests.EventSourcing;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Profiles;

/// <summary>Opening of users whose snapshot an earlier version wrote.</summary>
public sealed class UserSnapshotTests
{
    private const string Stream = "accounts.user/ada";
    private const int Updates = 600;

    [Fact]
    public async Task User_with_a_snapshot_of_the_earlier_form_is_rebuilt()
    {
        var store = new FaultyStore();
        for (var seq = 1; seq <= Updates; seq++)
        {
            var (type, payload) = seq == 1
                ? UserJournal.User.Events.Encode(new UserCreated(null, "Ada", null, null, null, true, "XC00000000", null))
                : ("accounts.wallet-projected.v1", Encoding.UTF8.GetBytes($$"""{"version":{{seq}},"credits":{{seq}}}"""));
            store.Rows[(Stream, seq)] = new JournalRow(Stream, seq, DateTimeOffset.UnixEpoch, $"op/{seq}", type, payload);
        }
        var earlier = """{"id":"ada","name":"Ada","credits":5,"wallet_version":300}"""u8.ToArray();
        await store.WriteAsync("accounts.user", "ada", new Snapshot(Updates - 300, earlier), null);

        var metrics = new KernelMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        var journal = new Journal<UserState, UserEvent>(
            UserJournal.User, store, store, new OutboxMessageTypes([]), null!, new FakeTimeProvider(), metrics,
            NullLogger<Journal<UserState, UserEvent>>.Instance);
        await journal.OpenAsync("ada", "user/ada");

        journal.Committed.Exists.ShouldBeTrue();
        journal.Committed.Facet<WalletFacet>().Credits.ShouldBe(Updates);
        journal.Committed.VersionOf(new WalletFacet()).ShouldBe(Updates);
    }
}
