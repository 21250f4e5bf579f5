using System.Collections.Immutable;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Tests.EventSourcing;

/// <summary>Two databases: everything of an owner is in one of them.</summary>
public sealed class OwnerStorageTests
{
    [Fact]
    public void Everything_of_an_owner_is_in_its_database()
    {
        var storage = new TwoDatabases();
        var fixture = new CounterFixture(new KernelSizes { SnapshotEvery = 2 }, storage: storage);
        fixture.OutOfReach = static () => true;
        foreach (var key in (string[])["p1", "p2", "p3", "p4", "p5", "p6"])
        {
            var journal = fixture.Activate(key: key);
            foreach (var op in (string[])["a", "b", "c"])
            {
                var put = fixture.Put(journal, op, 3);
                fixture.Scheduler.RunUntilIdle();
                foreach (var store in storage.Stores) store.EndAll();
                fixture.Scheduler.RunUntilIdle();
                put.Result.IsOk.ShouldBeTrue();
            }
        }

        var owners = storage.Stores.Select(store => store.Rows.Values.Select(row => row.Stream.Split('/')[1]).ToHashSet()).ToList();
        owners[0].ShouldNotBeEmpty();
        owners[1].ShouldNotBeEmpty();
        owners[0].Overlaps(owners[1]).ShouldBeFalse();
        for (var i = 0; i < 2; i++)
        {
            var store = storage.Stores[i];
            owners[i].ShouldAllBe(key => storage.Of($"counter/{key}").Journal == store);
            // Rows of the main stream and the notes, three receipts and a total, and snapshots.
            foreach (var key in owners[i])
                store.Rows.Keys.Count(row => row.Stream.StartsWith($"counter/{key}", StringComparison.Ordinal)).ShouldBe(9);
            store.Pending.ShouldBe(4 * owners[i].Count);
            store.SnapshotsWritten.ShouldBe(3 * owners[i].Count);
        }
        // An activation finds its own.
        fixture.Activate(key: "p3").Committed.Sum.ShouldBe(9);
    }

    private sealed class TwoDatabases : IOwnerStorage
    {
        public FaultyStore[] Stores { get; } = [new(), new()];

        public ImmutableArray<OwnerStores> All => [.. Stores.Select(static store => new OwnerStores(store, store))];

        public OwnerStores Of(string owner) => All[OutboxShards.Of(owner) % 2];
    }
}
