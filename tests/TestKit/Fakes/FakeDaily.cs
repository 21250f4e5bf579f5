using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace XelaConnect.TestKit.Fakes;

/// <summary>Daily.co on the loopback, as far as rooms and tokens go: a name is taken until its room is deleted.</summary>
public sealed class FakeDaily : IAsyncDisposable
{
    public const string Key = "daily-key-of-these-tests";

    private readonly ConcurrentDictionary<string, JsonObject> rooms = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<JsonObject> tokens = [];
    private readonly WebApplication app = LoopbackServer.Create();

    private FakeDaily()
    {
        app.MapPost("/v1/rooms", (Func<HttpContext, Task<IResult>>)(async http => Create(await ReadAsync(http))));
        app.MapGet("/v1/rooms", (Func<HttpContext, Task<IResult>>)(http => Task.FromResult(Authorized(http, List))));
        app.MapPost("/v1/rooms/{name}", (Func<HttpContext, Task<IResult>>)(async http => Change(NameOf(http), await ReadAsync(http))));
        app.MapGet("/v1/rooms/{name}", (Func<HttpContext, Task<IResult>>)(http =>
            Task.FromResult(Authorized(http, () => Get(NameOf(http))))));
        app.MapDelete("/v1/rooms/{name}", (Func<HttpContext, Task<IResult>>)(http =>
            Task.FromResult(Authorized(http, () => Delete(NameOf(http))))));
        app.MapPost("/v1/meeting-tokens", (Func<HttpContext, Task<IResult>>)(async http => Token(await ReadAsync(http))));
    }

    /// <summary>Answers every request with this status instead.</summary>
    public int? Failure { get; set; }

    /// <summary>The names of its rooms.</summary>
    public IReadOnlyCollection<string> Rooms => [.. rooms.Keys];

    /// <summary>What the tokens permit, in the order in which they were asked for.</summary>
    public IReadOnlyList<JsonObject> Tokens => [.. tokens];

    public (string Key, string? Value)[] Settings =>
        [("Xela__Video__ApiBase", $"{app.Urls.Single()}/v1"), ("Xela__Video__ApiKey", Key)];

    public static async Task<FakeDaily> StartAsync()
    {
        var daily = new FakeDaily();
        await daily.app.StartAsync();
        return daily;
    }

    /// <summary>Lets the time of a room run out.</summary>
    public void Expire(string name) => rooms[name]["config"]!["exp"] = 1L;

    /// <summary>Adds a room that somebody made at Daily.</summary>
    public void Add(string name) => Create(new JsonObject { ["name"] = name, ["privacy"] = "public" });

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private IResult Create(JsonObject? room)
    {
        if (room is null) return Refused();
        var name = (string)room["name"]!;
        var created = new JsonObject
        {
            ["id"] = Guid.NewGuid().ToString(), ["name"] = name, ["api_created"] = true, ["privacy"] = room["privacy"]!.DeepClone(),
            ["url"] = $"https://xela.daily.co/{name}",
            ["created_at"] = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ["config"] = room["properties"]?.DeepClone() ?? new JsonObject(), ["of_a_later_version"] = true,
        };
        return rooms.TryAdd(name, created) ? Json(created) : Error(400, $"a room named {name} already exists");
    }

    private IResult Change(string name, JsonObject? change)
    {
        if (change is null) return Refused();
        if (Find(name) is not { } room) return Error(404, "not-found");
        foreach (var (property, value) in change["properties"]!.AsObject()) room["config"]![property] = value?.DeepClone();
        return Json(room);
    }

    private IResult List() => Json(new JsonObject
    {
        ["total_count"] = rooms.Count,
        ["data"] = new JsonArray([.. rooms.Values.OrderByDescending(room => (string)room["created_at"]!).Select(room => room.DeepClone())]),
    });

    private IResult Get(string name) => Find(name) is { } room ? Json(room) : Error(404, "not-found");

    private IResult Delete(string name)
    {
        var isAlive = Find(name) is not null;
        rooms.TryRemove(name, out _);
        return isAlive ? Json(new JsonObject { ["deleted"] = true, ["name"] = name }) : Error(404, "not-found");
    }

    private IResult Token(JsonObject? request)
    {
        if (request is null) return Refused();
        tokens.Enqueue(request["properties"]!.AsObject());
        return Json(new JsonObject { ["token"] = $"token {tokens.Count}" });
    }

    private JsonObject? Find(string name) =>
        rooms.TryGetValue(name, out var room) && (long?)room["config"]?["exp"] is not 1 ? room : null;

    private IResult Authorized(HttpContext http, Func<IResult> act) => IsRefused(http) ? Refused() : act();

    /// <summary>The body; null for a request that is refused.</summary>
    private async Task<JsonObject?> ReadAsync(HttpContext http) => IsRefused(http)
        ? null : (await JsonSerializer.DeserializeAsync<JsonNode>(http.Request.Body))!.AsObject();

    private bool IsRefused(HttpContext http) => Failure is not null || http.Request.Headers.Authorization != $"Bearer {Key}";

    private IResult Refused() => Error(Failure ?? 401, "authentication-error");

    private static string NameOf(HttpContext http) => (string)http.Request.RouteValues["name"]!;

    private static IResult Json(JsonObject body) => Results.Text(body.ToJsonString(), "application/json");

    private static IResult Error(int status, string info) =>
        Results.Text(new JsonObject { ["error"] = "error", ["info"] = info }.ToJsonString(), "application/json", statusCode: status);
}
