namespace XelaConnect.Storage.Tests;

[Collection(SharedDatabases.Name)]
public sealed class OutboxTests(Databases databases)
{
    [Theory, OnSqlite, OnPostgres]
    public async Task The_same_effect_again_replaces_the_earlier_one(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.Owing("grain/a", Sample.Effect("e", 1), Sample.Effect("other")));

        await store.Journal.AppendAsync(Sample.Owing("grain/a", Sample.Effect("e", 2), Sample.Effect("e", 3, Sample.Moment.AddHours(1))));

        var effect = (await store.Journal.OwedAsync("grain/a")).Single(effect => effect.Id == "e");
        (effect.Version, effect.Due, effect.Payload.Text()).ShouldBe((3, Sample.Moment.AddHours(1), """{"v":3}"""));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task A_settled_effect_is_forgotten_and_only_its_owners(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.Owing("grain/a", Sample.Effect("e"), Sample.Effect("f")));
        await store.Journal.AppendAsync(Sample.Owing("grain/b", Sample.Effect("e")));

        await store.Journal.AcknowledgeAsync("grain/a", [new("e", 1), new("unknown", 1)]);

        (await store.Journal.OwedAsync("grain/a")).Single().Id.ShouldBe("f");
        (await store.Journal.OwedAsync("grain/b")).Single().Id.ShouldBe("e");
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Settling_what_a_newer_version_replaced_forgets_nothing(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.Owing("grain/a", Sample.Effect("e", 1)));
        await store.Journal.AppendAsync(Sample.Owing("grain/a", Sample.Effect("e", 2)));

        await store.Journal.AcknowledgeAsync("grain/a", [new("e", 1)]);

        (await store.Journal.OwedAsync("grain/a")).Single().Version.ShouldBe(2);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Settles_and_appends_at_once_leave_the_newest_effects(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.Owing("grain/a", [.. Enumerable.Range(0, 50).Select(i => Sample.Effect($"e{i}", 1))]));

        // Not awaited one by one: a settle of version 1 may share a group with the append of version 2, in either order.
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 2 == 0
            ? Task.WhenAll(store.Journal.AcknowledgeAsync("grain/a", [new($"e{i}", 1)]), store.Journal.AppendAsync(Sample.AndSend("grain/a", Sample.Effect($"e{i}", 2))))
            : Task.WhenAll(store.Journal.AppendAsync(Sample.AndSend("grain/a", Sample.Effect($"e{i}", 2))), store.Journal.AcknowledgeAsync("grain/a", [new($"e{i}", 1)]))));

        (await store.Journal.OwedAsync("grain/a")).Count(effect => effect.Version == 2).ShouldBe(50);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Owners_with_overdue_effects_are_found_the_longest_waiting_first(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.AndSend("late", Sample.Effect("e", due: Sample.Moment.AddMinutes(3))));
        await store.Journal.AppendAsync(Sample.AndSend("early", Sample.Effect("e", due: Sample.Moment), Sample.Effect("f", due: Sample.Moment.AddMinutes(1))));
        await store.Journal.AppendAsync(Sample.AndSend("future", Sample.Effect("e", due: Sample.Moment.AddHours(1))));
        await store.Journal.AppendAsync(Sample.AndSend("settled", Sample.Effect("e", due: Sample.Moment)));
        await store.Journal.AcknowledgeAsync("settled", [new("e", 1)]);

        (await store.Journal.OverdueOwnersAsync(Sample.Moment.AddMinutes(10), 10)).ShouldBe(["early", "late"]);
        (await store.Journal.OverdueOwnersAsync(Sample.Moment.AddMinutes(10), 1)).ShouldBe(["early"]);
        (await store.Journal.OverdueOwnersAsync(Sample.Moment, 10)).ShouldBeEmpty();
    }
}
