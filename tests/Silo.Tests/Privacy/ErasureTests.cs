using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Feed;
using XelaConnect.Infrastructure.Storage.Postgres;
using XelaConnect.Privacy;
using XelaConnect.Profiles;
using XelaConnect.Relationships;
using XelaConnect.Tests.Hosting;

namespace XelaConnect.Tests.Privacy;

/// <summary>An erasure on two silos, on both databases.</summary>
public sealed class ErasureTests
{
    [Fact]
    public async Task Erasure_runs_across_silos_and_is_not_begun_twice()
    {
        await using var cluster = await GrainCluster.StartAsync(2);
        await EraseAsync(cluster);
    }

    [OnPostgresFact]
    public async Task Erasure_leaves_no_row_in_PostgreSQL()
    {
        await using var postgres = await PrivatePostgres.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await PostgresSchema.ApplyAsync(database);
        await using var store = new PostgresJournalStore(database, NullLogger<PostgresJournalStore>.Instance);
        await using var cluster = await GrainCluster.StartAsync(2, store);
        var part = FormerUsers.PartOf(await EraseAsync(cluster));

        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("""
            SELECT (SELECT count(*) FROM journal WHERE concat(stream, op, convert_from(payload, 'UTF8')) LIKE '%' || $1 || '%')
                 + (SELECT count(*) FROM outbox WHERE concat(owner, id, convert_from(payload, 'UTF8')) LIKE '%' || $1 || '%')
            """);
        command.Parameters.Add(new() { Value = part });
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
        command.Parameters[0].Value = "words of Ben";
        // The message, and the other's list: one row of it or more, as its updates come one by one or together.
        ((long)(await command.ExecuteScalarAsync())!).ShouldBeGreaterThanOrEqualTo(2);
    }

    /// <summary>The id of the user who left.</summary>
    private static async Task<string> EraseAsync(GrainCluster cluster)
    {
        var grains = cluster.Grains;
        var (ada, ben, cora) = (await CreateAsync(cluster, "Ada"), await CreateAsync(cluster, "Ben"), await CreateAsync(cluster, "Cora"));
        var pair = Pair.Of(ada, ben);
        (await grains.Contacts(ada).RequestAsync(new("ask", ben, TakesQuota: false))).IsOk.ShouldBeTrue();
        (await grains.Connection(pair.Key).AcceptAsync(new("accept", ben))).IsOk.ShouldBeTrue();
        (await grains.Conversation(pair.Key).SendAsync(new("of-ada", ada, "words of Ada"))).IsOk.ShouldBeTrue();
        (await grains.Conversation(pair.Key).SendAsync(new("of-ben", ben, "words of Ben"))).IsOk.ShouldBeTrue();
        (await grains.Reflections(ada).WriteAsync(new("write", null, "a reflection", IsPublic: false))).IsOk.ShouldBeTrue();

        (await grains.Nonce(Passkeys.NonceOf("challenge", ada)).IssueAsync(new("issue"))).IsOk.ShouldBeTrue();
        var passkey = new NewPasskey("credential-of-ada", "key", 0, "challenge");
        (await grains.WaysIn(ada).AddPasskeyAsync(new("passkey", passkey, "Phone of Ada", null))).IsOk.ShouldBeTrue();
        var identity = new VerifiedIdentity(Identities.Google, "subject-of-ada", "ada@example.org", "Ada", null, "nonce");
        (await grains.WaysIn(ada).LinkAsync(new("link", identity))).IsOk.ShouldBeTrue();
        // A suggestion: nothing of Ada names Cora.
        var suggestion = new FeedItemText(FeedItemKinds.Connection, FeedItemKinds.High, "Ada is like you", "", null, null);
        (await grains.Feed(cora).AddAsync(new("suggest", suggestion, $"person/{ada}"))).IsOk.ShouldBeTrue();

        (await grains.Erasure("receipt-1").BeginAsync(new("early", ada))).IsOk.ShouldBeTrue("nobody asked, so nothing happens");
        (await grains.User(ada).RequestErasureAsync(new("request", "receipt-1"))).Value!.ReceiptId.ShouldBe("receipt-1");
        (await grains.FindUserAsync(ada)).ShouldBeNull();
        cluster.Clock.Offset = TimeSpan.FromDays(31);
        // The message of the user, and others beside it.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => grains.Erasure("receipt-1").BeginAsync(new($"begin/{i}", ada))));
        ErasureReceipt? receipt = null;
        await Until.TrueAsync(async () =>
        {
            await grains.GetGrain<IOutboxRecoveryGrain>("sweep").RunAsync();
            return (receipt = await grains.Receipt("receipt-1").GetAsync()) is not null;
        }, () => WaitingFor(cluster));

        receipt!.Passes.ShouldBeGreaterThan(1);
        receipt.Erased.Sum(kind => kind.Deleted).ShouldBeGreaterThan(3);
        (await grains.User(ada).GetAsync()).ShouldBeNull();
        foreach (var key in (string[])[Passkeys.KeyOf("credential-of-ada"), Identities.KeyOf(identity)])
            (await cluster.Journal.ReadAfterAsync($"accounts.identity/{key}", 0, 1)).ShouldBeEmpty();
        var former = (await grains.Contacts(ben).EverybodyAsync("", 10)).ShouldHaveSingleItem();
        FormerUsers.Is(former).ShouldBeTrue();
        var messages = (await grains.Conversation(Pair.Of(ben, former).Key).HistoryAsync(ben, 0, null, 10)).Value;
        messages.Select(message => (message.SenderId, message.Content)).ShouldBe([(former, ""), (ben, "words of Ben")]);
        (await grains.Erasure("receipt-1").BeginAsync(new("late", ada))).IsOk.ShouldBeTrue();
        (await grains.User(ada).GetAsync()).ShouldBeNull();
        var items = (await grains.Feed(cora).ListAsync(unreadOnly: false, null, 100)).Value!.Items;
        items.ShouldNotContain(item => item.Text.Title.Contains("Ada", StringComparison.Ordinal));
        items.ShouldContain(item => item.Text.Title == FormerUsers.Name);
        return ada;
    }

    private static string WaitingFor(GrainCluster cluster) => string.Join('\n', cluster.Journal
        .ReadBeforeAsync("privacy.erasure/receipt-1", long.MaxValue, 2).GetAwaiter().GetResult()
        .Select(row => $"{row.Seq} {System.Text.Encoding.UTF8.GetString(row.Payload.Span)}"));

    private static async Task<string> CreateAsync(GrainCluster cluster, string name)
    {
        var id = Ids.New("user", DateTimeOffset.UtcNow);
        var created = await cluster.Grains.User(id).CreateAsync(new($"{id}/create", null, new NewProfile(name), null, IsGuest: false));
        created.IsOk.ShouldBeTrue();
        return id;
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class OnPostgresFactAttribute : FactAttribute
    {
        public OnPostgresFactAttribute() => Skip = PrivatePostgres.SkipReason;
    }
}
