namespace XelaConnect.Grains.Video;

/// <summary>The provider of video rooms, within a deadline. No method throws for a failure of the provider.</summary>
public interface IVideoProvider
{
    /// <summary>The secret that seals the names of rooms; null when the provider is not configured.</summary>
    ReadOnlyMemory<byte>? NameKey { get; }

    /// <summary>Opens a private room, or finds it and extends its life.</summary>
    Task<Outcome<VideoRoomView>> OpenAsync(string name, int? maxParticipants);

    /// <summary>A token for a room that exists.</summary>
    Task<Outcome<VideoTokenView>> AdmitAsync(string name, string userName, bool isHost, TimeSpan lifetime);

    /// <summary>A room as JSON.</summary>
    Task<Outcome<string>> GetAsync(string name);

    /// <summary>The newest rooms.</summary>
    Task<Outcome<ImmutableArray<ListedVideoRoom>>> ListAsync();

    /// <summary>Deletes a room.</summary>
    Task<Outcome<Done>> DeleteAsync(string name);
}

/// <summary>A room in the provider's list.</summary>
public sealed record ListedVideoRoom(string Name, string Json);
