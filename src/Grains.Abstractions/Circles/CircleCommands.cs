namespace XelaConnect.Circles;

/// <summary>Creates a circle. Circles of the house account have no creator.</summary>
[GenerateSerializer, Immutable, Alias("circles.create.v1")]
public sealed record CreateCircle(
    [property: Id(0)] string OperationId, [property: Id(1)] string? CreatorId,
    [property: Id(2)] CircleProfile Profile) : ICommand;

/// <summary>
/// The owner of seeded circles, XelaConnect itself. It is no user: nobody signs in as it, finds it, connects with it or
/// writes to it. Staff moderate its circles.
/// </summary>
public static class HouseAccount
{
    /// <summary>Its id, which no user has.</summary>
    public const string UserId = "user-01920000-0000-7000-8000-000000000000";
}

/// <summary>A circle's descriptive fields. The host has checked their form.</summary>
[GenerateSerializer, Immutable, Alias("circles.profile.v1")]
public sealed record CircleProfile(
    [property: Id(0)] string Name, [property: Id(1)] string Category, [property: Id(2)] string Description,
    [property: Id(3)] string? Image, [property: Id(4)] string? Color, [property: Id(5)] string? Emoji,
    [property: Id(6)] ImmutableArray<string> Tags);

/// <summary>The categories that a circle can have.</summary>
public static class CircleCategories
{
    /// <summary>All categories, in the order in which clients show them.</summary>
    public static readonly ImmutableArray<string> All =
        ["Wellness", "Fitness", "Creative", "Social", "Outdoor", "Lifestyle"];
}

/// <summary>A command of a circle's moderators: its creator, or staff where it belongs to the house account.</summary>
public interface IModerationCommand : ICommand
{
    /// <summary>Who sends it.</summary>
    string EditorId { get; }
    /// <summary>Whether the sender is staff.</summary>
    bool ByStaff { get; }
}

/// <summary>Changes a circle's profile.</summary>
[GenerateSerializer, Immutable, Alias("circles.edit.v1")]
public sealed record EditCircle(
    [property: Id(0)] string OperationId, [property: Id(1)] string EditorId,
    [property: Id(2)] CircleProfileChange Profile, [property: Id(3)] bool ByStaff = false) : IModerationCommand;

/// <summary>A change of a profile: null leaves a field as it is; an empty text clears an optional one.</summary>
[GenerateSerializer, Immutable, Alias("circles.profile-change.v1")]
public sealed record CircleProfileChange(
    [property: Id(0)] string? Name = null,
    [property: Id(1)] string? Category = null,
    [property: Id(2)] string? Description = null,
    [property: Id(3)] string? Image = null,
    [property: Id(4)] string? Color = null,
    [property: Id(5)] string? Emoji = null,
    [property: Id(6)] ImmutableArray<string>? Tags = null);

/// <summary>Deletes a circle.</summary>
[GenerateSerializer, Immutable, Alias("circles.delete.v1")]
public sealed record DeleteCircle(
    [property: Id(0)] string OperationId, [property: Id(1)] string EditorId,
    [property: Id(2)] bool ByStaff = false) : IModerationCommand;

/// <summary>Adds a member. A late message about an earlier <paramref name="JoinId"/> cannot end this one.</summary>
[GenerateSerializer, Immutable, Alias("circles.admit.v1")]
public sealed record AddMember(
    [property: Id(0)] string OperationId, [property: Id(1)] MemberCard Member,
    [property: Id(2)] string JoinId) : ICommand;

/// <summary>Removes a member who left, if the membership is still this one.</summary>
[GenerateSerializer, Immutable, Alias("circles.depart.v1")]
public sealed record RecordDeparture(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string JoinId) : ICommand;

/// <summary>Excludes a member.</summary>
[GenerateSerializer, Immutable, Alias("circles.remove-member.v1")]
public sealed record RemoveMember(
    [property: Id(0)] string OperationId, [property: Id(1)] string EditorId, [property: Id(2)] string UserId,
    [property: Id(3)] bool ByStaff = false) : IModerationCommand;

/// <summary>Permits an excluded user to join again.</summary>
[GenerateSerializer, Immutable, Alias("circles.let-in.v1")]
public sealed record ReadmitMember(
    [property: Id(0)] string OperationId, [property: Id(1)] string EditorId, [property: Id(2)] string UserId,
    [property: Id(3)] bool ByStaff = false) : IModerationCommand;

/// <summary>Ends the memberships of a deleted circle, one batch at a time.</summary>
[GenerateSerializer, Immutable, Alias("circles.release.v1")]
public sealed record ReleaseMemberships([property: Id(0)] string OperationId) : ICommand;

/// <summary>Replaces a member's name and picture.</summary>
[GenerateSerializer, Immutable, Alias("circles.update-member.v1")]
public sealed record UpdateMember([property: Id(0)] string OperationId, [property: Id(1)] MemberCard Member) : ICommand;

/// <summary>Posts to a circle: a trimmed message of 1 to 4,000 characters.</summary>
[GenerateSerializer, Immutable, Alias("circles.post.v1")]
public sealed record PostToCircle(
    [property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string Message) : ICommand;

/// <summary>Removes a post.</summary>
[GenerateSerializer, Immutable, Alias("circles.remove-activity.v1")]
public sealed record RemovePost(
    [property: Id(0)] string OperationId, [property: Id(1)] string EditorId, [property: Id(2)] string ActivityId,
    [property: Id(3)] long Seq, [property: Id(4)] bool ByStaff = false) : IModerationCommand;
