using System.Collections.Immutable;
using XelaConnect.ApiHost.Tests.Grains;
using XelaConnect.Video;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Video;

public sealed class VideoEndpointsTests : IDisposable
{
    private readonly FakeGrains grains = new();
    private readonly Endpoints endpoints;

    public VideoEndpointsTests()
    {
        endpoints = new(grains);
        grains
            .On<IVideoRoomsGrain>(nameof(IVideoRoomsGrain.OpenAsync),
                (_, _) => new VideoRoomView("https://x.daily.co/room", "room", "private", Views.At))
            .On<IVideoRoomsGrain>(nameof(IVideoRoomsGrain.AdmitAsync), (_, _) => new VideoTokenView("token", "room", "Ada", Views.At));
    }

    public void Dispose() => endpoints.Dispose();

    [Fact]
    public async Task Create_passes_the_target_and_the_caller()
    {
        var (status, body) = await endpoints.CallAsync("CreateVideoRoom", new { circle_id = "circle-1", max_participants = 8 }, "user-1");
        status.ShouldBe(200);
        body.ShouldHave("message, url, name, privacy, created_at");
        await endpoints.CallAsync("CreateVideoRoom", new { conversation_id = "conversation-1--2" }, "user-1");
        await endpoints.CallAsync("CreateVideoRoom", new { privacy = "public", circle_id = "" }, "user-1");
        grains.All("IVideoRoomsGrain.OpenAsync").Select(call => call.Arguments[0]).ShouldBe(
        [
            new OpenVideoRoom("user-1", "circle-1", 8), new OpenVideoRoom("user-1", "conversation-1--2", null),
            new OpenVideoRoom("user-1", null, null),
        ]);
    }

    [Fact]
    public async Task Token_lasts_two_hours_unless_asked_otherwise()
    {
        var (status, body) = await endpoints.CallAsync("CreateVideoToken", new { room_name = "room" }, "user-1");
        status.ShouldBe(200);
        body.ShouldHave("message, token, room_name, user_name, expires_at");
        await endpoints.CallAsync("CreateVideoToken", new { room_name = "room", is_owner = true, expiration_minutes = 5 }, "user-1");
        grains.All("IVideoRoomsGrain.AdmitAsync").Select(call => call.Arguments[0]).ShouldBe(
        [
            new AdmitToVideoRoom("user-1", "room", false, TimeSpan.FromHours(2)),
            new AdmitToVideoRoom("user-1", "room", true, TimeSpan.FromMinutes(5)),
        ]);
    }

    [Fact]
    public async Task Invalid_field_is_named_without_a_grain_call()
    {
        (await endpoints.CallAsync("CreateVideoRoom",
            new { circle_id = "circle-1", conversation_id = "conversation-1--2", max_participants = 1, privacy = "secret" }, "user-1"))
            .Body.GetProperty("errors").ShouldHave("conversation_id, max_participants, privacy");
        (await endpoints.CallAsync("CreateVideoToken", new { is_owner = "yes", expiration_minutes = 1441 }, "user-1"))
            .Body.GetProperty("errors").ShouldHave("room_name, is_owner, expiration_minutes");
        foreach (var target in (object[])[new { circle_id = "user-1" }, new { conversation_id = "circle-1" }])
            (await endpoints.CallAsync("CreateVideoRoom", target, "user-1")).Status.ShouldBe(404);
        grains.Called.ShouldBeEmpty();
    }

    [Fact]
    public async Task Json_of_the_provider_is_passed_on()
    {
        const string Room = """{"name":"room","config":{"exp":1},"new":[1.50]}""";
        grains.On<IVideoRoomsGrain>(nameof(IVideoRoomsGrain.GetAsync), (_, _) => Room)
            .On<IVideoRoomsGrain>(nameof(IVideoRoomsGrain.ListAsync), (_, _) => ImmutableArray.Create(Room, Room));
        (await endpoints.CallAsync("GetVideoRoom", caller: "user-1", route: ("name", "room"))).Body.GetRawText().ShouldBe(Room);
        (await endpoints.CallAsync("ListVideoRooms", caller: "user-1")).Body.GetRawText()
            .ShouldBe($$"""{"total_count":2,"data":[{{Room}},{{Room}}]}""");
    }
}
