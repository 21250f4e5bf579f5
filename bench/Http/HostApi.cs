using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace XelaConnect.Bench.Http;

/// <summary>A person the bench signed up.</summary>
internal sealed record BenchUser(string Id, string Token);

/// <summary>The host's contract, as far as setting a scenario up and checking it needs; never on the hot path.</summary>
internal sealed class HostApi(IPEndPoint server, CancellationToken cancellation) : IDisposable
{
    // Sign-ups go through a bounded hashing queue, so many at once are refused.
    private const int AtOnce = 4;

    private int signedUp;

    private readonly HttpClient http = new() { BaseAddress = new($"http://{server}") };

    /// <summary>People with accounts: guests may do too little to be measured.</summary>
    public async Task<IReadOnlyList<BenchUser>> SignUpAsync(int count)
    {
        var users = new BenchUser[count];
        await AtATime(count, async i =>
        {
            var answer = await SendAsync(HttpMethod.Post, "/api/auth/signup", token: null, new Dictionary<string, string>
            {
                ["name"] = $"Bench {i}",
                ["email"] = $"bench-{Interlocked.Increment(ref signedUp) - 1}@example.test",
                ["password"] = "a long enough password",
            });
            users[i] = new(
                answer.GetProperty("user").GetProperty("id").GetString()!, answer.GetProperty("session_token").GetString()!);
        });
        return users;
    }

    /// <summary>Connects each of the first with the one of the others at the same place.</summary>
    public static async Task ConnectAsync(
        IPEndPoint server, IReadOnlyList<BenchUser> people, IReadOnlyList<BenchUser> others, int clients, CancellationToken cancellation)
    {
        // Both request: the second request accepts the first.
        await AskAsync(people, others);
        await AskAsync(others, people);

        Task AskAsync(IReadOnlyList<BenchUser> from, IReadOnlyList<BenchUser> to) => EachOnce.RunAsync(server,
            [.. from.Select(
                (user, i) => RequestBytes.Post(server, "/api/connections/request", user.Token, $$"""{"user_id":"{{to[i].Id}}"}"""))],
                clients, cancellation);
    }

    /// <summary>Changes a person's profile.</summary>
    public Task ProfileAsync(BenchUser user, IReadOnlyDictionary<string, object> profile) =>
        SendAsync(HttpMethod.Put, "/api/users/profile", user.Token, profile);

    /// <summary>Courses that cost credits, and how many.</summary>
    public async Task<IReadOnlyList<(string Id, long Credits)>> PricedCoursesAsync()
    {
        var answer = await SendAsync(HttpMethod.Get, "/api/courses?limit=100", token: null, body: null);
        return [.. answer.GetProperty("courses").EnumerateArray()
            .Select(course => (course.GetProperty("id").GetString()!, course.GetProperty("price_credits").GetInt64()))
                .Where(course => course.Item2 > 0)];
    }

    /// <summary>What a person's wallet holds.</summary>
    public async Task<long> CreditsAsync(BenchUser user) =>
        (await SendAsync(HttpMethod.Get, "/api/wallet", user.Token, body: null)).GetProperty("credits").GetInt64();

    /// <summary>A new circle made by the first of <paramref name="users"/> that all of them are members of.</summary>
    public async Task<string> CircleOfAsync(IReadOnlyList<BenchUser> users, string name)
    {
        var answer = await SendAsync(HttpMethod.Post, "/api/circles", users[0].Token, new Dictionary<string, string>
        {
            ["name"] = name,
            ["category"] = "Social",
            ["description"] = "A circle to measure by.",
        });
        var circle = answer.GetProperty("circle").GetProperty("id").GetString()!;
        await AtATime(users.Count - 1, i => SendAsync(HttpMethod.Post, $"/api/circles/{circle}/join", users[i + 1].Token, body: null));
        return circle;
    }

    /// <summary>The seq of the circle's newest activity; 0 when there is none.</summary>
    public async Task<long> LastSeqAsync(string circle, BenchUser member)
    {
        var answer = await SendAsync(HttpMethod.Get, $"/api/circles/{circle}/activity?limit=1", member.Token, body: null);
        return answer.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("seq").GetInt64()).LastOrDefault();
    }

    /// <summary>The seq of a conversation's newest message; 0 when there is none.</summary>
    public async Task<long> LastMessageSeqAsync(BenchUser user, BenchUser other)
    {
        var answer = await SendAsync(HttpMethod.Get, $"/api/messaging/conversations/{other.Id}", user.Token, body: null);
        return answer.GetProperty("conversation").GetProperty("last_message") is { ValueKind: JsonValueKind.Object } message
            ? message.GetProperty("seq").GetInt64()
            : 0;
    }

    /// <summary>The very bytes of an answer, and what they are said to be.</summary>
    public async Task<(byte[] Body, string ContentType)> BytesAsync(string path, BenchUser user)
    {
        using var response = await AnswerAsync(HttpMethod.Get, path, user.Token, body: null);
        return (await response.Content.ReadAsByteArrayAsync(cancellation), response.Content.Headers.ContentType?.ToString()
            ?? "application/json");
    }

    /// <summary>False for a refusal, which a person at random may get; anything but 2xx, 402, 403, 404 and 409 ends the run.</summary>
    public async Task<bool> TryCallAsync(HttpMethod method, string path, BenchUser user, object? body)
    {
        using var request = RequestOf(method, path, user.Token, body);
        using var response = await http.SendAsync(request, cancellation);
        if (response.IsSuccessStatusCode) return true;
        if (response.StatusCode is HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            or HttpStatusCode.Conflict) return false;
        throw new BenchException(
            $"{method} {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellation)}");
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? token, object? body)
    {
        using var response = await AnswerAsync(method, path, token, body);
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellation));
    }

    private async Task<HttpResponseMessage> AnswerAsync(HttpMethod method, string path, string? token, object? body)
    {
        const int Tries = 5;
        for (var attempt = 1; ; attempt++)
        {
            using var request = RequestOf(method, path, token, body);
            var response = await http.SendAsync(request, cancellation);
            if (response.IsSuccessStatusCode)
                return response;

            using (response)
            {
                var busy = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
                if (!busy || attempt == Tries)
                    throw new BenchException(
                        $"{method} {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellation)}");
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), cancellation);
            }
        }
    }

    private static HttpRequestMessage RequestOf(HttpMethod method, string path, string? token, object? body)
    {
        var request = new HttpRequestMessage(method, path);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return request;
    }

    private async Task AtATime(int count, Func<int, Task> act) =>
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (i, _) => await act(i));
}
