namespace XelaConnect.Video;

/// <summary>Video rooms at the provider, for those who may enter them; a stateless worker.</summary>
[Alias("video.rooms")]
public interface IVideoRoomsGrain : IGrainWithStringKey
{
    /// <summary>Opens the room of a host for a circle, a conversation or their connections; again finds it.</summary>
    [Alias("Open")] Task<Outcome<VideoRoomView>> OpenAsync(OpenVideoRoom command);
    /// <summary>A token that admits a user to a room.</summary>
    [Alias("Admit")] Task<Outcome<VideoTokenView>> AdmitAsync(AdmitToVideoRoom command);
    /// <summary>The provider's JSON of a room that the user may enter.</summary>
    [Alias("Get")] Task<Outcome<string>> GetAsync(string userId, string name);
    /// <summary>The provider's JSON of the newest rooms that the user may enter.</summary>
    [Alias("List")] Task<Outcome<ImmutableArray<string>>> ListAsync(string userId);
    /// <summary>Deletes a room, for its host and the creator of its circle.</summary>
    [Alias("Delete")] Task<Outcome<Done>> DeleteAsync(string userId, string name);
}

/// <summary>Opens a room for a circle or a conversation; without a target, for the host's connections.</summary>
[GenerateSerializer, Immutable, Alias("video.open.v1")]
public sealed record OpenVideoRoom(
    [property: Id(0)] string HostId, [property: Id(1)] string? TargetId, [property: Id(2)] int? MaxParticipants);

/// <summary>Admits a user to a room, with the rights of a host if they are asked for and the user has them.</summary>
[GenerateSerializer, Immutable, Alias("video.admit.v1")]
public sealed record AdmitToVideoRoom(
    [property: Id(0)] string UserId, [property: Id(1)] string RoomName, [property: Id(2)] bool AsHost,
    [property: Id(3)] TimeSpan Lifetime);

/// <summary>A room at the provider.</summary>
[GenerateSerializer, Immutable, Alias("video.room.v1")]
public sealed record VideoRoomView(
    [property: Id(0)] string Url, [property: Id(1)] string Name, [property: Id(2)] string Privacy,
    [property: Id(3)] DateTimeOffset CreatedAt);

/// <summary>A token with which one user enters one room.</summary>
[GenerateSerializer, Immutable, Alias("video.token.v1")]
public sealed record VideoTokenView(
    [property: Id(0)] string Token, [property: Id(1)] string RoomName, [property: Id(2)] string UserName,
    [property: Id(3)] DateTimeOffset ExpiresAt);

/// <summary>The refusals of video rooms.</summary>
public static class VideoFaults
{
    /// <summary>No key of the provider is configured.</summary>
    public static readonly Fault NotConfigured = new(
        FaultKind.Unavailable, "not_configured", "Video calls are not set up on this server.", null, 3600);
    /// <summary>The provider is unreachable, too slow, or refuses the key.</summary>
    public static readonly Fault Unavailable = new(FaultKind.Unavailable, "video_unavailable",
        "Video calls are not reachable right now. Please try again in a moment.", null, 5);
    /// <summary>The room does not exist, has expired, or is of a conversation of others.</summary>
    public static readonly Fault UnknownRoom = new(FaultKind.NotFound, "room_not_found", "Room not found.");
    /// <summary>Only the host and the creator of the circle may do this.</summary>
    public static readonly Fault NotTheHost = new(
        FaultKind.Forbidden, "not_the_host", "Only the host of the room, or the creator of its circle, may do this.");
}
