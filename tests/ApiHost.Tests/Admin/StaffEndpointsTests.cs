using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using XelaConnect.Admin;
using XelaConnect.ApiHost.Admin;
using XelaConnect.ApiHost.Http;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Profiles;
using XelaConnect.Safety;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Admin;

public sealed class StaffEndpointsTests : IDisposable
{
    private const string Root = "user-root", Bo = "user-bo";
    private static readonly DateTimeOffset Now = new(2026, 11, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly FakeGrains grains = new();
    private readonly Endpoints endpoints;

    public StaffEndpointsTests()
    {
        endpoints = new(grains);
        grains
            .On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => key == Bo ? Views.User(Bo) : null)
            .On<IReportsGrain>(
                nameof(IReportsGrain.ListAsync), (_, _) =>
                System.Collections.Immutable.ImmutableArray.Create(new ReportView(8, Root, Bo, "Spam", null, Now, "report-1")));
    }

    public void Dispose() => endpoints.Dispose();

    [Fact]
    public void Every_route_for_staff_has_a_scope_and_an_action()
    {
        var routes = endpoints.All.Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/admin/", StringComparison.Ordinal)
            && !endpoint.RoutePattern.RawText.EndsWith("{**path}", StringComparison.Ordinal)).ToList();
        routes.Count.ShouldBeGreaterThan(10);
        foreach (var route in routes)
        {
            var staff = route.Metadata.GetMetadata<StaffMetadata>().ShouldNotBeNull(route.RoutePattern.RawText);
            StaffScopes.All.ShouldContain(staff.Scope, route.RoutePattern.RawText);
            staff.Action.ShouldNotBeNullOrEmpty();
            route.Metadata.GetOrderedMetadata<IAuthorizeData>().ShouldContain(data => data.Policy == Authorization.Staff);
        }
    }

    [Theory]
    [InlineData("ReadUser", "read_user", Bo)]
    [InlineData("ListReports", "list_reports", "")]
    [InlineData("ListAudit", "read_audit", "")]
    [InlineData("ListStaff", "list_staff", "")]
    public async Task Read_is_recorded_before_it_happens(string name, string action, string target)
    {
        grains
            .On<IAuditGrain>(
                nameof(IAuditGrain.PageAsync), (_, _) => new Page<AuditEntry>([], null))
            .On<IStaffGrain>(
                nameof(IStaffGrain.ListAsync), (_, _) => System.Collections.Immutable.ImmutableArray<StaffView>.Empty);
        (string, string)[] route = name == "ReadUser" ? [("user_id", Bo)] : [];
        (await endpoints.CallAsync(name, null, Root, route: route)).Status.ShouldBe(200);
        var recorded = grains.Only("IAuditGrain.RecordAsync").Command<RecordAction>();
        (recorded.AdminId, recorded.Action, recorded.Target).ShouldBe((Root, action, target));
        grains.Called[0].ShouldBe("IAuditGrain.RecordAsync");
    }

    [Fact]
    public async Task Nothing_is_read_without_an_entry()
    {
        grains.On<IAuditGrain>(nameof(IAuditGrain.RecordAsync), (_, _) => throw new StorageUnavailableException("full"));
        await Should.ThrowAsync<StorageUnavailableException>(
            () => endpoints.CallAsync("ReadUser", null, Root, route: ("user_id", Bo)));
        grains.Called.ShouldBe(["IAuditGrain.RecordAsync"]);
    }

    [Fact]
    public async Task Support_reads_the_own_view_of_a_person()
    {
        var (status, body) = await endpoints.CallAsync("ReadUser", null, Root, route: ("user_id", Bo));
        status.ShouldBe(200);
        body.ShouldHave("user, is_removed").GetProperty("user").ShouldHave(Shapes.User);
        (status, body) = await endpoints.CallAsync("ReadUser", null, Root, route: ("user_id", "user-nobody"));
        (status, body.GetProperty("code").GetString()).ShouldBe((404, "user_not_found"));
    }

    [Fact]
    public async Task Grant_carries_owner_scopes_and_reason()
    {
        grains.On<IStaffGrain>(
            nameof(IStaffGrain.GrantAsync), (_, a) => new StaffView(Bo, ((GrantScopes)a[0]!).Scopes, Now));
        var (status, body) = await GrantAsync(new { scopes = new[] { "support", "editor" }, reason = " Joins. " }, "op1");
        status.ShouldBe(200);
        body.ShouldHave("message, staff").GetProperty("staff").ShouldHave("user_id, scopes, since");
        var command = grains.Only("IStaffGrain.GrantAsync").Command<GrantScopes>();
        (command.OperationId, command.AdminId, command.UserId, command.Reason).ShouldBe(("op1", Root, Bo, "Joins."));
        command.Scopes.ShouldBe(["support", "editor"]);
        grains.All("IAuditGrain.RecordAsync").ShouldBeEmpty("the grain records it together with the grant");
        (status, body) = await GrantAsync(new { scopes = Array.Empty<string>(), reason = "Leaves." });
        (status, body.GetProperty("message").GetString()).ShouldBe((200, "Role taken away"));
    }

    [Theory]
    [InlineData("""{"reason":"x"}""", "scopes")]
    [InlineData("""{"scopes":["god"],"reason":"x"}""", "scopes")]
    [InlineData("""{"scopes":"support","reason":"x"}""", "scopes")]
    [InlineData("""{"scopes":["support"]}""", "reason")]
    public async Task Invalid_grant_names_the_field(string text, string field)
    {
        var (status, body) = await GrantAsync(System.Text.Encoding.UTF8.GetBytes(text));
        status.ShouldBe(400);
        body.GetProperty("errors").ShouldHave(field);
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-1")]
    [InlineData("../..")]
    [InlineData("november")]
    public async Task Month_must_be_a_month(string month)
    {
        foreach (var name in (string[])["ListAudit", "ExportAudit", "ListReports"])
        {
            var (status, body) = await endpoints.CallAsync(name, null, Root, $"?month={Uri.EscapeDataString(month)}");
            (status, body.GetProperty("errors").EnumerateObject().Single().Name).ShouldBe((400, "month"), name);
        }
    }

    [Fact]
    public async Task Reports_are_listed_with_who_reported_whom()
    {
        var (status, body) = await endpoints.CallAsync("ListReports", null, Root, "?month=2026-11&after_seq=7&limit=5");
        status.ShouldBe(200);
        body.ShouldHave("month, reports").GetProperty("reports")[0]
            .ShouldHave("id, seq, reporter_id, user_id, reason, details, created_at");
        var call = grains.Only("IReportsGrain.ListAsync");
        (call.Key, call.Arguments[0], call.Arguments[1]).ShouldBe(("2026-11", 7L, 5));
    }

    private Task<(int Status, JsonElement Body)> GrantAsync(object body, string? operation = null) =>
        endpoints.CallAsync("GrantRole", body, Root, operation: operation, route: ("user_id", Bo));
}
