using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using XelaConnect.Grains.Video;
using XelaConnect.Infrastructure.Video;
using XelaConnect.Video;

namespace XelaConnect.Silo.Tests.Video;

/// <summary>What Daily.co is sent, and what its answers mean.</summary>
public sealed class DailyRoomsTests : IDisposable
{
    private const string Key = "key-of-these-tests";
    private const string Room = """
        {"id":"1","name":"room","privacy":"private","url":"https://x.daily.co/room","created_at":"2026-01-25T23:49:42.000Z","config":{}}
        """;

    private readonly FakeHttp daily = new();
    private readonly FakeLogCollector logs;
    private readonly IVideoProvider rooms;

    public DailyRoomsTests()
    {
        var services = daily.Build(DailyRooms.Client, registered =>
        {
            registered.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddFakeLogging());
            DailyRooms.AddTo(registered, new VideoSettings(new Uri("http://daily.invalid/v1"), Key));
        });
        rooms = services.GetRequiredService<IVideoProvider>();
        logs = services.GetFakeLogCollector();
    }

    public void Dispose() => daily.Dispose();

    [Fact]
    public async Task Room_is_private_and_ends_after_a_day()
    {
        Respond(Room);
        var room = (await rooms.OpenAsync("room", 12)).Value.ShouldNotBeNull();
        room.ShouldBe(new VideoRoomView(
            "https://x.daily.co/room", "room", "private", new DateTimeOffset(2026, 1, 25, 23, 49, 42, TimeSpan.Zero)));
        var sent = daily.Requests.ShouldHaveSingleItem();
        (sent.Method, sent.Uri.AbsoluteUri).ShouldBe((HttpMethod.Post, "http://daily.invalid/v1/rooms"));
        sent.Headers["Authorization"].ShouldBe($"Bearer {Key}");
        // The clock of the tests begins with the year 2000.
        sent.Body.ShouldBe("""{"name":"room","privacy":"private","properties":{"exp":946771200,"max_participants":12}}""");
    }

    [Fact]
    public async Task Taken_name_finds_its_room_and_extends_it()
    {
        Respond(("{}", 400), (Room, 200));
        (await rooms.OpenAsync("room", null)).Value.ShouldNotBeNull().Name.ShouldBe("room");
        daily.Requests.Select(sent => $"{sent.Method} {sent.Uri.AbsolutePath}").ShouldBe(["POST /v1/rooms", "POST /v1/rooms/room"]);
    }

    [Fact]
    public async Task Expired_room_is_replaced()
    {
        Respond(("{}", 400), ("{}", 404), ("{}", 404), (Room, 200));
        (await rooms.OpenAsync("room", null)).IsOk.ShouldBeTrue();
        daily.Requests.Select(sent => $"{sent.Method} {sent.Uri.AbsolutePath}")
            .ShouldBe(["POST /v1/rooms", "POST /v1/rooms/room", "DELETE /v1/rooms/room", "POST /v1/rooms"]);
    }

    [Theory]
    [InlineData(400, "{}")]
    [InlineData(401, "{}")]
    [InlineData(429, "{}")]
    [InlineData(500, "<html>")]
    [InlineData(200, "<html>")]
    [InlineData(200, "[]")]
    [InlineData(200, """{"name":1,"token":null,"data":{}}""")]
    [InlineData(200, """{"name":"room","url":"u","privacy":"p","created_at":"yesterday"}""")]
    public async Task Unusable_answer_is_unavailable(int status, string body)
    {
        Respond((body, status));
        (await rooms.OpenAsync("room", null)).Fault.ShouldBe(VideoFaults.Unavailable);
        (await rooms.AdmitAsync("room", "Ada", isHost: false, TimeSpan.FromHours(1))).Fault.ShouldBe(VideoFaults.Unavailable);
        (await rooms.ListAsync()).Fault.ShouldBe(VideoFaults.Unavailable);
    }

    [Fact]
    public async Task Slow_answer_is_unavailable()
    {
        daily.Respond = async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return FakeHttp.Json("{}");
        };
        var call = rooms.GetAsync("room");
        await daily.AdvanceAsync(TimeSpan.FromSeconds(8));
        (await call).Fault.ShouldBe(VideoFaults.Unavailable);
    }

    [Fact]
    public async Task Lost_connection_is_unavailable()
    {
        daily.Respond = _ => throw new HttpRequestException("The connection was reset.");
        (await rooms.GetAsync("room")).Fault.ShouldBe(VideoFaults.Unavailable);
    }

    [Fact]
    public async Task Unknown_room_is_not_found()
    {
        Respond(("{}", 404));
        (await rooms.GetAsync("room")).Fault.ShouldBe(VideoFaults.UnknownRoom);
        (await rooms.DeleteAsync("room")).Fault.ShouldBe(VideoFaults.UnknownRoom);
        (await rooms.AdmitAsync("room", "Ada", isHost: true, TimeSpan.FromHours(1))).Fault.ShouldBe(VideoFaults.UnknownRoom);
        daily.Requests.ShouldAllBe(sent => !sent.Uri.AbsolutePath.EndsWith("meeting-tokens", StringComparison.Ordinal));
    }

    [Fact]
    public void Provider_without_a_key_has_no_key_of_names()
    {
        var unset = daily.Build(DailyRooms.Client, registered =>
            DailyRooms.AddTo(registered, new VideoSettings(new Uri("http://daily.invalid/v1"), ApiKey: null)));
        unset.GetRequiredService<IVideoProvider>().NameKey.ShouldBeNull();
        rooms.NameKey.ShouldNotBeNull().Length.ShouldBe(32);
    }

    [Fact]
    public async Task Key_is_in_no_log()
    {
        foreach (var status in (int[])[200, 401, 500])
        {
            Respond((Room, status));
            await rooms.OpenAsync("room", null);
            await rooms.ListAsync();
        }
        var lines = logs.GetSnapshot();
        lines.ShouldContain(line => line.Level == LogLevel.Error && line.Message.Contains("refuses the key", StringComparison.Ordinal));
        lines.SelectMany(line => (line.StructuredState ?? []).Select(state => state.Value).Append(line.Message))
            .ShouldAllBe(text => text == null || !text.Contains(Key, StringComparison.Ordinal));
    }

    private void Respond(string body) => Respond((body, 200));

    /// <summary>Responds with these in turn; the last one remains.</summary>
    private void Respond(params (string Body, int Status)[] responses)
    {
        var next = 0;
        daily.Respond = _ =>
        {
            var (body, status) = responses[Math.Min(next++, responses.Length - 1)];
            return Task.FromResult(FakeHttp.Json(body, (HttpStatusCode)status));
        };
    }
}
