using System.Text;
using Microsoft.Extensions.DependencyInjection;
using XelaConnect.Admin;
using XelaConnect.ApiHost.Admin;
using XelaConnect.ApiHost.Tests.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Admin;

/// <summary>
/// Over real sockets: nothing that anybody but staff sends tells a route for staff from an address where there is nothing.
/// </summary>
public sealed class AdminAccessTests
{
    public static TheoryData<string, string, string, string?> Requests => new()
    {
        { "POST", "application/json", """{"user_id":"user-1","amount":5,"reason":"x"}""", null },
        { "POST", "application/json", "{", null },
        { "POST", "application/json", "", null },
        { "POST", "text/plain", "hello", null },
        { "POST", "application/json", "{}", "a-key" },
        { "POST", "application/json", "{}", "a key of several words" },
        { "GET", "application/json", "", null },
        { "PUT", "application/json", "{}", null },
        { "DELETE", "application/json", "", null },
        { "OPTIONS", "application/json", "", null },
        { "HEAD", "application/json", "", null },
    };

    [Theory, MemberData(nameof(Requests))]
    public async Task Route_for_staff_looks_unknown_to_other_callers(string method, string type, string body, string? key)
    {
        await using var host = await StartAsync();
        foreach (var token in (string?[])[null, "no token", host.SignIn("user-bo")])
        {
            foreach (var path in (string[])[
                "/api/admin/credits", "/API/Admin/Credits", "/api/admin/users/user-1/remove", "/api/admin/payments/kept",
                "/api/admin/credits/",
                "/api/admin/audit", "/api/admin/audit/export", "/api/admin/staff", "/api/admin/staff/user-1", "/api/admin/users/user-1"])
            {
                // Twice, since a stored answer would be marked as repeated.
                for (var i = 0; i < 2; i++)
                {
                    var (there, nowhere) = (await AskAsync(path), await AskAsync($"{path[..5]}nothing-here"));
                    there.Status.ShouldBe(404, $"{method} {path}");
                    Comparable(there.Text).ShouldBe(Comparable(nowhere.Text));
                    there.Headers.Keys.Order(StringComparer.Ordinal)
                        .ShouldBe(nowhere.Headers.Keys.Order(StringComparer.Ordinal), $"{method} {path}");
                }
            }

            Task<TestResponse> AskAsync(string path) => host.SendAsync(
                new HttpMethod(method), path, body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, type), token, key is null
                    ? []
                    : [("Idempotency-Key", key)]);
        }
        host.Grains.IdempotencyKeys.ShouldBeEmpty();
    }

    [Fact]
    public async Task Staff_request_reaches_validation()
    {
        await using var host = await StartAsync();
        var answer = await host.PostAsync("/api/admin/credits", """{"user_id":"user-1","amount":1.5}""", host.SignIn("user-root"));
        answer.Status.ShouldBe(400);
        answer.Json.GetProperty("errors").ShouldHave("amount, reason");
    }

    [Fact]
    public async Task Staff_learn_what_is_missing()
    {
        await using var host = await StartAsync();
        var support = host.SignIn("user-support");
        (await host.PostAsync("/api/admin/credits", "{}", support)).Status.ShouldBe(400);
        var refused = await host.PostAsync("/api/admin/users/user-1/remove", "{}", support);
        (refused.Status, refused.Code).ShouldBe((403, "scope_missing"));
        refused = await host.SendAsync(HttpMethod.Get, "/api/admin/audit", null, support);
        (refused.Status, refused.Code).ShouldBe((403, "scope_missing"));
        refused = await host.PostAsync("/api/admin/credits", "{}", host.SignIn("user-plain"));
        (refused.Status, refused.Code).ShouldBe((403, "second_factor_missing"));
    }

    // The trace id is of each request's own.
    private static string Comparable(string body) => body.Length == 0 ? "" : body[..body.IndexOf("trace_id", StringComparison.Ordinal)];

    private static Task<TestHost> StartAsync()
    {
        var staff = new FakeGrains().On<IStaffGrain>(
            nameof(IStaffGrain.CheckAsync), (_, a) => ((string)a[0]!, (string?)a[1]) switch
            {
                ("user-root", _) or ("user-support", null or StaffScopes.Support) => new StaffView((string)a[0]!, []),
                ("user-support", _) => StaffFaults.ScopeMissing,
                ("user-plain", _) => StaffFaults.SecondFactorMissing,
                _ => StaffFaults.NotStaff,
            });
        return TestHost.StartAsync(
            routes => routes.MapAdmin(), builder => builder.Services.AddSingleton(new StaffAccess(staff.Factory)));
    }
}
