using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.EventSourcing;
using XelaConnect.Infrastructure.Storage;

namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class ExpiredRowsTests(Databases databases)
{
    private const int Expired = 50_000;

    [Theory, OnSqlite, OnPostgres]
    public async Task One_run_deletes_all_expired_rows(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await StoreExpiredAsync(store.Journal);

        (await TaskOf(database, store).DeleteAsync(CancellationToken.None)).ShouldBe(Expired);

        (await store.Journal.DeleteExpiredAsync(Sample.Moment, 1)).ShouldBe(0);
        (await store.Journal.SeqsAsync("s0")).ShouldBe([101, 102]);
    }

    [Theory, OnPostgres]
    public async Task Silos_delete_side_by_side(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await StoreExpiredAsync(store.Journal);

        var deleted = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => TaskOf(database, store).DeleteAsync(CancellationToken.None)));

        deleted.Sum().ShouldBe(Expired);
        (await store.Journal.DeleteExpiredAsync(Sample.Moment, 1)).ShouldBe(0);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stop_ends_the_run_between_portions(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await StoreExpiredAsync(store.Journal);

        await Should.ThrowAsync<OperationCanceledException>(
            () => TaskOf(database, store).DeleteAsync(new CancellationToken(canceled: true)));

        (await store.Journal.DeleteExpiredAsync(Sample.Moment, 1)).ShouldBe(1);
    }

    private static ExpiredRowsTask TaskOf(Database database, TestStore store) => new(
        new SingleStorage(store.Journal, null!),
        database == Database.Sqlite ? ExpiredRowsTask.SqlitePortion : ExpiredRowsTask.PostgresPortion,
        new FixedTime(), TimeProvider.System, NullLogger<ExpiredRowsTask>.Instance);

    private static async Task StoreExpiredAsync(IJournalStore journal)
    {
        for (var seq = 1; seq <= 100; seq++)
            await journal.StoreAsync([.. Enumerable.Range(0, Expired / 100).Select(i => Sample.Row($"s{i}", seq, expires: Sample.Moment))]);
        await journal.StoreAsync(Sample.Row("s0", 101, expires: Sample.Moment.AddHours(2)), Sample.Row("s0", 102));
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Sample.Moment.AddHours(1);
    }
}
