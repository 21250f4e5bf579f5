namespace XelaConnect.ApiHost.Sync;

internal static class SyncEndpoints
{
    private static readonly TextRule Since = new(Limits.SyncCursor);

    public static void MapSync(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/sync", ReadAsync).WithTags("Sync").RequireAuthorization().WithName("Sync")
            .WithSummary("Everything the caller missed since a cursor, in order; without one, where to begin.")
            .WithQuery("since").Produces<SyncJson>();
    }

    private static async Task<IResult> ReadAsync(
        QueryInput query, CurrentUser caller, IGrainFactory grains, ILogger<SyncReader> log)
    {
        var since = query.OptionalText("since", Since);
        if (query.Refusal is { } refusal) return refusal;
        return OutcomeResults.Of(await new SyncReader(grains, caller.UserId, log).ReadAsync(since), TypedResults.Ok);
    }
}

/// <summary>
/// At most 1,000 missed events in order: the response of <c>GET /api/sync</c> and of the hub's <c>Resume</c>.
/// </summary>
/// <param name="Events">The events that a connected device receives, oldest first.</param>
/// <param name="NextCursor">The cursor of the next request.</param>
/// <param name="More">More events exist, or a source did not answer; request again: at once, and a little later if
/// there are no events.</param>
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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SyncJson))]
[JsonSerializable(typeof(MessageMessage))]
[JsonSerializable(typeof(MessageReadMessage))]
[JsonSerializable(typeof(CircleActivityMessage))]
[JsonSerializable(typeof(CircleActivityRemovedMessage))]
[JsonSerializable(typeof(ActivityReadMessage))]
internal sealed partial class SyncJsonContext : JsonSerializerContext;
