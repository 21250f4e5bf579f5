using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Npgsql;
using XelaConnect.EventSourcing;
using XelaConnect.Infrastructure.Storage;
using XelaConnect.Infrastructure.Storage.Postgres;

namespace XelaConnect.Storage.Tests;

/// <summary>The step that divides the journal into partitions while silos of the version before go on, and the plans after it.</summary>
[Collection(SharedDatabases.Name)]
public sealed partial class PartitionTests(Databases databases)
{
    private const int Version = 5;

    [Theory, OnPostgres]
    public async Task Data_of_the_earlier_schema_opens_after_crashes_in_the_middle(Database database)
    {
        var place = await EarlierPlaceAsync(database);
        await using var store = new TestStore(database, place);
        for (var s = 0; s < 50; s++)
            await store.Journal.StoreAsync([.. Enumerable.Range(1, 10).Select(seq => Sample.Row(
                $"s{s:d2}", seq, seq % 3 == 0 ? null : $"op-{seq}", s % 5 == 0 && seq < 4 ? Sample.Moment.AddHours(s) : null))]);

        // Killed after more and more portions; between them the version before goes on where rows are copied and where not.
        var attempts = 0;
        for (var done = false; !done; attempts++)
        {
            var portions = attempts;
            try
            {
                await PostgresSchema.ApplyAsync(place, options: new OnlineStepOptions
                {
                    Portion = 7,
                    AfterPortion = () => portions-- > 0 ? Task.CompletedTask : throw new OperationCanceledException("killed"),
                });
                done = true;
            }
            catch (OperationCanceledException)
            {
                (await NumberAsync(place, "SELECT version FROM schema_version")).ShouldBe(Version - 1);
                await store.Journal.StoreAsync(Sample.Row("s03", 11 + attempts), Sample.Row("s45", 11 + attempts, $"late-{attempts}"));
                await store.Journal.StoreAsync(Sample.Row($"s{attempts:d2}-new", 1, "first"));
                await store.Journal.EraseAsync($"s{attempts:d2}", 4);
                await store.Journal.EraseAsync($"s{49 - attempts}", 4);
                await store.Journal.DeleteExpiredAsync(Sample.Moment.AddHours(attempts * 5), 5);
            }
        }

        attempts.ShouldBeGreaterThan(10);
        for (var s = 0; s < 50; s++)
        {
            var erased = s < attempts - 1 || s > 50 - attempts;
            var late = s is 3 or 45 ? attempts - 1 : 0;
            (await store.Journal.SeqsAsync($"s{s:d2}")).ShouldBe(
                Enumerable.Range(1, 10 + late).Select(seq => (long)seq).Where(seq => seq > (erased ? 4 : s % 5 == 0 ? 3 : 0)),
                $"s{s:d2}");
        }
        (await store.Journal.SeqsAsync("s00-new")).ShouldBe([1]);
        var row = (await store.Journal.FindOperationAsync(["s45"], "late-2")).ShouldHaveSingleItem();
        row.ShouldBe(Sample.Row("s45", 13, "late-2") with { Payload = row.Payload });
        row.Payload.Text().ShouldBe("""{"n":13}""");

        // The keys are as before.
        (await store.Journal.AppendAsync(Sample.Append(Sample.Row("s45", 5)))).ShouldBe(AppendResult.Fenced);
        (await store.Journal.AppendAsync(Sample.Append(Sample.Row("s45", 99, "op-5"))))
            .ShouldBe(new AppendResult(AppendStatus.Repeated, "op-5"));
        (await NumberAsync(place, "SELECT version FROM schema_version")).ShouldBe(Version);
        (await NumberAsync(place, "SELECT count(*) FROM pg_inherits WHERE inhparent = 'journal'::regclass")).ShouldBe(64);
        (await NumberAsync(place, "SELECT count(DISTINCT tableoid) FROM journal")).ShouldBeGreaterThan(25);
        (await NumberAsync(place, "SELECT count(*) FROM pg_class WHERE relname IN ('journal_parts', 'journal_copied')")).ShouldBe(0);
        (await NumberAsync(place, "SELECT count(*) FROM pg_proc WHERE proname = 'journal_copy'")).ShouldBe(0);
    }

    [Theory, OnPostgres]
    public async Task Writers_go_on_while_rows_are_copied(Database database)
    {
        var place = await EarlierPlaceAsync(database);
        await using var store = new TestStore(database, place);
        for (var s = 0; s < 40; s++)
            await store.Journal.StoreAsync([.. Enumerable.Range(1, 50).Select(seq => Sample.Row($"old{s:d2}", seq, $"op-{seq}"))]);
        using var over = new CancellationTokenSource();
        var progress = new int[4];
        var writers = Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var seq = 1; !over.IsCancellationRequested; seq++)
            {
                await store.Journal.StoreAsync(Sample.Row($"w{writer}", seq, $"op-{seq}"));
                if (seq > 20) await store.Journal.EraseAsync($"w{writer}", seq - 20);
                await store.Journal.EraseAsync($"old{(writer * 10) + (seq % 10):d2}", seq);
                progress[writer] = seq;
            }
        })).ToArray();

        // Eight silos start at once, and one copies.
        var options = new OnlineStepOptions { Portion = 30 };
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostgresSchema.ApplyAsync(place, options: options)));
        var atEnd = progress.ToArray();
        await Until.TrueAsync(() => progress.Zip(atEnd).All(now => now.First > now.Second + 5));
        await over.CancelAsync();
        await Task.WhenAll(writers);

        for (var writer = 0; writer < 4; writer++)
        {
            (await store.Journal.SeqsAsync($"w{writer}")).ShouldBe(
                Enumerable.Range(1, progress[writer]).Select(seq => (long)seq).Where(seq => seq > progress[writer] - 20));
            for (var i = 0; i < 10; i++)
            {
                var erased = Enumerable.Range(1, progress[writer]).LastOrDefault(seq => seq % 10 == i);
                (await store.Journal.SeqsAsync($"old{(writer * 10) + i:d2}")).ShouldBe(
                    Enumerable.Range(1, 50).Select(seq => (long)seq).Where(seq => seq > erased));
            }
        }
    }

    [Theory, OnPostgres]
    public async Task Long_reader_delays_the_step_and_no_writer(Database database)
    {
        var place = await EarlierPlaceAsync(database);
        await using var store = new TestStore(database, place);
        await store.Journal.StoreAsync(Sample.Row("s", 1));
        await using var source = NpgsqlDataSource.Create(place);
        await using var dump = await source.OpenConnectionAsync();
        var reading = await dump.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("SELECT count(*) FROM journal", dump)) await command.ExecuteScalarAsync();
        var log = new Lines();

        var applying = PostgresSchema.ApplyAsync(place, log);
        await Until.TrueAsync(() => log.All.Any(line => line.StartsWith("Schema version 5 waits", StringComparison.Ordinal)));
        await store.Journal.StoreAsync(Sample.Row("s", 2));
        applying.IsCompleted.ShouldBeFalse();
        await reading.CommitAsync();
        await applying;

        (await store.Journal.SeqsAsync("s")).ShouldBe([1, 2]);
    }

    [Theory, OnPostgres]
    public async Task Statements_of_a_stream_use_one_partition(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        for (var s = 0; s < 200; s++)
            await store.Journal.StoreAsync([.. Enumerable.Range(1, 20).Select(seq => Sample.Row($"s{s}", seq, $"op-{seq}"))]);

        (await PartitionsAsync(store.Place, JournalSql.After, "s7", 3L, 10)).ShouldBe(1);
        (await PartitionsAsync(store.Place, JournalSql.Before, "s7", 9L, 10)).ShouldBe(1);
        (await PartitionsAsync(store.Place, JournalSql.Erase, "s7", 3L)).ShouldBe(1);
        (await PartitionsAsync(store.Place, JournalSql.DropCovered, "s7", 3L, 10)).ShouldBe(1);
        (await PartitionsAsync(store.Place, PostgresStatements.Tails(1), "s7", 256)).ShouldBe(1);
        (await PartitionsAsync(store.Place, PostgresStatements.Tails(2), "s7", 256, "s8", 50)).ShouldBe(2);
        (await PartitionsAsync(store.Place, PostgresStatements.Operation(1), "op-3", "s7")).ShouldBe(1);
        (await PartitionsAsync(store.Place, PostgresStatements.Operation(2), "op-3", "s7", "s8")).ShouldBe(2);
    }

    [Theory, OnPostgres]
    public async Task Statements_of_all_streams_scan_no_table(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        for (var s = 0; s < 200; s++)
            await store.Journal.StoreAsync(
                [.. Enumerable.Range(1, 100).Select(seq => Sample.Row($"s{s}", seq, $"op-{seq}", seq < 3 ? Sample.Moment : null))]);
        await NumberAsync(store.Place, "ANALYZE journal");

        var before = Sample.Moment.ToUnixTimeMilliseconds();
        (await PlanAsync(store.Place, PostgresStatements.ExpiredPartitions, before, 100)).ShouldNotContain("Seq Scan");
        var deletion = await PlanAsync(store.Place, PostgresStatements.DeleteExpired("journal_07"), before, 100);
        deletion.ShouldContain("Tid Scan");
        deletion.ShouldNotContain("Seq Scan");
        (await PlanAsync(store.Place, PostgresStatements.SelectConflicts, new[] { 0L, 1L }, new[] { "s7", "s8" },
            new[] { "op-3", "op-4" }, new[] { 3L, 200L })).ShouldNotContain("Seq Scan");
    }

    /// <summary>An empty database as the version before left it.</summary>
    private async Task<string> EarlierPlaceAsync(Database database)
    {
        var place = await databases.NewPlaceAsync(database);
        await NumberAsync(place, string.Join('\n', PostgresSchema.Versions.Steps.Take(Version - 1)));
        await NumberAsync(place, string.Create(CultureInfo.InvariantCulture,
            $"""
            CREATE TABLE schema_version (only_row integer PRIMARY KEY, version integer NOT NULL);
            INSERT INTO schema_version VALUES (1, {Version - 1})
            """));
        return place;
    }

    private static async Task<int> PartitionsAsync(string place, string sql, params object[] arguments) =>
        Partition().Matches(await PlanAsync(place, sql, arguments)).Select(match => match.Value).Distinct().Count();

    private static async Task<string> PlanAsync(string place, string sql, params object[] arguments)
    {
        // Scanning is cheapest as long as a table is small; the question is whether there is another way.
        await using var source = NpgsqlDataSource.Create(place + ";Options=-c enable_seqscan=off");
        await using var command = source.CreateCommand("EXPLAIN " + sql);
        foreach (var argument in arguments) command.Parameters.Add(new NpgsqlParameter { Value = argument });
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync()) lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }

    private static async Task<long> NumberAsync(string place, string sql)
    {
        await using var source = NpgsqlDataSource.Create(place);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync() ?? 0, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("\\bjournal_[0-9]{2}\\b")]
    private static partial Regex Partition();

    private sealed class Lines : ILogger
    {
        public ConcurrentQueue<string> All { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            All.Enqueue(formatter(state, exception));
    }
}
