using System.Text;
using Microsoft.Extensions.DependencyInjection;
using XelaConnect.ApiHost.Admin;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.ApiHost.Tests.Http;
using XelaConnect.Profiles;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Admin;

/// <summary>
/// Over real sockets: nothing that anybody but an admin sends tells an admin route from an address where there is nothing.
/// </summary>
public sealed class AdminAccessTests
{
    private static readonly (string Key, string Value)[] Named = [("Xela:Admin:Emails:0", "root@example.com")];

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
    public async Task Admin_route_looks_unknown_to_other_callers(string method, string type, string body, string? key)
    {
        await using var host = await StartAsync("Development");
        foreach (var token in (string?[])[null, "no token", host.SignIn("user-bo")])
        {
            foreach (var path in (string[])[
                "/api/admin/credits", "/API/Admin/Credits", "/api/admin/users/user-1/remove", "/api/admin/payments/kept",
                "/api/admin/credits/"])
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
    public async Task Admin_request_reaches_validation()
    {
        await using var host = await StartAsync("Development");
        var answer = await host.PostAsync("/api/admin/credits", """{"user_id":"user-1","amount":1.5}""", host.SignIn("user-root"));
        answer.Status.ShouldBe(400);
        answer.Json.GetProperty("errors").ShouldHave("amount, reason");
    }

    [Theory]
    [InlineData(true, false, "Development", 404)]
    [InlineData(false, true, "Development", 404)]
    [InlineData(false, false, "Production", 404)]
    [InlineData(false, false, "Development", 400)]
    public async Task Address_of_removed_account_is_not_admin(bool isGuest, bool isRemoved, string environment, int expected)
    {
        await using var host = await StartAsync(environment, isGuest, isRemoved);
        (await host.PostAsync("/api/admin/credits", "{}", host.SignIn("user-root"))).Status.ShouldBe(expected);
    }

    [Fact]
    public async Task Admins_outside_Development_are_ignored_and_logged()
    {
        await using var host = await StartAsync("Production");
        (await host.PostAsync("/api/admin/credits", "{}", host.SignIn("user-root"))).Code.ShouldBe("not_found");
        host.Logs.GetSnapshot().Where(record => record.Id.Id == 2402).ShouldHaveSingleItem().Message.ShouldContain("Xela:Admin:Emails");
        await using var quiet = await StartAsync("Development");
        quiet.Logs.GetSnapshot().ShouldNotContain(record => record.Id.Id == 2402);
        await using var unnamed = await TestHost.StartAsync();
        unnamed.Logs.GetSnapshot().ShouldNotContain(record => record.Id.Id == 2402);
    }

    // The trace id is of each request's own.
    private static string Comparable(string body) => body.Length == 0 ? "" : body[..body.IndexOf("trace_id", StringComparison.Ordinal)];

    private static Task<TestHost> StartAsync(string environment, bool isGuest = false, bool isRemoved = false)
    {
        var people = new FakeGrains().On<IUserGrain>(nameof(IUserGrain.GetAsync), (key, _) => Views.User(key) with
        {
            Email = key == "user-root" ? "Root@example.com" : "bo@example.com", IsGuest = isGuest, IsRemoved = isRemoved,
        });
        return TestHost.StartAsync(
            routes => routes.MapAdmin(),
            builder =>
            {
                builder.Environment.EnvironmentName = environment;
                builder.Services.AddSingleton(
                    services => new XelaConnect.ApiHost.Admin.Admins(
                    services.GetRequiredService<AdminSettings>(), builder.Environment, people.Factory));
            },
            Named);
    }
}
