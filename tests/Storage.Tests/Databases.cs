using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.EventSourcing;
using XelaConnect.Infrastructure.Storage.Postgres;
using XelaConnect.Infrastructure.Storage.Sqlite;
using Xunit.Sdk;

namespace XelaConnect.Storage.Tests;

public enum Database
{
    Sqlite,
    Postgres,
}

/// <summary>Runs a theory on SQLite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Database.Sqlite]];
}

/// <summary>Runs a theory on PostgreSQL, or skips that where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgresAttribute : DataAttribute
{
    public OnPostgresAttribute() => Skip = PrivatePostgres.SkipReason;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Database.Postgres]];
}

/// <summary>Every test class is of this collection: one server for all, started when the first test needs it.</summary>
[CollectionDefinition(Name)]
public sealed class SharedDatabases : ICollectionFixture<Databases>
{
    public const string Name = "databases";
}

public sealed class Databases : IAsyncLifetime
{
    private readonly Lazy<Task<PrivatePostgres>> postgres = new(() => PrivatePostgres.StartAsync());
    private readonly List<TempDirectory> directories = [];

    public Task<PrivatePostgres> Postgres => postgres.Value;

    /// <summary>Where an empty database is: a directory or a connection string.</summary>
    public async Task<string> NewPlaceAsync(Database database)
    {
        if (database == Database.Postgres) return await (await Postgres).CreateDatabaseAsync();
        var directory = new TempDirectory("xela-db-");
        directories.Add(directory);
        return directory.Path;
    }

    /// <summary>A new database with the schema, and a store on it.</summary>
    internal async Task<TestStore> NewStoreAsync(Database database, SqliteJournalOptions? sqlite = null)
    {
        var place = await NewPlaceAsync(database);
        await ApplySchemaAsync(database, place);
        return new TestStore(database, place, sqlite);
    }

    internal static Task ApplySchemaAsync(Database database, string place) =>
        database == Database.Sqlite ? SqliteSchema.ApplyAsync(place) : PostgresSchema.ApplyAsync(place);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (postgres.IsValueCreated) await (await postgres.Value).DisposeAsync();
        foreach (var directory in directories) directory.Dispose();
    }
}

/// <summary>A store on a database of its own.</summary>
internal sealed class TestStore(Database database, string place, SqliteJournalOptions? sqlite = null) : IAsyncDisposable
{
    public string Place { get; } = place;

    public IJournalStore Journal { get; } = Open(database, place, sqlite);

    public static IJournalStore Open(Database database, string place, SqliteJournalOptions? sqlite = null) => database == Database.Sqlite
        ? new SqliteJournalStore(place, NullLogger<SqliteJournalStore>.Instance, sqlite)
        : new PostgresJournalStore(place, NullLogger<PostgresJournalStore>.Instance);

    public ValueTask DisposeAsync() => ((IAsyncDisposable)Journal).DisposeAsync();
}
