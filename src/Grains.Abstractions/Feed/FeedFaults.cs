namespace XelaConnect.Feed;

/// <summary>The refusals of the feed.</summary>
public static class FeedFaults
{
    /// <summary>The feed has no such item.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "activity_not_found", "Activity not found.");
    /// <summary>The cursor has another form than those that this server issues.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_request",
        "The field cursor is not one this server gave out.", "cursor");
}
