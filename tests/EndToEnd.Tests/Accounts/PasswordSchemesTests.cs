using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;

namespace XelaConnect.EndToEnd.Tests.Accounts;

/// <summary>Accounts whose passwords were hashed by an older version.</summary>
public sealed class PasswordSchemesTests
{
    [Fact]
    public async Task Old_hash_is_replaced_at_sign_in()
    {
        await using var host = await HostProcess.StartAsync();
        var (ada, grace) = (await Person.SignUpAsync(host), await Person.SignUpAsync(host));
        await host.KillAsync();
        Store(host, ada, "pbkdf2-v3:" + new PasswordHasher<string>().HashPassword("", Person.Password));
        Store(host, grace, "argon2id:$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$aGFzaA");
        await host.StartAgainAsync();

        (await ada.TryLogInAsync("not the password")).ShouldRefuse(HttpStatusCode.Unauthorized, "invalid_credentials");
        (await ada.LogInAsync()).Id.ShouldBe(ada.Id);
        (await ada.LogInAsync()).Id.ShouldBe(ada.Id);
        (await ada.GetAsync("/api/auth/me")).Should(HttpStatusCode.OK);

        for (var i = 0; i < 10; i++)
            (await grace.TryLogInAsync(Person.Password)).ShouldRefuse(HttpStatusCode.ServiceUnavailable, "password_not_checkable");
        (await grace.PostAsync(
            "/api/auth/password", new JsonObject { ["current_password"] = Person.Password, ["new_password"] = "another password" }))
            .ShouldRefuse(HttpStatusCode.ServiceUnavailable, "password_not_checkable");

        await host.KillAsync();
        var stored = Hashes(host, ada);
        stored.Select(s => s.Type).ShouldBe(["accounts.opened.v1", "accounts.password-rehashed.v1"]);
        stored[^1].Hash.ShouldStartWith("bcrypt-sha384:");
        Hashes(host, grace).Count.ShouldBe(1);
    }

    private static void Store(HostProcess host, Person person, string hash)
    {
        var payload = JsonNode.Parse(Read(host, person).Single().Payload)!;
        payload["password_hash"] = hash;
        using var connection = Open(host);
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE journal SET payload = $payload WHERE type = 'accounts.opened.v1' AND stream LIKE '%' || $key";
        command.Parameters.AddWithValue("$payload", Encoding.UTF8.GetBytes(payload.ToJsonString()));
        command.Parameters.AddWithValue("$key", Ids.OfEmail(person.Email));
        command.ExecuteNonQuery().ShouldBe(1);
    }

    private static List<(string Type, string Hash)> Hashes(HostProcess host, Person person) =>
        [.. Read(host, person).Select(row => (row.Type, JsonNode.Parse(row.Payload)!["password_hash"]!.GetValue<string>()))];

    private static List<(string Type, byte[] Payload)> Read(HostProcess host, Person person)
    {
        using var connection = Open(host);
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT type, payload FROM journal WHERE type IN ('accounts.opened.v1', 'accounts.password-rehashed.v1') AND stream LIKE "
            + "'%' || $key ORDER BY seq";
        command.Parameters.AddWithValue("$key", Ids.OfEmail(person.Email));
        using var rows = command.ExecuteReader();
        var found = new List<(string, byte[])>();
        while (rows.Read()) found.Add((rows.GetString(0), rows.GetFieldValue<byte[]>(1)));
        return found;
    }

    private static SqliteConnection Open(HostProcess host)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = host.JournalFile, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }
}
