using System.Globalization;
using XelaConnect.EventSourcing;

namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class DurabilityTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Acknowledged_appends_survive_a_killed_process(Database database)
    {
        for (var trial = 0; trial < 5; trial++)
        {
            await using var store = await databases.NewStoreAsync(database);
            var acknowledged = await RunAndKillAsync(database, store.Place, lines: 100 + trial);
            await ShouldHoldAsync(store.Journal, acknowledged);
        }
    }

    [Theory, OnPostgres]
    public async Task Acknowledged_appends_survive_a_database_crash(Database database)
    {
        // A server of its own: recovery syncs every file of a cluster, and the shared one has many databases by now.
        await using var server = await PrivatePostgres.StartAsync();
        var place = await server.CreateDatabaseAsync();
        await Databases.ApplySchemaAsync(database, place);
        await using (var store = new TestStore(database, place))
        {
            // The server stops under the writers: some appends end in an exception, with an unknown outcome.
            var acknowledged = new long[8];
            using var over = new CancellationTokenSource();
            var halfWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(stream => Task.Run(async () =>
            {
                for (var seq = 1; !over.IsCancellationRequested; seq += 2)
                {
                    try
                    {
                        await store.Journal.AppendAsync(
                            new($"grain/{stream}", [Sample.Row($"s{stream}", seq, $"op-{seq}"), Sample.Row($"s{stream}", seq + 1)],
                            [Sample.OutboxEntry("latest", seq)]));
                    }
                    catch (Npgsql.NpgsqlException)
                    {
                        return;
                    }

                    acknowledged[stream] = seq + 1;
                    if (seq == 101) halfWay.TrySetResult();
                }
            })));
            await halfWay.Task;
            await server.CrashAndRestartAsync();
            await over.CancelAsync();
            await writing;
            await ShouldHoldAsync(store.Journal, acknowledged);
        }
    }

    private static async Task ShouldHoldAsync(IJournalStore journal, long[] acknowledged)
    {
        for (var stream = 0; stream < acknowledged.Length; stream++)
        {
            var seqs = await journal.SeqsAsync($"s{stream}");
            seqs.ShouldBe(Enumerable.Range(1, seqs.Length).Select(seq => (long)seq));
            (seqs.Length % 2).ShouldBe(0);
            seqs.LongLength.ShouldBeGreaterThanOrEqualTo(acknowledged[stream]);
            if (seqs.Length > 0) (await journal.OutboxAsync($"grain/{stream}")).Single().Version.ShouldBe(seqs.Length - 1);
        }
    }

    private static async Task<long[]> RunAndKillAsync(Database database, string place, int lines)
    {
        var acknowledged = new long[8];
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        await using var writer = ChildProcess.Start(
            "dotnet", [typeof(CrashWriter).Assembly.Location, database.ToString(), place], AppContext.BaseDirectory, [], line =>
            {
                if (line.Split(' ') is not [var stream, var seq]
                    || !long.TryParse(seq, CultureInfo.InvariantCulture, out var value)) return;
                acknowledged[int.Parse(stream, CultureInfo.InvariantCulture)] = value;
                if (++count == lines) enough.TrySetResult();
            });
        await enough.Task.WaitAsync(Until.Patience);
        await writer.KillAsync();
        acknowledged.Sum().ShouldBeGreaterThan(lines);
        return acknowledged;
    }
}
