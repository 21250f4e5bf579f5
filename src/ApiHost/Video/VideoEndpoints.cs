namespace XelaConnect.ApiHost.Video;

internal static class VideoEndpoints
{
    private const int DefaultMinutes = 120;
    private static readonly TextRule Id = new(Limits.ForeignUserId);
    private static readonly TextRule RoomName = new(Limits.RoomName);
    private static readonly TextRule Privacy = TextRule.OneOf(["private", "public"]);

    public static void MapVideo(this IEndpointRouteBuilder routes)
    {
        var rooms = routes.MapGroup("/api/video/rooms").WithTags("Video").RequireAuthorization();
        rooms.MapPost("/create", CreateAsync).MembersOnly().WithName("CreateVideoRoom")
            .WithSummary("Opens the caller's room for a circle, for a conversation, or for the people they are "
                + "connected with; again finds it. Rooms are private: everybody needs a token.")
            .AcceptsOptionalBody(new CreateVideoRoomRequest(CircleId: RouteDocs.SomeCircle))
            .Produces<VideoRoomJson>()
            .WithFaults(Status404NotFound, Status503ServiceUnavailable);
        rooms.MapPost("/token", TokenAsync).MembersOnly().WithName("CreateVideoToken")
            .WithSummary("A token that admits the caller to a room: to members of its circle, to both of its "
                + "conversation, and to those who are connected with its host.")
            .AcceptsBody(new VideoTokenRequest($"{RouteDocs.SomeUser}-0123456789abcdef0123456789abcdef"))
            .Produces<VideoTokenJson>()
            .WithFaults(Status404NotFound, Status503ServiceUnavailable);
        rooms.MapGet("", ListAsync).WithName("ListVideoRooms")
            .WithSummary("The rooms that the caller may enter, among the newest 100.").Produces<VideoRoomsJson>()
            .WithFaults(Status503ServiceUnavailable);
        rooms.MapGet("/{name}", GetAsync).WithName("GetVideoRoom")
            .WithSummary("A room that the caller may enter, as Daily.co describes it.").Produces<ProviderRoomJson>()
            .WithFaults(Status403Forbidden, Status503ServiceUnavailable);
        rooms.MapDelete("/{name}", DeleteAsync).WithName("DeleteVideoRoom")
            .WithSummary("Deletes a room; only its host and the creator of its circle may.")
            .Produces<VideoRoomDeletedJson>().WithFaults(Status403Forbidden, Status503ServiceUnavailable);
    }

    private static async Task<IResult> CreateAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadIfAnyAsync(http);
        var circle = input.OptionalText("circle_id", Id);
        var conversation = input.OptionalText("conversation_id", Id);
        var max = input.OptionalWholeNumber("max_participants", Limits.CallFrom, Limits.CallTo);
        // Clients in the field ask for a public room. Everybody would enter it by its address, so it is private too.
        input.OptionalText("privacy", Privacy);
        if (circle is not null && conversation is not null)
            input.Refuse("conversation_id", "must not be together with circle_id");
        if (input.Refusal is { } refusal) return refusal;
        if (circle is not null && !Ids.IsOf("circle", circle)) return Refuse(CircleFaults.Unknown);
        if (conversation is not null && !Ids.IsOf("conversation", conversation))
            return Refuse(ConversationFaults.Unknown);
        var opened = await grains.VideoRooms().OpenAsync(new(caller.UserId, circle ?? conversation, max));
        return Ok(opened, static room =>
            new VideoRoomJson("Room ready", room.Url, room.Name, room.Privacy, room.CreatedAt));
    }

    private static async Task<IResult> TokenAsync(HttpContext http, CurrentUser caller, IGrainFactory grains)
    {
        var input = await JsonInput.ReadAsync(http);
        var room = input.Text("room_name", RoomName);
        var asHost = input.OptionalFlag("is_owner") ?? false;
        var minutes = input.OptionalWholeNumber("expiration_minutes", 1, Limits.CallMinutes) ?? DefaultMinutes;
        // Clients in the field send it. Others see the caller's own name, so that nobody is taken for somebody else.
        input.OptionalText("user_name", TextRule.Name);
        if (input.Refusal is { } refusal) return refusal;
        var admitted = await grains.VideoRooms().AdmitAsync(
            new(caller.UserId, room, asHost, TimeSpan.FromMinutes(minutes)));
        return Ok(admitted, static token =>
            new VideoTokenJson("You may enter", token.Token, token.RoomName, token.UserName, token.ExpiresAt));
    }

    private static async Task<IResult> ListAsync(CurrentUser caller, IGrainFactory grains) =>
        OutcomeResults.Of(await grains.VideoRooms().ListAsync(caller.UserId), static rooms => Provided(
            string.Create(CultureInfo.InvariantCulture, $$"""{"total_count":{{rooms.Length}},"data":[""")
            + string.Join(',', rooms) + "]}"));

    private static async Task<IResult> GetAsync(string name, CurrentUser caller, IGrainFactory grains) =>
        OutcomeResults.Of(await grains.VideoRooms().GetAsync(caller.UserId, name), Provided);

    private static async Task<IResult> DeleteAsync(string name, CurrentUser caller, IGrainFactory grains) =>
        Ok(await grains.VideoRooms().DeleteAsync(caller.UserId, name),
            _ => new VideoRoomDeletedJson("Room deleted", Deleted: true, name));

    private static JsonBytes Provided(string json) => new(Encoding.UTF8.GetBytes(json));
}

/// <summary>Body of a room's creation; all fields may be missing.</summary>
internal sealed record CreateVideoRoomRequest(
    [property: MaxLength(Limits.ForeignUserId)] string? CircleId = null,
    [property: MaxLength(Limits.ForeignUserId)] string? ConversationId = null,
    [property: Range(Limits.CallFrom, Limits.CallTo)] int? MaxParticipants = null,
    [property: OneOf("private", "public", "")] string? Privacy = null);

/// <summary>Body of a request for a token.</summary>
internal sealed record VideoTokenRequest(
    [property: Length(1, Limits.RoomName)] string RoomName,
    [property: MaxLength(Limits.Name)] string? UserName = null, bool? IsOwner = null,
    [property: Range(1, Limits.CallMinutes)] int? ExpirationMinutes = null);

internal sealed record VideoRoomJson(string Message, string Url, string Name, string Privacy, DateTimeOffset CreatedAt);

internal sealed record VideoTokenJson(
    string Message, string Token, string RoomName, string UserName, DateTimeOffset ExpiresAt);

/// <summary>Daily.co's object of a room, which may have further fields.</summary>
internal sealed record ProviderRoomJson(
    string Name, string Url, string Privacy, DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? ApiCreated = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Config = null)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}

internal sealed record VideoRoomsJson(int TotalCount, IReadOnlyList<ProviderRoomJson> Data);
internal sealed record VideoRoomDeletedJson(string Message, bool Deleted, string Name);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CreateVideoRoomRequest))]
[JsonSerializable(typeof(VideoTokenRequest))]
[JsonSerializable(typeof(VideoRoomJson))]
[JsonSerializable(typeof(VideoTokenJson))]
[JsonSerializable(typeof(ProviderRoomJson))]
[JsonSerializable(typeof(VideoRoomsJson))]
[JsonSerializable(typeof(VideoRoomDeletedJson))]
internal sealed partial class VideoJson : JsonSerializerContext;
