using System.Net;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace XelaConnect.EndToEnd.Tests.Operations.OlderVersions;

/// <summary>
/// Data that version 0.1 has written opens: of its build on Orleans 10.2, on SQLite and on PostgreSQL, and of its build without Orleans,
/// whose passwords are PBKDF2. Each was written by a host that was killed while Grace watched the circle, and holds two people who are
/// connected, their circle and a message.
/// </summary>
public sealed class OlderVersionsTests
{
    [Theory]
    [InlineData("full")]
    [InlineData("standalone")]
    public async Task SQLite_data_of_version_0_1_opens(string build)
    {
        await using var host = await HostProcess.StartOnAsync(data =>
        {
            foreach (var file in (string[])["xela", "orleans"]) Restore(Path.Combine(data, $"{file}.db"), $"{build}-{file}.sql");
        });
        await EverythingIsThereAsync(host);
    }

    [OnPostgresFact]
    public async Task PostgreSQL_data_of_version_0_1_opens()
    {
        await using var postgres = await PrivatePostgres.StartAsync();
        var database = await postgres.CreateDatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var command = source.CreateCommand(Script("full-postgres.sql")))
            await command.ExecuteNonQueryAsync();
        await using var host = await HostProcess.StartAsync(("ConnectionStrings__Postgres", database));
        await EverythingIsThereAsync(host);
    }

    private static async Task EverythingIsThereAsync(HostProcess host)
    {
        var (ada, grace) = (await SignInAsync(host, "ada@example.com"), await SignInAsync(host, "grace@example.com"));
        // Twice: the first sign-in may have replaced the hash.
        (await ada.LogInAsync()).Id.ShouldBe(ada.Id);

        var circle = (await ada.CirclesJoinedAsync()).ShouldHaveSingleItem();
        (await grace.CirclePostsAsync(circle)).Select(said => said.Message).ShouldBe(["Hello, circle", "Good morning"]);
        (await grace.InboxAsync()).ShouldHaveSingleItem().GetProperty("last_message").GetProperty("content").GetString()
            .ShouldBe("Hello, Grace");
        (await ada.GetAsync("/api/connections")).Should(HttpStatusCode.OK).Json.GetProperty("connections").GetArrayLength().ShouldBe(1);

        // Over the stream whose subscriptions the older version stored.
        await using var device = await grace.ConnectAsync();
        (await device.WatchAsync(circle, 0)).Missed.Length.ShouldBe(2);
        await ada.TryPostToCircleAsync(circle, "And again");
        await Until.TrueAsync(() => device.PostsIn(circle).Any(said => said.Message == "And again"));
    }

    private static async Task<Person> SignInAsync(HostProcess host, string email) =>
        Person.Of(host, email, (await new Person(host, "", "", email, "").TryLogInAsync()).Should(HttpStatusCode.OK));

    private static void Restore(string file, string script)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Script(script);
        command.ExecuteNonQuery();
    }

    private static string Script(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Operations", "OlderVersions", name));
}

/// <summary>A test that needs PostgreSQL's binaries.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OnPostgresFactAttribute : FactAttribute
{
    public OnPostgresFactAttribute() => Skip = PrivatePostgres.SkipReason;
}
