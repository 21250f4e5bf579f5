using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using XelaConnect.Admin;

namespace XelaConnect.EndToEnd.Tests.Admin;

/// <summary>Staff outside Development: a verified address, a second factor, roles by grant, and the audit log of it all.</summary>
public sealed class StaffTests : IAsyncLifetime
{
    private const string Owner = "owner@example.org";
    private FakeGoogle google = null!;
    private HostProcess host = null!;

    public async Task InitializeAsync()
    {
        google = await FakeGoogle.StartAsync();
        host = await HostProcess.StartAsync([.. google.Settings, ("Xela__Admin__Emails__0", Owner)]);
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await google.DisposeAsync();
    }

    [Fact]
    public async Task First_owner_needs_a_verified_address_and_a_second_factor()
    {
        var squatter = Person.Of(host, Owner, (await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(Owner)))
            .Should(HttpStatusCode.Created));
        await TurnOnAsync(squatter);
        (await squatter.GetAsync("/api/admin/staff")).ShouldRefuse(HttpStatusCode.NotFound, "not_found");

        // The owner of the address takes the account over, without the squatter's second factor.
        var owner = await SignInWithGoogleAsync(Owner);
        owner.Id.ShouldBe(squatter.Id);
        (await owner.GetAsync("/api/admin/staff")).ShouldRefuse(HttpStatusCode.Forbidden, "second_factor_missing");
        await TurnOnAsync(owner);
        (await owner.GetAsync("/api/admin/staff")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Grants_and_reads_are_in_an_audit_log_that_proves_itself()
    {
        var owner = await SignInWithGoogleAsync(Owner);
        await TurnOnAsync(owner);
        var (bo, ada) = (await Person.SignUpAsync(host, "Bo"), await Person.SignUpAsync(host, "Ada"));
        (await bo.GetAsync($"/api/admin/users/{ada.Id}")).ShouldRefuse(HttpStatusCode.NotFound, "not_found");
        (await GrantAsync(owner, bo, "support")).Should(HttpStatusCode.OK);
        (await bo.GetAsync($"/api/admin/users/{ada.Id}")).ShouldRefuse(HttpStatusCode.Forbidden, "second_factor_missing");
        await TurnOnAsync(bo);
        (await bo.GetAsync($"/api/admin/users/{ada.Id}")).Should(HttpStatusCode.OK).Json.GetProperty("user")
            .GetProperty("email").GetString().ShouldBe(ada.Email);
        (await bo.GetAsync("/api/admin/audit")).ShouldRefuse(HttpStatusCode.Forbidden, "scope_missing");
        (await GrantAsync(bo, bo, "owner")).ShouldRefuse(HttpStatusCode.Forbidden, "scope_missing");
        (await GrantAsync(owner, bo)).Should(HttpStatusCode.OK);
        (await bo.GetAsync($"/api/admin/users/{ada.Id}")).ShouldRefuse(HttpStatusCode.NotFound, "not_found");

        var lines = (await owner.GetAsync("/api/admin/audit/export")).Should(HttpStatusCode.OK).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var entries = lines[..^1].Select(line => new AuditEntry(
            line.GetProperty("seq").GetInt64(), line.GetProperty("at").GetDateTimeOffset(), line.GetProperty("admin_id").GetString()!,
            line.GetProperty("action").GetString()!, line.GetProperty("target").GetString()!, line.GetProperty("reason").GetString()!,
            line.GetProperty("hash").GetString())).ToList();
        entries.Select(entry => (entry.AdminId, entry.Action, entry.Target)).ShouldBe([
            (owner.Id, "grant_role support", bo.Id), (bo.Id, "read_user", ada.Id), (owner.Id, "revoke_role", bo.Id),
            (owner.Id, "export_audit", "")]);
        var hash = AuditChain.Start(entries[0].At.UtcDateTime.ToString("yyyy-MM"));
        foreach (var entry in entries) (hash = AuditChain.Next(hash, entry)).ShouldBe(entry.Hash);
        var end = lines[^1];
        (end.GetProperty("entries").GetInt64(), end.GetProperty("head").GetString(), end.GetProperty("intact").GetBoolean())
            .ShouldBe((4, hash, true));
        (await owner.GetAsync("/api/admin/audit?limit=2")).Should(HttpStatusCode.OK).Json.GetProperty("entries")
            .GetArrayLength().ShouldBe(2);
    }

    private static Task<Reply> GrantAsync(Person by, Person to, params string[] scopes) =>
        by.PutAsync($"/api/admin/staff/{to.Id}", new JsonObject
        {
            ["scopes"] = new JsonArray([.. scopes.Select(scope => (JsonNode)scope)]), ["reason"] = "The team changes.",
        });

    private async Task<Person> SignInWithGoogleAsync(string email) => Person.Of(
        host, email, await host.Anonymous.PostAsync("/api/auth/google", new JsonObject { ["session_id"] = email }));

    private static async Task TurnOnAsync(Person person)
    {
        var secret = (await person.PostAsync("/api/auth/totp")).Should(HttpStatusCode.OK).Json.GetProperty("secret").GetString()!;
        (await person.PostAsync("/api/auth/totp/confirm", new JsonObject { ["code"] = AuthenticatorApp.CodeOf(secret) }))
            .Should(HttpStatusCode.OK).Json.GetProperty("recovery_codes").GetArrayLength().ShouldBe(10);
    }
}
