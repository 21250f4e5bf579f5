using System.Text.Json.Serialization;
using XelaConnect.EventSourcing;

namespace XelaConnect.Grains.Profiles;

/// <summary>How users are stored. Names are those of the accounts feature, which they belonged to at first.</summary>
internal static class UserJournal
{
    public static readonly JournalDefinition<UserState, UserEvent> User = new()
    {
        Name = "accounts.user",
        Empty = static id => new UserState(id),
        Apply = UserState.Apply,
        Events = new EventCodec<UserEvent>(ProfilesJson.Default),
        Snapshot = ProfilesJson.Default.UserState,
        SizeOf = static user => user.Sessions.Count + user.Circles.Length + user.Learning.Length,
        Replicas = [DiscoveryReplica.Replica],
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UserEvent))]
[JsonSerializable(typeof(UserState))]
internal sealed partial class ProfilesJson : JsonSerializerContext;
