using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace XelaConnect.EndToEnd.Tests.Video;

/// <summary>Video rooms at Daily.co: who may open, enter, see and delete which.</summary>
[Collection(ProvidersHost.Name)]
public sealed class VideoRoomsTests(ProvidersHost shared) : IAsyncLifetime
{
    private readonly FakeDaily daily = shared.Daily;
    private readonly HostProcess host = shared.Process;
    private Person ada = null!;
    private Person ben = null!;
    private Person cleo = null!;

    public async Task InitializeAsync()
    {
        ada = await Person.SignUpAsync(host, "Ada");
        ben = await Person.SignUpAsync(host, "Ben");
        cleo = await Person.SignUpAsync(host, "Cleo");
    }

    public Task DisposeAsync()
    {
        daily.Failure = null;
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Members_enter_the_room_of_their_circle()
    {
        var circle = await ada.CreateCircleAsync();
        await ben.JoinAsync(circle);
        (await CreateAsync(cleo, "circle_id", circle)).ShouldRefuse(HttpStatusCode.Forbidden, "not_a_member");
        (await CreateAsync(ada, "circle_id", "circle-none")).ShouldRefuse(HttpStatusCode.NotFound, "circle_not_found");
        RoomsOf(circle).ShouldBeEmpty();

        var created = (await CreateAsync(ben, "circle_id", circle)).Should(HttpStatusCode.OK).Json;
        var room = Name(created);
        created.GetProperty("url").GetString().ShouldBe($"https://xela.daily.co/{room}");
        created.GetProperty("privacy").GetString().ShouldBe("private");
        created.GetProperty("created_at").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UnixEpoch);
        Name((await CreateAsync(ben, "circle_id", circle)).Should(HttpStatusCode.OK).Json).ShouldBe(room);
        RoomsOf(circle).ShouldBe([room]);

        var token = (await TokenAsync(ada, room, isOwner: true)).Should(HttpStatusCode.OK).Json;
        token.GetProperty("token").GetString().ShouldNotBeNullOrEmpty();
        (token.GetProperty("room_name").GetString(), token.GetProperty("user_name").GetString()).ShouldBe((room, "Ada"));
        token.GetProperty("expires_at").GetDateTimeOffset().ToUnixTimeSeconds().ShouldBe((long)TokensOf(room)[0]["exp"]!);
        (await TokenAsync(ben, room, isOwner: true)).Should(HttpStatusCode.OK);
        (await TokenAsync(cleo, room)).ShouldRefuse(HttpStatusCode.Forbidden, "not_a_member");
        (await cleo.GetAsync($"/api/video/rooms/{room}")).ShouldRefuse(HttpStatusCode.Forbidden, "not_a_member");
        // Somebody who joins later enters as a guest of the call, whatever they ask for.
        await cleo.JoinAsync(circle);
        (await TokenAsync(cleo, room, isOwner: true)).Should(HttpStatusCode.OK);
        TokensOf(room).Select(given => (bool)given["is_owner"]!).ShouldBe([true, true, false]);
        await cleo.LeaveAsync(circle);
        (await TokenAsync(cleo, room)).ShouldRefuse(HttpStatusCode.Forbidden, "not_a_member");

        (await cleo.DeleteAsync($"/api/video/rooms/{room}")).ShouldRefuse(HttpStatusCode.Forbidden, "not_a_member");
        // The creator of the circle moderates its rooms.
        var deleted = (await ada.DeleteAsync($"/api/video/rooms/{room}")).Should(HttpStatusCode.OK).Json;
        (deleted.GetProperty("deleted").GetBoolean(), Name(deleted)).ShouldBe((true, room));
        (await TokenAsync(ben, room)).ShouldRefuse(HttpStatusCode.NotFound, "room_not_found");
    }

    [Fact]
    public async Task Room_of_a_conversation_is_for_its_two_people()
    {
        await ada.ConnectWithAsync(ben);
        await ada.SendMessageAsync(ben, "Shall we talk?");
        var conversation = await ada.ConversationAsync(ben);
        (await CreateAsync(cleo, "conversation_id", conversation)).ShouldRefuse(HttpStatusCode.NotFound, "conversation_not_found");
        var room = Name((await CreateAsync(ada, "conversation_id", conversation)).Should(HttpStatusCode.OK).Json);
        (await TokenAsync(ben, room)).Should(HttpStatusCode.OK);
        (await TokenAsync(cleo, room)).ShouldRefuse(HttpStatusCode.NotFound, "room_not_found");
        (await ben.DeleteAsync($"/api/video/rooms/{room}")).ShouldRefuse(HttpStatusCode.Forbidden, "not_the_host");
        await ada.BlockAsync(ben);
        (await TokenAsync(ben, room)).ShouldRefuse(HttpStatusCode.Forbidden, "not_connected");
    }

    [Fact]
    public async Task Room_of_a_person_is_for_their_connections()
    {
        await ada.ConnectWithAsync(ben);
        // As clients in the field create a room and enter it.
        var room = Name((await ada.PostAsync("/api/video/rooms/create", new JsonObject { ["privacy"] = "public" }))
            .Should(HttpStatusCode.OK).Json);
        var field = new JsonObject { ["room_name"] = room, ["user_name"] = "Ada", ["is_owner"] = true, ["expiration_minutes"] = 120 };
        (await ada.PostAsync("/api/video/rooms/token", field)).Should(HttpStatusCode.OK);
        ((bool)TokensOf(room)[0]["is_owner"]!).ShouldBeTrue();
        var pretender = new JsonObject { ["room_name"] = room, ["user_name"] = "Ada" };
        (await ben.PostAsync("/api/video/rooms/token", pretender)).Should(HttpStatusCode.OK)
            .Json.GetProperty("user_name").GetString().ShouldBe("Ben");
        (await TokenAsync(cleo, room)).ShouldRefuse(HttpStatusCode.Forbidden, "not_connected");

        daily.Add("made-by-hand");
        foreach (var name in (string[])["made-by-hand", $"{ada.Id}-{new string('0', 32)}", "..", "a%2Fb"])
            (await TokenAsync(ada, name)).ShouldRefuse(HttpStatusCode.NotFound, "room_not_found");
        (await ada.GetAsync("/api/video/rooms/made-by-hand")).ShouldRefuse(HttpStatusCode.NotFound, "room_not_found");
        foreach (var (person, names) in ((Person, string[])[])[(ada, [room]), (ben, [room]), (cleo, [])])
        {
            var list = (await person.GetAsync("/api/video/rooms")).Should(HttpStatusCode.OK).Json;
            list.GetProperty("data").EnumerateArray().Select(Name).ShouldBe(names);
            list.GetProperty("total_count").GetInt32().ShouldBe(names.Length);
        }
        var read = (await ben.GetAsync($"/api/video/rooms/{room}")).Should(HttpStatusCode.OK).Json;
        (Name(read), read.GetProperty("of_a_later_version").GetBoolean()).ShouldBe((room, true));

        daily.Expire(room);
        (await TokenAsync(ada, room)).ShouldRefuse(HttpStatusCode.NotFound, "room_not_found");
        Name((await ada.PostAsync("/api/video/rooms/create")).Should(HttpStatusCode.OK).Json).ShouldBe(room);
        (await TokenAsync(ada, room)).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Failure_of_the_provider_is_a_503()
    {
        (await host.Anonymous.PostAsync("/api/video/rooms/create")).ShouldRefuse(HttpStatusCode.Unauthorized, "unauthenticated");
        var room = Name((await ada.PostAsync("/api/video/rooms/create")).Should(HttpStatusCode.OK).Json);
        // The circuit breaker does not count it, so the other tests are let through.
        daily.Failure = 401;
        foreach (var reply in (Reply[])[
            await ada.PostAsync("/api/video/rooms/create"), await TokenAsync(ada, room), await ada.GetAsync("/api/video/rooms"),
            await ada.GetAsync($"/api/video/rooms/{room}"), await ada.DeleteAsync($"/api/video/rooms/{room}")])
        {
            reply.ShouldRefuse(HttpStatusCode.ServiceUnavailable, "video_unavailable").Headers.ShouldContainKey("Retry-After");
            reply.Text.ShouldNotContain(FakeDaily.Key);
        }
        daily.Failure = 500;
        (await ada.GetAsync($"/api/video/rooms/{room}")).ShouldRefuse(HttpStatusCode.ServiceUnavailable, "video_unavailable");
        host.LastLines().ShouldNotContain(FakeDaily.Key);
    }

    private string[] RoomsOf(string target) => [.. daily.Rooms.Where(name => name.StartsWith(target, StringComparison.Ordinal))];

    private JsonObject[] TokensOf(string room) => [.. daily.Tokens.Where(token => (string?)token["room_name"] == room)];

    private static Task<Reply> CreateAsync(Person person, string field, string target) =>
        person.PostAsync("/api/video/rooms/create", new JsonObject { [field] = target });

    private static Task<Reply> TokenAsync(Person person, string room, bool isOwner = false) =>
        person.PostAsync("/api/video/rooms/token", new JsonObject { ["room_name"] = room, ["is_owner"] = isOwner });

    private static string Name(JsonElement room) => room.GetProperty("name").GetString()!;
}
