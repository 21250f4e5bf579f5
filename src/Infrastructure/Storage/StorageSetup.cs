using XelaConnect.Infrastructure.Storage.Postgres;
using XelaConnect.Infrastructure.Storage.Sqlite;

namespace XelaConnect.Infrastructure.Storage;

internal static class StorageSetup
{
    public const string Snapshots = "snapshots";
    /// <summary>Orleans' name for the storage of stream subscriptions.</summary>
    public const string Subscriptions = "PubSubStore";
    /// <summary>Orleans' name for the rows of stream subscriptions.</summary>
    public const string SubscriptionRow = "PubSubRendezvousGrain";
    /// <summary>The name of Npgsql for Orleans' providers.</summary>
    public const string PostgresInvariant = "Npgsql";

    // The provider's name for Microsoft.Data.Sqlite. It supports persistence, not clustering.
    private const string SqliteInvariant = "System.Data.SQLite";

    public static ISiloBuilder UseSqliteStorage(this ISiloBuilder silo, string dataDirectory)
    {
        // Absolute, so that a change of the working directory does not move the data.
        var directory = Path.GetFullPath(dataDirectory);
        silo.Services.AddSingleton(_ => new SqliteDirectoryLock(directory));
        silo.Services.AddSingleton<ISubscriptionRows>(
            _ => new SubscriptionRows(() => new SqliteConnection(new SqliteFiles(directory).OrleansConnectionString)));
        silo.Services.AddSingleton<IJournalStore>(services =>
            new SqliteJournalStore(directory, services.GetRequiredService<ILogger<SqliteJournalStore>>()));
        return silo
            .AddSchema(SqliteSchema.Journal, (services, cancellation) =>
            {
                services.GetRequiredService<SqliteDirectoryLock>().Take();
                return SqliteSchema.ApplyAsync(directory, cancellation);
            })
            .AddGrainStorage(SqliteInvariant, new SqliteFiles(directory).OrleansConnectionString, concurrency: 1);
    }

    /// <summary>PostgreSQL 15 or later, for any number of silos.</summary>
    public static ISiloBuilder UsePostgresStorage(this ISiloBuilder silo, string connectionString)
    {
        var storage = PostgresConnections.ForStorage(connectionString);
        silo.Services.AddSingleton<ISubscriptionRows>(_ => new SubscriptionRows(() => new NpgsqlConnection(storage)));
        silo.Services.AddSingleton<IJournalStore>(services =>
            new PostgresJournalStore(connectionString, services.GetRequiredService<ILogger<PostgresJournalStore>>()));
        return silo
            .AddSchema(PostgresSchema.Versions, (services, cancellation) => new PostgresSchemaStartup(
                connectionString, services.GetService<HostLifecycle>(), services.GetRequiredService<TimeProvider>(),
                services.GetRequiredService<ILogger<PostgresSchemaStartup>>()).ApplyAsync(cancellation))
            // A connection is left for subscriptions.
            .AddGrainStorage(PostgresInvariant, storage, concurrency: PostgresConnections.Storage - 1);
    }

    private static ISiloBuilder AddSchema(
        this ISiloBuilder silo, SchemaVersions versions, Func<IServiceProvider, CancellationToken, Task> apply)
    {
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new SchemaStartupTask(versions,
            cancellation => apply(services, cancellation), services.GetRequiredService<ILogger<SchemaStartupTask>>()));
        return silo;
    }

    private static ISiloBuilder AddGrainStorage(
        this ISiloBuilder silo, string invariant, string connectionString, int concurrency)
    {
        silo.AddAdoNetGrainStorage(Snapshots, options =>
        {
            options.Invariant = invariant;
            options.ConnectionString = connectionString;
            options.GrainStorageSerializer = new SnapshotSerializer();
            // A deleted snapshot leaves no row: its key may name a person.
            options.DeleteStateOnClear = true;
        });
        silo.AddAdoNetGrainStorage(Subscriptions, options =>
        {
            options.Invariant = invariant;
            options.ConnectionString = connectionString;
            // A stream without publishers and subscribers keeps no row.
            options.DeleteStateOnClear = true;
        });
        silo.Services.AddSingleton<IOwnerStorage, SingleStorage>();
        silo.Services.AddSingleton<ISnapshotStore>(
            services => new SnapshotStore(services.GetRequiredKeyedService<IGrainStorage>(Snapshots), concurrency));
        return silo;
    }
}
