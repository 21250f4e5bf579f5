namespace XelaConnect.Circles;

/// <summary>Every refusal of the circles slice.</summary>
public static class CircleFaults
{
    /// <summary>No such circle, or it was deleted.</summary>
    public static readonly Fault Unknown = new(FaultKind.NotFound, "circle_not_found", "Circle not found.");
    /// <summary>The id is taken by another circle.</summary>
    public static readonly Fault Exists = new(FaultKind.Conflict, "circle_exists", "This circle exists already.");
    /// <summary>Only members may post or watch.</summary>
    public static readonly Fault NotAMember = new(FaultKind.Forbidden, "not_a_member", "Join this circle to take part in it.");
    /// <summary>Only the creator may do this.</summary>
    public static readonly Fault NotTheCreator = new(FaultKind.Forbidden, "not_the_creator", "Only the circle's creator may do this.");
    /// <summary>The creator cannot be shown out of their own circle.</summary>
    public static readonly Fault CreatorStays = new(FaultKind.Conflict, "creator_stays", "The creator cannot be removed; delete the circle instead.");
    /// <summary>The creator showed this person out, and has not let them in again.</summary>
    public static readonly Fault Excluded = new(FaultKind.Forbidden, "shown_out", "The circle's creator showed you out; only they can let you in again.");
    /// <summary>No such activity in this circle.</summary>
    public static readonly Fault UnknownPost = new(FaultKind.NotFound, "activity_not_found", "Activity not found.");
    /// <summary>No such member in this circle.</summary>
    public static readonly Fault UnknownMember = new(FaultKind.NotFound, "member_not_found", "This person is not a member of the circle.");
    /// <summary>A cursor that is not one of ours.</summary>
    public static readonly Fault BadCursor = new(FaultKind.Invalid, "invalid_cursor", "The field cursor is not one this server gave out.", "cursor");

    /// <summary>The person has created as many circles as anyone may.</summary>
    public static Fault TooManyCreated(int most) =>
        new(FaultKind.Forbidden, "too_many_circles_created", $"You have created {most} circles, and nobody may create more.");

    /// <summary>The tier's number of circles is reached.</summary>
    public static Fault LimitReached(int limit) =>
        new(FaultKind.PaymentRequired, "circle_limit", $"Your plan holds {limit} circles. Leave one, or upgrade to join more.");
}
