using System.Collections.Immutable;

namespace XelaConnect.Circles;

/// <summary>Creates a circle (contract §3).</summary>
[GenerateSerializer, Immutable, Alias("circles.create.v1")]
public sealed record CreateCircle(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string? CreatorId,
    [property: Id(2)] CircleProfile Profile) : ICommand;

/// <summary>What a creator says of a circle. Category and colour are checked by the host against <see cref="CircleCategories"/> and #RRGGBB.</summary>
[GenerateSerializer, Immutable, Alias("circles.profile.v1")]
public sealed record CircleProfile(
    [property: Id(0)] string Name,
    [property: Id(1)] string Category,
    [property: Id(2)] string Description,
    [property: Id(3)] string? Image,
    [property: Id(4)] string? Color,
    [property: Id(5)] string? Emoji,
    [property: Id(6)] ImmutableArray<string> Tags);

/// <summary>The categories of contract §0.</summary>
public static class CircleCategories
{
    /// <summary>Every category, in the order clients show them.</summary>
    public static readonly ImmutableArray<string> All = ["Wellness", "Fitness", "Creative", "Social", "Outdoor", "Lifestyle"];
}

/// <summary>Changes a circle's profile to <paramref name="Profile"/>, whole.</summary>
[GenerateSerializer, Immutable, Alias("circles.edit.v1")]
public sealed record EditCircle([property: Id(0)] string OperationId, [property: Id(1)] string EditorId, [property: Id(2)] CircleProfileChange Profile) : ICommand;

/// <summary>A change of profile: an absent field (null) stays as it is; an empty text clears an optional one.</summary>
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
public sealed record DeleteCircle([property: Id(0)] string OperationId, [property: Id(1)] string EditorId) : ICommand;

/// <summary>Takes in a member; <paramref name="JoinId"/> names this membership, so that news about an earlier one cannot end it.</summary>
[GenerateSerializer, Immutable, Alias("circles.admit.v1")]
public sealed record AddMember([property: Id(0)] string OperationId, [property: Id(1)] MemberCard Member, [property: Id(2)] string JoinId) : ICommand;

/// <summary>Lets a member go, if the membership is still the one named.</summary>
[GenerateSerializer, Immutable, Alias("circles.depart.v1")]
public sealed record RecordDeparture([property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string JoinId) : ICommand;

/// <summary>Shows a member out.</summary>
[GenerateSerializer, Immutable, Alias("circles.remove-member.v1")]
public sealed record RemoveMember([property: Id(0)] string OperationId, [property: Id(1)] string EditorId, [property: Id(2)] string UserId) : ICommand;

/// <summary>Lets somebody who was shown out come back.</summary>
[GenerateSerializer, Immutable, Alias("circles.let-in.v1")]
public sealed record ReadmitMember([property: Id(0)] string OperationId, [property: Id(1)] string EditorId, [property: Id(2)] string UserId) : ICommand;

/// <summary>Releases members of a deleted circle, a portion at a time.</summary>
[GenerateSerializer, Immutable, Alias("circles.release.v1")]
public sealed record ReleaseMemberships([property: Id(0)] string OperationId) : ICommand;

/// <summary>A member's name or picture changed.</summary>
[GenerateSerializer, Immutable, Alias("circles.update-member.v1")]
public sealed record UpdateMember([property: Id(0)] string OperationId, [property: Id(1)] MemberCard Member) : ICommand;

/// <summary>Posts to a circle. <paramref name="Message"/> is 1..4,000 characters, trimmed, checked by the host.</summary>
[GenerateSerializer, Immutable, Alias("circles.post.v1")]
public sealed record PostToCircle([property: Id(0)] string OperationId, [property: Id(1)] string UserId, [property: Id(2)] string Message) : ICommand;

/// <summary>Takes an activity back.</summary>
[GenerateSerializer, Immutable, Alias("circles.remove-activity.v1")]
public sealed record RemovePost(
    [property: Id(0)] string OperationId,
    [property: Id(1)] string EditorId,
    [property: Id(2)] string ActivityId,
    [property: Id(3)] long Seq) : ICommand;
