using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace XelaConnect.TestKit.Fakes;

/// <summary>
/// Google sign-in on the loopback, in the form in which Emergent Auth passes it on. The session id decides the answer: <c>rejected</c>,
/// <c>no-email</c>, <c>broken</c>, <c>no-json</c>, <c>slow</c> (never answers); any other is taken for the account's email address.
/// </summary>
public sealed class FakeGoogle : IAsyncDisposable
{
    public const string Name = "Ada of Google";
    public const string Picture = "https://example.org/ada.png";

    private readonly TaskCompletionSource ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WebApplication app = LoopbackServer.Create();
    private int requests;

    private FakeGoogle() => app.MapGet("/session-data", (Func<HttpContext, Task<IResult>>)RespondAsync);

    /// <summary>How many requests it has got.</summary>
    public int Requests => Volatile.Read(ref requests);

    public (string Key, string? Value)[] Settings => [("Xela__Auth__EmergentSessionDataUrl", $"{app.Urls.Single()}/session-data")];

    public static async Task<FakeGoogle> StartAsync()
    {
        var google = new FakeGoogle();
        await google.app.StartAsync();
        return google;
    }

    /// <summary>Refuses connections from now on.</summary>
    public Task StopAsync() => app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        ending.TrySetResult();
        await app.DisposeAsync();
    }

    private async Task<IResult> RespondAsync(HttpContext http)
    {
        Interlocked.Increment(ref requests);
        var session = http.Request.Headers["X-Session-ID"].ToString();
        switch (session)
        {
            case "rejected": return Results.Unauthorized();
            case "no-email": return Results.Text("""{"id":"1"}""", "application/json");
            case "broken": return Results.StatusCode(500);
            case "no-json": return Results.Text("<html>", "application/json");
            case "slow":
                await ending.Task.WaitAsync(http.RequestAborted);
                return Results.StatusCode(500);
            default:
                return Results.Text(AccountOf(session).ToJsonString(), "application/json");
        }
    }

    private static JsonObject AccountOf(string email) =>
        new() { ["id"] = "g-1", ["email"] = email, ["name"] = Name, ["picture"] = Picture, ["session_token"] = "not ours" };
}
