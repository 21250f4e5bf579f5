using System.Text.Json.Serialization;
using XelaConnect.ApiHost.Feed;
using XelaConnect.ApiHost.Live;
using XelaConnect.ApiHost.Relationships;

namespace XelaConnect.ApiHost.Sync;

/// <summary>What was missed, in order (contract §3 "sync", §4 "Resume").</summary>
/// <param name="Events">The same events as a connected device is told, oldest first.</param>
/// <param name="NextCursor">What to ask with the next time.</param>
/// <param name="More">There is more already: ask again at once.</param>
/// <param name="FreshStart">Nothing can be told from there: read the lists anew, and go on with the cursor.</param>
internal sealed record SyncJson(IReadOnlyList<SyncEventJson> Events, string NextCursor, bool More, bool FreshStart)
{
    public static SyncJson Fresh(SyncCursor now) => new([], now.ToString(), More: false, FreshStart: true);
}

/// <summary>One event.</summary>
/// <param name="Type">Its name on the hub.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">What the hub sends with it.</param>
internal sealed record SyncEventJson(string Type, DateTimeOffset At, object Data)
{
    /// <summary>Events of one history come in its order.</summary>
    [JsonIgnore]
    public string History => Data switch
    {
        MessageMessage message => message.ConversationId,
        CircleActivityMessage activity => activity.CircleId,
        CircleActivityRemovedMessage removed => removed.CircleId,
        // An activity is told before it is read.
        ActivityReadMessage => LiveEvents.Activity,
        _ => Type,
    };
}

/// <summary>Serializers of this slice, made at build time.</summary>
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
