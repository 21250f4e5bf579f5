using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using XelaConnect.EndToEnd.Tests.Contract;

namespace XelaConnect.EndToEnd.Tests.Matrix;

/// <summary>Calls every route and every hub method as every kind of caller.</summary>
public sealed class RouteMatrixTests : IAsyncLifetime
{
    private readonly string staffEmail = Person.NewEmail();
    private HostProcess host = null!;
    private Person staff = null!;

    public async Task InitializeAsync()
    {
        host = await HostProcess.StartAsync(
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("Xela__Metrics__OnPublicPort", "true"), ("Xela__Admin__Emails__0", staffEmail),
            ("Xela__Auth__EmergentSessionDataUrl", "http://127.0.0.1:9/session-data"),
            ("Xela__Payments__RevenueCat__WebhookSecret", FakeRevenueCat.Secret),
            ("Xela__Payments__Stripe__WebhookSecret", FakeStripe.WebhookSecret));
        staff = Person.Of(host, staffEmail, await host.Anonymous.PostAsync("/api/auth/signup", Person.SignUpBody(staffEmail, "Stella")));
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Every_route_answers_every_caller_as_in_the_matrix()
    {
        var document = await ApiDocument.GetAsync();
        var wrong = new List<string>();
        // Reads change nothing, so that they share a fixture.
        var forReads = await ApiFixture.CreateAsync(host);
        foreach (var line in MatrixLine.Of(RouteMatrix.Lines, "401 unauthenticated"))
        {
            var isRead = line.Subject.StartsWith("GET ", StringComparison.Ordinal);
            var fixture = isRead ? forReads : await ApiFixture.CreateAsync(host);
            var callers = await CallersAsync(fixture);
            foreach (var who in MatrixLine.Everybody)
            {
                if (line.Case == "fresh") callers = await CallersAsync(fixture = await ApiFixture.CreateAsync(host));
                var (method, route) = line.Subject.Split(' ') is [var first, var second]
                    ? (first, second)
                    : throw new FormatException(line.Subject);
                var path = PathOf(fixture, route, line.Case);
                if (method == "GET") Note(await callers[who].SendAsync(HttpMethod.Head, path, null), isHead: true);
                var sent = new HttpMethod(method != "*" ? method : route.EndsWith("negotiate", StringComparison.Ordinal) ? "POST" : "GET");
                Note(await callers[who].SendAsync(sent, path, BodyOf(fixture, document, method, route, who)?.ToJsonString()),
                    isHead: false);

                void Note(Reply reply, bool isHead)
                {
                    var expected = line.OutcomeFor(who);
                    var actual = isHead || (int)reply.Status < 400 || !reply.Text.StartsWith('{')
                        ? $"{(int)reply.Status}"
                        : $"{(int)reply.Status} {reply.Code}";
                    if (actual != (isHead ? expected.Split(' ')[0] : expected))
                        wrong.Add($"{(isHead ? "HEAD of " : "")}{line.Subject} {line.Case} {who}: {actual}, not {expected}");
                }
            }
        }
        wrong.ShouldBeEmpty(string.Join('\n', wrong));
    }

    [Fact]
    public async Task Every_hub_method_answers_every_caller_as_in_the_matrix()
    {
        var wrong = new List<string>();
        foreach (var line in MatrixLine.Of(RouteMatrix.HubLines, "401"))
        {
            var fixture = await ApiFixture.CreateAsync(host);
            foreach (var (who, caller) in await CallersAsync(fixture))
            {
                var expected = line.OutcomeFor(who);
                var actual = await InvokeAsync(line.Subject, fixture, caller);
                if (actual != expected) wrong.Add($"{line.Subject} {who}: {actual}, not {expected}");
            }
        }
        wrong.ShouldBeEmpty(string.Join('\n', wrong));
    }

    private async Task<Dictionary<string, Caller>> CallersAsync(ApiFixture fixture) => new()
    {
        ["anonymous"] = host.Anonymous, ["forged"] = fixture.Forged, ["ended"] = fixture.Ended,
        ["guest"] = fixture.Guest, ["stranger"] = fixture.Stranger, ["blocked"] = fixture.Blocked,
        ["asker"] = fixture.Asker, ["staff"] = await staff.LogInAsync(), ["member"] = fixture.Member, ["owner"] = fixture.Owner,
    };

    private static string PathOf(ApiFixture fixture, string route, string? which) => which switch
    {
        "diary" => $"/api/reflections/{fixture.Diary}",
        "member" => $"/api/circles/{fixture.Circle}/members/{fixture.Member.Id}",
        "priced" => $"/api/courses/{fixture.Course}/enroll",
        _ => fixture.PathOf(route),
    };

    private static JsonObject? BodyOf(ApiFixture fixture, ApiDocument document, string method, string route, string who) => route switch
    {
        "/api/auth/login" => new JsonObject { ["email"] = fixture.Stranger.Email, ["password"] = Person.Password },
        "/api/auth/password" => new JsonObject { ["current_password"] = Person.Password, ["new_password"] = Person.Password },
        "/api/admin/referrals/held" => new JsonObject
        {
            ["referral_code"] = "XC00000000", ["user_id"] = "user-nobody", ["convert"] = true, ["reason"] = "A school class",
        },
        "/api/admin/dead-letters/retry" => new JsonObject { ["kind"] = "circles.add-member.v1" },
        "/api/admin/staff/{user_id}" => new JsonObject { ["scopes"] = new JsonArray(), ["reason"] = who },
        "/api/admin/users/{user_id}/remove" => new JsonObject { ["reason"] = who },
        _ => document.Find(method, fixture.PathOf(route)) is { } operation ? fixture.BodyOf(operation) : null,
    };

    private static async Task<string> InvokeAsync(string method, ApiFixture fixture, Caller caller)
    {
        await using var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(fixture.Host.Address, "/hubs/live"),
                options => options.AccessTokenProvider = () => Task.FromResult(caller.Token)).Build();
        try
        {
            await connection.StartAsync();
        }
        catch (HttpRequestException refused)
        {
            return $"{(int?)refused.StatusCode}";
        }
        try
        {
            await CallAsync();
            return "ok";
        }
        catch (HubException refused)
        {
            return refused.Message.Split("HubException: ")[^1].Split(": ")[0];
        }

        async Task CallAsync()
        {
            switch (method)
            {
                case "WatchCircle": await connection.InvokeAsync(method, fixture.Circle, null); break;
                case "UnwatchCircle": await connection.InvokeAsync(method, fixture.Circle); break;
                case "PostToCircle": await connection.InvokeAsync(method, fixture.Circle, "Hello", "1"); break;
                case "SendMessage": await connection.InvokeAsync(method, fixture.Owner.Id, "Hello", "1"); break;
                case "MarkRead": await connection.InvokeAsync(method, fixture.Conversation, 1L); break;
                case "Typing": await connection.InvokeAsync(method, fixture.Owner.Id, true); break;
                case "Resume": await connection.InvokeAsync(method, (string?)null); break;
                case "AskXela": await foreach (var _ in connection.StreamAsync<string>(method, "Hello")) { } break;
                case "FollowXela": await foreach (var _ in connection.StreamAsync<string>(method, fixture.Answer, 0)) { } break;
                default: throw new ArgumentOutOfRangeException(nameof(method), method, "Add the call of this hub method here.");
            }
        }
    }
}
