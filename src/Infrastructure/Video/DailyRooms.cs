using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using XelaConnect.Grains.Video;
using XelaConnect.Video;

namespace XelaConnect.Infrastructure.Video;

/// <summary>Rooms at Daily.co. They are private, so that nobody enters without a token, and end after a day.</summary>
internal sealed partial class DailyRooms(
    IHttpClientFactory clients, VideoSettings settings, TimeProvider time, ILogger<DailyRooms> log) : IVideoProvider
{
    public const string Client = "daily";
    private const int MaxResponseBytes = 1024 * 1024;
    /// <summary>Daily lists no more at once.</summary>
    private const string NewestRooms = "rooms?limit=100";
    private const string Private = "private";
    private static readonly TimeSpan RoomLifetime = TimeSpan.FromDays(1);
    /// <summary>Of all requests of a call: shorter than the 10 seconds of a grain call, so that it decides.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(8);
    private readonly HttpClient http = clients.CreateClient(Client);

    // Without the type, null would become an empty key.
    public ReadOnlyMemory<byte>? NameKey { get; } = settings.ApiKey is not { } key ? (ReadOnlyMemory<byte>?)null
        : HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key), 32, info: "video room names"u8.ToArray());

    public static void AddTo(IServiceCollection services, VideoSettings settings)
    {
        services.AddSingleton(settings);
        services.AddHttpClient(Client).AddBounds(Deadline, MaxResponseBytes);
        services.AddSingleton<IVideoProvider, DailyRooms>();
    }

    public Task<Outcome<VideoRoomView>> OpenAsync(string name, int? maxParticipants) =>
        CallAsync<VideoRoomView>(async cancellation =>
        {
            var properties = new JsonObject { ["exp"] = (time.GetUtcNow() + RoomLifetime).ToUnixTimeSeconds() };
            if (maxParticipants is { } most) properties["max_participants"] = most;
            var room = new JsonObject { ["name"] = name, ["privacy"] = Private, ["properties"] = properties };
            var created = await SendAsync(HttpMethod.Post, "rooms", room, cancellation);
            // Daily refuses a name that is taken.
            if (created.Status != HttpStatusCode.BadRequest) return Room(created);
            var change = new JsonObject { ["privacy"] = Private, ["properties"] = properties.DeepClone() };
            var found = await SendAsync(HttpMethod.Post, $"rooms/{name}", change, cancellation);
            if (found.Status != HttpStatusCode.NotFound) return Room(found);
            // An expired room keeps its name until it is deleted.
            await SendAsync(HttpMethod.Delete, $"rooms/{name}", null, cancellation);
            return Room(await SendAsync(HttpMethod.Post, "rooms", room, cancellation));
        });

    public Task<Outcome<VideoTokenView>> AdmitAsync(string name, string userName, bool isHost, TimeSpan lifetime) =>
        CallAsync<VideoTokenView>(async cancellation =>
        {
            // Daily gives tokens for any name.
            var room = await SendAsync(HttpMethod.Get, $"rooms/{name}", null, cancellation);
            if (!room.IsSuccess) return Refusal(room);
            var expiry = DateTimeOffset.FromUnixTimeSeconds((time.GetUtcNow() + lifetime).ToUnixTimeSeconds());
            var given = await SendAsync(HttpMethod.Post, "meeting-tokens", new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["room_name"] = name, ["user_name"] = userName, ["is_owner"] = isHost,
                    ["exp"] = expiry.ToUnixTimeSeconds(),
                },
            }, cancellation);
            return given.IsSuccess
                ? new VideoTokenView(Text(Parsed(given.Body), "token"), name, userName, expiry) : Refusal(given);
        });

    public Task<Outcome<string>> GetAsync(string name) => CallAsync<string>(async cancellation =>
    {
        var room = await SendAsync(HttpMethod.Get, $"rooms/{name}", null, cancellation);
        return room.IsSuccess ? Parsed(room.Body).GetRawText() : Refusal(room);
    });

    public Task<Outcome<ImmutableArray<ListedVideoRoom>>> ListAsync() =>
        CallAsync<ImmutableArray<ListedVideoRoom>>(async cancellation =>
        {
            var page = await SendAsync(HttpMethod.Get, NewestRooms, null, cancellation);
            if (!page.IsSuccess) return Refusal(page);
            if (!Parsed(page.Body).TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
                throw new JsonException("The list has no data.");
            return data.EnumerateArray()
                .Select(static room => new ListedVideoRoom(Text(room, "name"), room.GetRawText())).ToImmutableArray();
        });

    public Task<Outcome<Done>> DeleteAsync(string name) => CallAsync<Done>(async cancellation =>
    {
        var deleted = await SendAsync(HttpMethod.Delete, $"rooms/{name}", null, cancellation);
        return deleted.IsSuccess ? Done.Instance : Refusal(deleted);
    });

    private async Task<Outcome<T>> CallAsync<T>(Func<CancellationToken, Task<Outcome<T>>> call)
    {
        using var deadline = new CancellationTokenSource(Deadline, time);
        try { return await call(deadline.Token); }
        catch (Exception e) when (e is HttpRequestException or ExecutionRejectedException or OperationCanceledException
            or JsonException)
        {
            LogUnavailable(log, e.GetType().Name);
            return VideoFaults.Unavailable;
        }
    }

    private async Task<Response> SendAsync(
        HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, $"{settings.ApiBase.AbsoluteUri.TrimEnd('/')}/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.ApiKey);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var response = await http.SendAsync(request, cancellation);
        return new Response(response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellation));
    }

    private Outcome<VideoRoomView> Room(Response response)
    {
        if (!response.IsSuccess) return Refusal(response);
        var room = Parsed(response.Body);
        return DateTimeOffset.TryParse(
            Text(room, "created_at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var createdAt)
            ? new VideoRoomView(Text(room, "url"), Text(room, "name"), Text(room, "privacy"), createdAt)
            : throw new JsonException("The field created_at is not a time.");
    }

    private Fault Refusal(Response response)
    {
        if (response.Status == HttpStatusCode.NotFound) return VideoFaults.UnknownRoom;
        if (response.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            LogKeyRefused(log, (int)response.Status);
        else LogUnavailable(log, string.Create(CultureInfo.InvariantCulture, $"status {(int)response.Status}"));
        return VideoFaults.Unavailable;
    }

    private static JsonElement Parsed(byte[] body)
    {
        // Invalid UTF-8 becomes U+FFFD; the JSON reader would fail.
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(body));
        return document.RootElement.ValueKind == JsonValueKind.Object
            ? document.RootElement.Clone() : throw new JsonException("The response is not an object.");
    }

    private static string Text(JsonElement room, string name) =>
        room.ValueKind == JsonValueKind.Object && room.TryGetProperty(name, out var value)
            ? JsonText.Of(value) ?? throw new JsonException($"The field {name} is not text.")
            : throw new JsonException($"The field {name} is missing.");

    private readonly record struct Response(HttpStatusCode Status, byte[] Body)
    {
        public bool IsSuccess => (int)Status is >= 200 and < 300;
    }

    [LoggerMessage(4701, LogLevel.Warning, "Video provider failed ({Reason}); the call is refused as unavailable")]
    private static partial void LogUnavailable(ILogger log, string reason);

    [LoggerMessage(
        4702, LogLevel.Error, "Video provider refuses the key with status {Status}; check Xela:Video:ApiKey")]
    private static partial void LogKeyRefused(ILogger log, int status);
}

/// <summary>Settings of Daily.co. Without a key video rooms are refused as not configured.</summary>
internal sealed record VideoSettings(Uri ApiBase, string? ApiKey)
{
    public static VideoSettings Read(IConfiguration configuration)
    {
        var key = configuration.Text("Xela:Video:ApiKey")
            ?? (configuration["DAILY_API_KEY"] is { Length: > 0 } usual ? usual : null);
        // It becomes a header.
        if (key.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new SettingException(
                "Xela:Video:ApiKey (or DAILY_API_KEY) must consist of visible ASCII characters.");
        return new VideoSettings(configuration.Url("Xela:Video:ApiBase", "https://api.daily.co/v1"), key);
    }
}
