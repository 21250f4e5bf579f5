namespace XelaConnect.Feed;

/// <summary>The refusals of the feed.</summary>
public static class FeedFaults
{
    /// <summary>The feed has no such item.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "activity_not_found", "Activity not found.");
}
