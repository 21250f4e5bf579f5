using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using XelaConnect.Silo.Storage;

namespace XelaConnect.Storage.Tests;

/// <summary>Orleans' provider itself, and the statements it is given.</summary>
public sealed partial class SnapshotTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Of_many_first_writes_at_once_exactly_one_wins(Database database)
    {
        await using var silo = await SiloOn.StartAsync(database, await databases.NewPlaceAsync(database));
        // Straight to the provider: what must hold is the statement, also between silos.
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>(StorageSetup.Snapshots);

        for (var trial = 0; trial < 25; trial++)
        {
            var id = GrainId.Create("tests.state", $":race-{trial}");
            var results = await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(async () =>
            {
                var state = new GrainState<SnapshotRecord> { State = new SnapshotRecord { Seq = writer, Json = "{}"u8.ToArray() } };
                try
                {
                    await storage.WriteStateAsync("tests.state", id, state);
                    return writer;
                }
                catch (InconsistentStateException)
                {
                    return 0;
                }
            })));

            results.Count(writer => writer > 0).ShouldBe(1);
            var read = new GrainState<SnapshotRecord>();
            await storage.ReadStateAsync("tests.state", id, read);
            read.State.Seq.ShouldBe(results.Sum());
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stream_subscriptions_have_a_storage_that_writes_clears_and_writes_again(Database database)
    {
        await using var silo = await SiloOn.StartAsync(database, await databases.NewPlaceAsync(database));
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>(StorageSetup.Subscriptions);
        var id = GrainId.Create("pubsubrendezvous", "live/circle/1");
        var state = new GrainState<List<string>> { State = ["one"] };

        await storage.WriteStateAsync("state", id, state);
        await storage.ClearStateAsync("state", id, state);
        state.State = ["two"];
        await storage.WriteStateAsync("state", id, state);

        var read = new GrainState<List<string>>();
        await storage.ReadStateAsync("state", id, read);
        (read.State.Single(), read.ETag).ShouldBe(("two", state.ETag));
    }
}
