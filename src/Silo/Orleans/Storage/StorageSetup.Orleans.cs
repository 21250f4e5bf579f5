using Orleans.Storage;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Silo.Storage;

internal static partial class StorageSetup
{
    private static partial ISiloBuilder AddGrainStorage(this ISiloBuilder silo, string invariant, string connectionString, int concurrency)
    {
        silo.AddAdoNetGrainStorage(Snapshots, options =>
        {
            options.Invariant = invariant;
            options.ConnectionString = connectionString;
            options.GrainStorageSerializer = new SnapshotSerializer();
        });
        silo.AddAdoNetGrainStorage(Subscriptions, options =>
        {
            options.Invariant = invariant;
            options.ConnectionString = connectionString;
        });
        silo.Services.AddSingleton<ISnapshotStore>(services => new SnapshotStore(services.GetRequiredKeyedService<IGrainStorage>(Snapshots), concurrency));
        return silo;
    }
}
