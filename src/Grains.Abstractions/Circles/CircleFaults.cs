namespace XelaConnect.Circles;

/// <summary>The refusals of circles and memberships.</summary>
public static class CircleFaults
{
    /// <summary>The circle does not exist or was deleted.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "circle_not_found", "Circle not found.");
    /// <summary>Another circle has this id.</summary>
    public static readonly Fault Exists = new(FaultKind.Conflict, "circle_exists", "This circle exists already.");
    /// <summary>The circle will be created, but does not respond yet. The same request again finds it.</summary>
    public static readonly Fault NotCreatedYet =
        new(FaultKind.Unavailable, "unavailable", "This is not available right now. Please try again in a moment.", null, 2);
    /// <summary>Only members may post or watch.</summary>
    public static readonly Fault NotAMember =
        new(FaultKind.Forbidden, "not_a_member", "Join this circle to take part in it.");
    /// <summary>Only the creator may do this.</summary>
    public static readonly Fault NotTheCreator =
        new(FaultKind.Forbidden, "not_the_creator", "Only the circle's creator may do this.");
    /// <summary>The creator cannot be excluded from their own circle.</summary>
    public static readonly Fault CreatorStays =
        new(FaultKind.Conflict, "creator_stays", "The creator cannot be removed; delete the circle instead.");
    /// <summary>The creator excluded this user and has not readmitted them.</summary>
    public static readonly Fault Excluded =
        new(FaultKind.Forbidden, "shown_out", "The circle's creator showed you out; only they can let you in again.");
    /// <summary>The circle belongs to the age group of its creator.</summary>
    public static readonly Fault OtherAgeGroup =
        new(FaultKind.Forbidden, "other_age_group", "This circle is for people of another age group.");
    /// <summary>The circle has no such post.</summary>
    public static readonly Fault UnknownPost = new(FaultKind.NotFound, "activity_not_found", "Activity not found.");
    /// <summary>The circle has no such member.</summary>
    public static readonly Fault UnknownMember =
        new(FaultKind.NotFound, "member_not_found", "This person is not a member of the circle.");

    /// <summary>The user has created the maximum number of circles.</summary>
    public static Fault TooManyCreated(int limit) =>
        new(FaultKind.Forbidden, "too_many_circles_created", $"You have created {limit} circles, and nobody may create more.");

    /// <summary>The user is in as many circles as the plan permits.</summary>
    public static Fault LimitReached(int limit) =>
        new(FaultKind.PaymentRequired, "circle_limit", $"Your plan holds {limit} circles. Leave one, or upgrade to join more.");
}
