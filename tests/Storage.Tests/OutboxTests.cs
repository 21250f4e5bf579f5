using XelaConnect.EventSourcing;

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
    public async Task Overdue_messages_of_a_shard_are_read_in_pages(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        var all = Enumerable.Range(0, 1_000).Select(i => $"grain/{i}").ToLookup(OutboxShards.Of);
        var (owners, elsewhere) = (all[3].Take(5).Order(StringComparer.Ordinal).ToList(), all[4].First());
        foreach (var owner in owners) await store.Journal.AppendAsync(Sample.AppendOf(owner, Sample.OutboxEntry("e", due: Sample.Moment)));
        await store.Journal.AppendAsync(Sample.AppendOf(owners[4], Sample.OutboxEntry("later", due: Sample.Moment.AddMinutes(1))));
        await store.Journal.AppendAsync(Sample.AppendOf(owners[0], Sample.OutboxEntry("future", due: Sample.Moment.AddHours(1))));
        await store.Journal.AppendAsync(Sample.AppendOf(elsewhere, Sample.OutboxEntry("e", due: Sample.Moment)));
        await store.Journal.AppendAsync(Sample.AppendOf(owners[1], Sample.OutboxEntry("done", due: Sample.Moment)));
        await store.Journal.AcknowledgeAsync(owners[1], [new("done", 1)]);

        var found = new List<OutboxPosition>();
        OutboxPosition? last = null;
        while (await store.Journal.ReadOverdueAsync(3, Sample.Moment.AddMinutes(10), last, 2) is { Count: > 0 } page)
        {
            found.AddRange(page);
            last = page[^1];
        }

        found.ShouldBe([
            .. owners.Select(o => new OutboxPosition(Sample.Moment, o, "e")),
            new(Sample.Moment.AddMinutes(1), owners[4], "later"),
        ]);
        (await store.Journal.ReadOverdueAsync(3, Sample.Moment, null, 10)).ShouldBeEmpty();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Postponed_message_is_due_later(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        await store.Journal.AppendAsync(Sample.AppendOf("grain/a", Sample.OutboxEntry("e", 2), Sample.OutboxEntry("f", 3)));
        var later = Sample.Moment.AddMinutes(5);

        await store.Journal.PostponeAsync("grain/a", [new("e", 2, later, Failures: 3, "it fails"), new("f", 2, later, Failures: 9)]);

        var entries = await store.Journal.OutboxAsync("grain/a");
        entries.Select(e => (e.Id, e.Version, e.Due, e.Failures)).ShouldBe([("e", 2, later, 3), ("f", 3, Sample.Moment, 0)]);
        (await store.Journal.ReadOutboxAsync("grain/a", Sample.Moment, 10)).Select(e => e.Id).ShouldBe(["f"]);
        (await store.Journal.ReadOutboxAsync("grain/a", later, 10)).Select(e => e.Id).ShouldBe(["e", "f"]);
        (await store.Journal.ReadOutboxAsync("grain/a", later, 1)).Select(e => e.Id).ShouldBe(["e"]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Dead_letters_with_a_text_are_deleted(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        OutboxEntry[] entries = [
            Sample.OutboxEntry("user-1/alive"), Sample.OutboxEntry("user-1/dead"), Sample.OutboxEntry("dead") with {
                Payload = """{"to":"user-1"}"""u8.ToArray() }, Sample.OutboxEntry("user-2/dead")];
        foreach (var owner in (string[])["grain/a", "grain/b"])
        {
            await store.Journal.AppendAsync(Sample.AppendOf(owner, entries));
            await store.Journal.PostponeAsync(owner, [.. entries.Skip(1).Select(entry =>
                new OutboxPostponement(entry.Id, entry.Version, Sample.Moment, 16, "no", Sample.Moment))]);
        }
        await store.Journal.DeleteDeadLettersAsync("grain/a", "user-1");
        (await store.Journal.OutboxAsync("grain/a")).Select(entry => entry.Id).ShouldBe(["user-1/alive"]);
        (await store.Journal.ReadDeadLettersAsync(null, 10)).Select(dead => (dead.Owner, dead.Id)).ShouldBe(
            [("grain/a", "user-2/dead"), ("grain/b", "dead"), ("grain/b", "user-1/dead"), ("grain/b", "user-2/dead")]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Dead_letter_is_listed_until_it_is_revived_or_replaced(Database database)
    {
        await using var store = await databases.NewStoreAsync(database);
        for (var i = 0; i < 3; i++)
        {
            await store.Journal.AppendAsync(Sample.AppendOf($"grain/{i}", Sample.OutboxEntry("e", due: Sample.Moment)));
            var since = Sample.Moment.AddMinutes(i / 2);
            await store.Journal.PostponeAsync($"grain/{i}", [new("e", 1, since, 16, $"fault {i}", since)]);
        }
        (await store.Journal.CountDeadLettersAsync()).ShouldBe(new DeadLetterTotals(3, Sample.Moment));
        (await store.Journal.OutboxAsync("grain/0")).ShouldBeEmpty();
        (await store.Journal.ReadOverdueAsync(OutboxShards.Of("grain/0"), Sample.Moment.AddDays(1), null, 10)).ShouldBeEmpty();

        var first = await store.Journal.ReadDeadLettersAsync(null, 2);
        first.Select(l => (l.Owner, l.Id, l.Failures, l.Error))
            .ShouldBe([("grain/2", "e", 16, "fault 2"), ("grain/0", "e", 16, "fault 0")]);
        var rest = await store.Journal.ReadDeadLettersAsync(new(first[1].Since, first[1].Owner, first[1].Id), 2);
        rest.Single().Owner.ShouldBe("grain/1");

        (await store.Journal.ReviveAsync("grain/0", "e", Sample.Moment.AddHours(1))).ShouldBeTrue();
        (await store.Journal.ReviveAsync("grain/0", "e", Sample.Moment.AddHours(1))).ShouldBeFalse();
        var revived = (await store.Journal.OutboxAsync("grain/0")).Single();
        (revived.Due, revived.Failures).ShouldBe((Sample.Moment.AddHours(1), 0));
        await store.Journal.AppendAsync(Sample.AppendOf("grain/1", Sample.OutboxEntry("e", 2)));
        (await store.Journal.OutboxAsync("grain/1")).Single().Version.ShouldBe(2);
        (await store.Journal.CountDeadLettersAsync()).Count.ShouldBe(1);
    }
}
