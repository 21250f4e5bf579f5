using System.Net;
using System.Text.Json;

namespace XelaConnect.EndToEnd.Tests.Contract;

[Collection(SharedHost.Name)]
public sealed class PublishedContractTests(SharedHost shared)
{
    // The contract's routes that this host answers. Written out, so that a route that comes or goes is a decision.
    private static readonly string[] Routes =
    [
        "GET /api",
        "POST /api/auth/signup", "POST /api/auth/login", "POST /api/auth/google", "GET /api/auth/me", "POST /api/auth/logout",
        "POST /api/auth/guest", "POST /api/auth/upgrade", "POST /api/auth/password",
        "GET /api/auth/sessions", "DELETE /api/auth/sessions", "DELETE /api/auth/sessions/{id}",
        "DELETE /api/users/me",
        "GET /api/users/me", "GET /api/users/me/export", "GET /api/users/dashboard", "PUT /api/users/profile", "GET /api/users/referral",
        "GET /api/circles", "POST /api/circles", "GET /api/circles/{id}", "PUT /api/circles/{id}", "DELETE /api/circles/{id}",
        "POST /api/auth/forgot", "POST /api/auth/reset", "POST /api/auth/verify-email",
        "POST /api/circles/{id}/join", "POST /api/circles/{id}/leave",
        "GET /api/circles/{id}/activity", "POST /api/circles/{id}/activity", "DELETE /api/circles/{id}/activity/{activity_id}",
        "GET /api/circles/{id}/members", "PUT /api/circles/{id}/members/{user_id}", "DELETE /api/circles/{id}/members/{user_id}",
        "GET /api/courses", "GET /api/courses/{id}", "GET /api/courses/{id}/progress", "POST /api/courses/{id}/progress",
        "GET /api/courses/{id}/enrollment", "POST /api/courses/{id}/enroll", "GET /api/courses/{id}/content",
        "POST /api/courses/{id}/lessons/{lesson_id}/complete",
        "POST /api/courses/{id}/purchase",
        "GET /api/connections", "POST /api/connections/request", "POST /api/connections/{id}/accept", "POST /api/connections/{id}/decline",
        "DELETE /api/connections/{id}",
        "GET /api/messaging/conversations", "GET /api/messaging/conversations/{user_id}",
        "POST /api/messaging/conversations/{user_id}/messages",
        "POST /api/messaging/conversations/{conversation_id}/read", "POST /api/messaging/typing", "GET /api/messaging/typing/{user_id}",
        "GET /api/conversations/{id}/messages",
        "POST /api/presence/online", "POST /api/presence/offline", "GET /api/presence/status/{user_id}", "GET /api/presence/online-users",
        "POST /api/safety/block/{user_id}", "POST /api/safety/unblock/{user_id}", "GET /api/safety/blocked", "POST /api/safety/report",
        "GET /api/safety/is-blocked/{user_id}",
        "POST /api/video/rooms/create", "POST /api/video/rooms/token", "GET /api/video/rooms", "GET /api/video/rooms/{name}",
        "DELETE /api/video/rooms/{name}",
        "GET /api/activity", "POST /api/activity/{id}/mark-read", "GET /api/sync",
        "GET /api/discover",
        "GET /api/xelatalks", "POST /api/xelatalks/message",
        "POST /api/reflections", "GET /api/reflections", "GET /api/reflections/public", "GET /api/reflections/{id}",
        "PUT /api/reflections/{id}", "DELETE /api/reflections/{id}",
        "GET /api/wallet", "GET /api/wallet/entries", "POST /api/wallet/topup", "POST /api/boosts", "POST /api/xelatalks/sessions",
        "POST /api/webhooks/stripe",
        "POST /api/admin/credits",
        "GET /api/plans", "GET /api/subscription", "POST /api/webhooks/revenuecat",

        // Added beside what the contract requires.
        "PUT /api/users/me/time-zone", "PUT /api/users/me/language", "GET /api/receipts/keys", "GET /api/receipts/{id}",
        "POST /api/auth/verify-email/send", "POST /api/auth/email", "POST /api/auth/email/confirm", "POST /api/webhooks/mail",
        "GET /api/auth/devices", "DELETE /api/auth/devices/{id}",
        "POST /api/auth/nonce", "POST /api/auth/identity", "GET /api/auth/ways", "POST /api/auth/ways", "DELETE /api/auth/ways/{provider}",
        "GET /api/auth/totp", "POST /api/auth/totp", "POST /api/auth/totp/confirm", "POST /api/auth/totp/recovery-codes",
        "POST /api/auth/totp/disable",
        "POST /api/auth/passkeys/options", "POST /api/auth/passkeys", "PUT /api/auth/passkeys/{id}", "DELETE /api/auth/passkeys/{id}",
        "POST /api/auth/passkeys/sign-in/options", "POST /api/auth/passkeys/sign-in",
        "GET /api/xelatalks/messages/{message_id}/stream", "GET /api/xelatalks/export", "DELETE /api/xelatalks",
        "GET /api/xelatalks/memory", "PUT /api/xelatalks/memory", "DELETE /api/xelatalks/memory",
    ];

    private readonly HostProcess host = shared.Process;

    [Fact]
    public async Task Document_has_exactly_the_contract_routes()
    {
        var document = (await host.Anonymous.GetAsync("/openapi/v1.json")).Should(HttpStatusCode.OK).Json;
        document.GetProperty("openapi").GetString().ShouldStartWith("3.1");
        var published = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));
        published.Order(StringComparer.Ordinal).ShouldBe(Routes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Operations_routes_are_not_documented()
    {
        foreach (var path in (string[])["/health/live", "/health/ready", "/openapi/v1.json"])
            (await host.Anonymous.GetAsync(path)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Unchanged_catalogue_is_a_304()
    {
        foreach (var path in (string[])["/api/courses?limit=3", "/api/circles?limit=3&category=Creative", "/api/plans"])
        {
            var first = (await host.Anonymous.GetAsync(path)).Should(HttpStatusCode.OK);
            var tag = first.Headers["ETag"];
            var second = await host.Anonymous.GetAsync(path, ("If-None-Match", tag));
            second.Status.ShouldBe(HttpStatusCode.NotModified);
            second.Bytes.ShouldBeEmpty();
            second.Headers["ETag"].ShouldBe(tag);
            (await host.Anonymous.GetAsync(path, ("If-None-Match", "\"another\""))).Should(HttpStatusCode.OK).Bytes.ShouldBe(first.Bytes);
        }
        var ada = await Person.SignUpAsync(host);
        var personal = await ada.GetAsync("/api/auth/me");
        personal.Headers["Cache-Control"].ShouldBe("no-store");
        personal.Headers.ShouldNotContainKey("ETag");
    }

    [Fact]
    public async Task Etag_of_the_circle_list_changes_with_a_new_member()
    {
        var ada = await Person.SignUpAsync(host);
        var name = "Tagged" + Guid.NewGuid().ToString("N")[..8];
        var circle = await ada.CreateCircleAsync(name);
        await Until.TrueAsync(async () => (await host.Anonymous.GetAsync($"/api/circles?q={name}")).Json.GetProperty("circles")
            .GetArrayLength() == 1);
        var tag = (await host.Anonymous.GetAsync($"/api/circles?q={name}")).Headers["ETag"];
        await (await Person.SignUpAsync(host)).JoinAsync(circle);
        await Until.TrueAsync(async () => (await host.Anonymous.GetAsync($"/api/circles?q={name}", ("If-None-Match", tag)))
            .Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Course_content_requires_entitlement()
    {
        var ada = await Person.SignUpAsync(host);
        foreach (var course in (await host.Anonymous.GetAsync("/api/courses?limit=100")).Json.GetProperty("courses").EnumerateArray())
        {
            var preview = course.GetProperty("preview_modules").EnumerateArray().Select(i => i.GetInt32()).ToHashSet();
            var detail = (await ada.GetAsync($"/api/courses/{course.GetProperty("id").GetString()}")).Should(HttpStatusCode.OK).Json;
            var modules = detail.GetProperty("course").GetProperty("modules").EnumerateArray().ToList();
            for (var i = 0; i < modules.Count; i++)
                if (!preview.Contains(i)) modules[i].GetProperty("content").ValueKind.ShouldBe(JsonValueKind.Null);
        }
    }
}
