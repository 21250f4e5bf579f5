namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class OutboxTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Message_with_the_same_id_replaces_the_earlier_one(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.AppendOf("grain/a", Sample.OutboxEntry("e", 1), Sample.OutboxEntry("other")));

        await store.Journal.AppendAsync(
            Sample.AppendOf("grain/a", Sample.OutboxEntry("e", 2), Sample.OutboxEntry("e", 3, Sample.Moment.AddHours(1))));

        var effect = (await store.Journal.OutboxAsync("grain/a")).Single(effect => effect.Id == "e");
        (effect.Version, effect.Due, effect.Payload.Text()).ShouldBe((3, Sample.Moment.AddHours(1), """{"v":3}"""));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Acknowledged_message_is_removed_from_its_owner_only(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.AppendOf("grain/a", Sample.OutboxEntry("e"), Sample.OutboxEntry("f")));
        await store.Journal.AppendAsync(Sample.AppendOf("grain/b", Sample.OutboxEntry("e")));

        await store.Journal.AcknowledgeAsync("grain/a", [new("e", 1), new("unknown", 1)]);

        (await store.Journal.OutboxAsync("grain/a")).Single().Id.ShouldBe("f");
        (await store.Journal.OutboxAsync("grain/b")).Single().Id.ShouldBe("e");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Acknowledging_a_replaced_version_removes_nothing(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.AppendOf("grain/a", Sample.OutboxEntry("e", 1)));
        await store.Journal.AppendAsync(Sample.AppendOf("grain/a", Sample.OutboxEntry("e", 2)));

        await store.Journal.AcknowledgeAsync("grain/a", [new("e", 1)]);

        (await store.Journal.OutboxAsync("grain/a")).Single().Version.ShouldBe(2);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Concurrent_acknowledgements_keep_the_newest_messages(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(
            Sample.AppendOf("grain/a", [.. Enumerable.Range(0, 50).Select(i => Sample.OutboxEntry($"e{i}", 1))]));

        // Not awaited one by one: a settle of version 1 may share a group with the append of version 2, in either order.
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 2 == 0
            ? Task.WhenAll(store.Journal.AcknowledgeAsync("grain/a", [new($"e{i}", 1)]),
                store.Journal.AppendAsync(Sample.AppendOf("grain/a", Sample.OutboxEntry($"e{i}", 2))))
            : Task.WhenAll(store.Journal.AppendAsync(Sample.AppendOf("grain/a", Sample.OutboxEntry($"e{i}", 2))),
                store.Journal.AcknowledgeAsync("grain/a", [new($"e{i}", 1)]))));

        (await store.Journal.OutboxAsync("grain/a")).Count(effect => effect.Version == 2).ShouldBe(50);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Owners_with_overdue_messages_come_oldest_first(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.AppendOf("late", Sample.OutboxEntry("e", due: Sample.Moment.AddMinutes(3))));
        await store.Journal.AppendAsync(
            Sample.AppendOf(
            "early", Sample.OutboxEntry("e", due: Sample.Moment), Sample.OutboxEntry("f", due: Sample.Moment.AddMinutes(1))));
        await store.Journal.AppendAsync(Sample.AppendOf("future", Sample.OutboxEntry("e", due: Sample.Moment.AddHours(1))));
        await store.Journal.AppendAsync(Sample.AppendOf("settled", Sample.OutboxEntry("e", due: Sample.Moment)));
        await store.Journal.AcknowledgeAsync("settled", [new("e", 1)]);

        (await store.Journal.OverdueOwnersAsync(Sample.Moment.AddMinutes(10), 10)).ShouldBe(["early", "late"]);
        (await store.Journal.OverdueOwnersAsync(Sample.Moment.AddMinutes(10), 1)).ShouldBe(["early"]);
        (await store.Journal.OverdueOwnersAsync(Sample.Moment, 10)).ShouldBeEmpty();
    }
}
