using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.TestKit.Clients;

/// <summary>A response, read to its end.</summary>
public sealed record Reply(HttpStatusCode Status, byte[] Bytes, Dictionary<string, string> Headers)
{
    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public string Code => Json.GetProperty("code").GetString()!;

    public Reply Should(HttpStatusCode status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }

    public Reply ShouldRefuse(HttpStatusCode status, string code)
    {
        Should(status);
        Code.ShouldBe(code);
        return this;
    }
}

/// <summary>A caller of the API, with or without a session.</summary>
public class Caller(IApiServer host, string? token)
{
    private static readonly HttpClient Http =
        new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, UseCookies = false, UseProxy = false })
    {
        Timeout = Until.Patience,
    };

    /// <summary>Called with every reply, for checks that hold in all tests.</summary>
    public static Func<HttpRequestMessage, Reply, Task>? Answered { get; set; }

    public IApiServer Host { get; } = host;

    /// <summary>The session token, when signed in.</summary>
    public string? Token { get; } = token;

    public Task<Reply> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, path, (string?)null, headers);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, (string?)null);

    public Task<Reply> PutAsync(string path, JsonObject body) => SendAsync(HttpMethod.Put, path, body);

    /// <summary>A POST; with a key it may be repeated.</summary>
    public Task<Reply> PostAsync(string path, JsonObject? body = null, string? key = null) =>
        SendAsync(HttpMethod.Post, path, body, key is null ? [] : [("Idempotency-Key", key)]);

    public Task<Reply> PostAsync(string path, JsonObject body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, body, headers);

    private Task<Reply> SendAsync(HttpMethod method, string path, JsonObject? body, params (string Name, string Value)[] headers) =>
        SendAsync(method, path, body?.ToJsonString(), headers);

    /// <summary>Any request; the body is sent as it is, as JSON.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Host.Address, path));
        if (Token is not null) request.Headers.Authorization = new("Bearer", Token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await SendAsync(Http, request);
    }

    /// <summary>Sends any request, and reads the answer to its end.</summary>
    public static async Task<Reply> SendAsync(HttpClient http, HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var all = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        var reply = new Reply(response.StatusCode, bytes, all);
        if (Answered is { } answered) await answered(request, reply);
        return reply;
    }
}

/// <summary>A person who has signed up.</summary>
public sealed class Person(IApiServer host, string id, string name, string email, string token) : Caller(host, token)
{
    public const string Password = "correct horse battery";

    private static int count;

    public string Id { get; } = id;

    public string Name { get; } = name;

    public string Email { get; } = email;

    /// <summary>An unused email address.</summary>
    public static string NewEmail() => $"person{Interlocked.Increment(ref count)}-{Guid.NewGuid():N}@example.org";

    public static JsonObject SignUpBody(string email, string name = "Ada") =>
        new() { ["name"] = name, ["email"] = email, ["password"] = Password };

    public static async Task<Person> SignUpAsync(IApiServer host, string name = "Ada")
    {
        var email = NewEmail();
        return Of(host, email, (await host.Anonymous.PostAsync("/api/auth/signup", SignUpBody(email, name)))
            .Should(HttpStatusCode.Created));
    }

    /// <summary>Several people, one after the other, because the host hashes few passwords at once.</summary>
    public static async Task<List<Person>> SignUpManyAsync(IApiServer host, int count)
    {
        var people = new List<Person>();
        while (people.Count < count) people.Add(await SignUpAsync(host, $"Person {people.Count}"));
        return people;
    }

    /// <summary>The person of a sign-in response.</summary>
    public static Person Of(IApiServer host, string email, Reply signedIn)
    {
        var user = signedIn.Json.GetProperty("user");
        return new Person(host, user.GetProperty("id").GetString()!, user.GetProperty("name")
            .GetString()!, email, signedIn.Json.GetProperty("session_token").GetString()!);
    }

    /// <summary>The same person at another host.</summary>
    public Person At(IApiServer other) => new(other, Id, Name, Email, Token!);

    public Task<Reply> TryLogInAsync(string password = Password) =>
        Host.Anonymous.PostAsync("/api/auth/login", new JsonObject { ["email"] = Email, ["password"] = password });

    /// <summary>The same person on another device.</summary>
    public async Task<Person> LogInAsync(string password = Password) =>
        Of(Host, Email, (await TryLogInAsync(password)).Should(HttpStatusCode.OK));

    public async Task<JsonElement> MeAsync() => (await GetAsync("/api/auth/me")).Should(HttpStatusCode.OK).Json.GetProperty("user");

    public async Task<string[]> CirclesJoinedAsync() =>
        [.. (await MeAsync()).GetProperty("circles_joined").EnumerateArray().Select(c => c.GetString()!)];

    public static JsonObject CircleBody(string name, string category = "Social") =>
        new() { ["name"] = name, ["category"] = category, ["description"] = "A circle made for a test." };

    public async Task<string> CreateCircleAsync(string name = "Evening walks", string category = "Social") =>
        (await PostAsync("/api/circles", CircleBody(name, category)))
            .Should(HttpStatusCode.Created).Json.GetProperty("circle").GetProperty("id").GetString()!;

    public Task<Reply> TryJoinAsync(string circle, string? key = null) => PostAsync($"/api/circles/{circle}/join", null, key);

    public async Task JoinAsync(string circle) => (await TryJoinAsync(circle)).Should(HttpStatusCode.OK);

    public async Task LeaveAsync(string circle) => (await PostAsync($"/api/circles/{circle}/leave")).Should(HttpStatusCode.OK);

    public Task<Reply> TryPostToCircleAsync(string circle, string message, string? key = null) =>
        PostAsync($"/api/circles/{circle}/activity", new JsonObject { ["message"] = message }, key);

    public async Task<CirclePost> PostToCircleAsync(string circle, string message) =>
        CirclePost.Of((await TryPostToCircleAsync(circle, message)).Should(HttpStatusCode.Created).Json.GetProperty("activity"));

    public async Task<CirclePost[]> CirclePostsAsync(string circle, string query = "limit=100") =>
        CirclePost.All((await GetAsync($"/api/circles/{circle}/activity?{query}"))
            .Should(HttpStatusCode.OK).Json.GetProperty("activities"));

    /// <summary>All posts of a circle, page by page.</summary>
    public async Task<List<CirclePost>> AllCirclePostsAsync(string circle)
    {
        var all = new List<CirclePost>();
        while (await CirclePostsAsync(circle, $"after_seq={(all.Count == 0 ? 0 : all[^1].Seq)}&limit=100") is { Length: > 0 } page)
            all.AddRange(page);
        return all;
    }

    public async Task<JsonElement> CircleAsync(string circle) => (await GetAsync($"/api/circles/{circle}"))
        .Should(HttpStatusCode.OK).Json.GetProperty("circle");

    /// <summary>Everybody in a circle, page by page.</summary>
    public async Task<List<string>> MembersAsync(string circle, int limit = 100)
    {
        var members = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = (await GetAsync($"/api/circles/{circle}/members?limit={limit}{cursor}")).Should(HttpStatusCode.OK).Json;
            members.AddRange(page.GetProperty("members").EnumerateArray().Select(m => m.GetProperty("id").GetString()!));
            if (page.GetProperty("next_cursor").GetString() is not { } next) return members;
            cursor = $"&cursor={Uri.EscapeDataString(next)}";
        }
    }

    public Task<LiveClient> ConnectAsync() => LiveClient.ConnectAsync(Host, Token!);
}

/// <summary>One activity, as HTTP and the hub both show it.</summary>
public sealed record CirclePost(string Id, long Seq, string UserId, string UserName, string Message, bool Removed)
{
    public static CirclePost Of(JsonElement a) => new(
        a.GetProperty("id").GetString()!, a.GetProperty("seq").GetInt64(), a.GetProperty("user_id").GetString()!, a.GetProperty("user_name")
            .GetString()!,
        a.GetProperty("message").GetString()!, a.TryGetProperty("removed", out var removed) && removed.GetBoolean());

    public static CirclePost[] All(JsonElement list) => [.. list.EnumerateArray().Select(Of)];
}
