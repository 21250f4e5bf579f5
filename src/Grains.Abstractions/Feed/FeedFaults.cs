namespace XelaConnect.Feed;

/// <summary>Every refusal of the activity slice.</summary>
public static class FeedFaults
{
    /// <summary>No such activity of this person's.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "activity_not_found", "Activity not found.");
    /// <summary>The cursor is none of this list's.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_request", "The field cursor is not one this server gave out.", "cursor");
}
