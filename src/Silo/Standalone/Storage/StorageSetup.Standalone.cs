using Microsoft.Data.Sqlite;
using Npgsql;
using XelaConnect.Grains.Durability;
using XelaConnect.Silo.Storage.Postgres;
using XelaConnect.Silo.Storage.Sqlite;

namespace XelaConnect.Silo.Storage;

internal static partial class StorageSetup
{
    private static partial ISiloBuilder AddGrainStorage(this ISiloBuilder silo, string invariant, string connectionString, int concurrency)
    {
        silo.Services.AddSingleton<ISnapshotStore>(_ => invariant == PostgresInvariant
            ? new SnapshotStore(() => new NpgsqlConnection(connectionString), PostgresOrleansSchema.Read, PostgresOrleansSchema.Write, concurrency)
            : new SnapshotStore(() => new SqliteConnection(connectionString), SqliteOrleansSchema.Read, SqliteOrleansSchema.Write, concurrency));
        return silo;
    }
}
