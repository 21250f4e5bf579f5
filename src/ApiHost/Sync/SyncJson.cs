using XelaConnect.ApiHost.Feed;
using XelaConnect.ApiHost.Live;
using XelaConnect.ApiHost.Relationships;

namespace XelaConnect.ApiHost.Sync;

/// <summary>Missed events in order: the response of <c>GET /api/sync</c> and of the hub's <c>Resume</c>.</summary>
/// <param name="Events">The events that a connected device receives, oldest first.</param>
/// <param name="NextCursor">The cursor of the next request.</param>
/// <param name="More">More events exist; request again at once.</param>
/// <param name="FreshStart">The cursor is missing or too old: read the lists again and continue with the next
/// cursor.</param>
internal sealed record SyncJson(IReadOnlyList<SyncEventJson> Events, string NextCursor, bool More, bool FreshStart)
{
    public static SyncJson Fresh(SyncCursor now) => new([], now.ToString(), More: false, FreshStart: true);
}

/// <summary>A missed event.</summary>
/// <param name="Type">The name of the hub event.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">The data of the hub event.</param>
internal sealed record SyncEventJson(string Type, DateTimeOffset At, object Data)
{
    /// <summary>The history of the event. Events of one history keep its order.</summary>
    [JsonIgnore]
    public string History => Data switch
    {
        MessageMessage message => message.ConversationId,
        CircleActivityMessage activity => activity.CircleId,
        CircleActivityRemovedMessage removed => removed.CircleId,
        // A feed item precedes its read mark.
        ActivityReadMessage => LiveEvents.Activity,
        _ => Type,
    };
}

/// <summary>Serialization metadata of this feature.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SyncJson))]
[JsonSerializable(typeof(MessageMessage))]
[JsonSerializable(typeof(MessageReadMessage))]
[JsonSerializable(typeof(CircleActivityMessage))]
[JsonSerializable(typeof(CircleActivityRemovedMessage))]
[JsonSerializable(typeof(ActivityReadMessage))]
[JsonSerializable(typeof(ConnectionJson))]
[JsonSerializable(typeof(ActivityJson))]
internal sealed partial class SyncJsonContext : JsonSerializerContext;
