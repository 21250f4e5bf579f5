using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Configuration;
using XelaConnect.Infrastructure.Hosting;

namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class MembershipTests(Databases databases)
{
    [Theory, OnPostgres]
    public async Task Concurrent_silos_on_an_empty_database_form_one_cluster(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        var silos = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => TestSilo.StartAsync(database, place, clustered: true)));
        await using var first = silos[0];
        await using var second = silos[1];
        await using var third = silos[2];
        var management = first.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);

        (await management.GetHosts(onlyActive: true)).Count.ShouldBe(3);

        await third.StopAsync();
        (await management.GetHosts(onlyActive: true)).Count.ShouldBe(2);
        (await StatusesAsync(place)).ShouldBe([SiloStatus.Active, SiloStatus.Active, SiloStatus.Dead]);
    }

    [Theory, OnPostgres]
    public async Task Membership_update_checks_the_table_version(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await Databases.ApplySchemaAsync(database, place);
        await using var source = NpgsqlDataSource.Create(place);
        var queries = new Dictionary<string, string>();
        await using (var reader = await source.CreateCommand("SELECT QueryKey, QueryText FROM OrleansQuery").ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) queries.Add(reader.GetString(0), reader.GetString(1));
        }

        async Task<bool> RunAsync(string key, int version, int status = 1)
        {
            await using var command = source.CreateCommand(queries[key]);
            Fill(command, version, status);
            return (bool)(await command.ExecuteScalarAsync())!;
        }

        (await RunAsync("InsertMembershipVersionKey", 0)).ShouldBeTrue();
        (await RunAsync("InsertMembershipVersionKey", 0)).ShouldBeFalse();
        (await RunAsync("UpdateMembershipKey", 0)).ShouldBeFalse();
        (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RunAsync("InsertMembershipKey", 0)))).Count(won => won).ShouldBe(1);
        (await RunAsync("InsertMembershipKey", 1)).ShouldBeFalse();
        (await RunAsync("UpdateMembershipKey", 0, 3)).ShouldBeFalse();

        // An uncommitted sign of life holds the silo's row; the change waits for it, then must still succeed.
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var alive = new NpgsqlCommand(queries["UpdateIAmAlivetimeKey"], connection))
        {
            Fill(alive, 0, 0);
            await alive.ExecuteNonQueryAsync();
        }

        var changing = RunAsync("UpdateMembershipKey", 1, 3);
        await using var waiting = source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        while ((long)(await waiting.ExecuteScalarAsync())! == 0) await Task.Yield();
        await transaction.CommitAsync();

        (await changing).ShouldBeTrue();
        (await StatusesAsync(place)).ShouldBe([SiloStatus.Active]);
        (await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => RunAsync("UpdateMembershipKey", 2, 6)))).Count(won => won).ShouldBe(1);
    }

    [Theory, OnPostgres]
    public async Task Cleanup_removes_dead_silos_only(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await Databases.ApplySchemaAsync(database, place);
        await using var source = NpgsqlDataSource.Create(place);
        var (old, recent) = (Sample.Moment.UtcDateTime, Sample.Moment.UtcDateTime.AddHours(2));
        // As Orleans writes votes: who, and when by its own format.
        var vote = $"S127.0.0.1:11112:1,{recent:yyyy-MM-dd HH:mm:ss.fff} GMT";
        await AddAsync(port: 1, SiloStatus.Dead, old, null);
        await AddAsync(port: 2, SiloStatus.Dead, recent, null);
        await AddAsync(port: 3, SiloStatus.Dead, old, vote);
        await AddAsync(port: 4, SiloStatus.Joining, old, null);
        await AddAsync(port: 5, SiloStatus.Active, old, null);
        await AddAsync(port: 6, SiloStatus.Dead, old, $"S127.0.0.1:11113:1,{old:yyyy-MM-dd HH:mm:ss.fff} GMT|{vote}");

        var cleanup =
            (string)(await source.CreateCommand("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'CleanupDefunctSiloEntriesKey'")
                .ExecuteScalarAsync())!;
        await using var command = source.CreateCommand(cleanup);
        command.Parameters.AddWithValue("DeploymentId", "c");
        command.Parameters.AddWithValue("IAmAliveTime", old.AddHours(1));
        await command.ExecuteNonQueryAsync();

        await using var reader = await source.CreateCommand("SELECT Port FROM OrleansMembershipTable ORDER BY Port").ExecuteReaderAsync();
        var left = new List<int>();
        while (await reader.ReadAsync()) left.Add(reader.GetInt32(0));
        left.ShouldBe([2, 3, 4, 5, 6]);

        async Task AddAsync(int port, SiloStatus status, DateTime at, string? votes)
        {
            await using var row = source.CreateCommand("""
                INSERT INTO OrleansMembershipTable
                    (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, SuspectTimes, StartTime, IAmAliveTime)
                VALUES ('c', '127.0.0.1', @port, 1, 's', 'h', @status, 3, @votes, @at, @at)
                """);
            row.Parameters.AddWithValue("port", port);
            row.Parameters.AddWithValue("status", (int)status);
            row.Parameters.AddWithValue("at", at);
            row.Parameters.AddWithValue("votes", (object?)votes ?? DBNull.Value);
            await row.ExecuteNonQueryAsync();
        }
    }

    [Theory, OnPostgres]
    public async Task Orleans_removes_the_rows_of_silos_that_died_before_a_day(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await using var silo = await TestSilo.StartAsync(database, place, clustered: true);
        await using (var source = NpgsqlDataSource.Create(place))
        {
            await using var rows = source.CreateCommand("""
                INSERT INTO OrleansMembershipTable
                    (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
                SELECT 'tests', '127.0.0.1', 1, generation, 's', 'h', 6, 3, now() - interval '25 hours', now() - interval '25 hours'
                FROM generate_series(1, 20) AS generation
                UNION ALL SELECT 'tests', '127.0.0.1', 2, 1, 's', 'h', 6, 3, now() - interval '23 hours', now() - interval '23 hours'
                """);
            await rows.ExecuteNonQueryAsync();
        }
        var options = new ClusterMembershipOptions();
        ClusterTimings.Apply(options);
        options.DefunctSiloCleanupPeriod.ShouldNotBeNull("the cleanup is on");

        await silo.Services.GetRequiredService<IMembershipTable>()
            .CleanupDefunctSiloEntriesAsync(DateTimeOffset.UtcNow - options.DefunctSiloExpiration, CancellationToken.None);

        (await StatusesAsync(place)).ShouldBe([SiloStatus.Active, SiloStatus.Dead]);
    }

    private static void Fill(NpgsqlCommand command, int version, int status)
    {
        var now = Sample.Moment.UtcDateTime;
        (string Name, object Value)[] values =
        [
            ("DeploymentId", "c"), ("Address", "127.0.0.1"), ("Port", 1), ("Generation", 2), ("SiloName", "s"), ("HostName", "h"),
            ("Status", status), ("ProxyPort", 3),
            ("SuspectTimes", DBNull.Value), ("StartTime", now), ("IAmAliveTime", now), ("Version", version),
        ];
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
    }

    private static async Task<SiloStatus[]> StatusesAsync(string place)
    {
        await using var source = NpgsqlDataSource.Create(place);
        await using var reader = await source.CreateCommand("SELECT Status FROM OrleansMembershipTable ORDER BY Status")
            .ExecuteReaderAsync();
        var statuses = new List<SiloStatus>();
        while (await reader.ReadAsync()) statuses.Add((SiloStatus)reader.GetInt32(0));
        return [.. statuses];
    }
}
