namespace XelaConnect.Circles;

/// <summary>The circles one person is in, keyed by user id. Holds the tier's limit, so that joining two circles at once cannot pass it.</summary>
[Alias("circles.memberships")]
public interface IMembershipsGrain : IGrainWithStringKey
{
    /// <summary>
    /// Creates a circle and joins it, in one decision; refuses with <see cref="CircleFaults.LimitReached"/>, or with
    /// <see cref="CircleFaults.TooManyCreated"/>: a circle counts for ever, whatever becomes of it.
    /// </summary>
    [Alias("CreateOwn")]
    Task<Outcome<Done>> CreateOwnAsync(CreateOwnCircle command);

    /// <summary>Joins a circle, or refuses with <see cref="CircleFaults.LimitReached"/>. Already in: success, nothing doubled.</summary>
    [Alias("Join")]
    Task<Outcome<Done>> JoinAsync(JoinCircle command);

    /// <summary>Leaves a circle; not a member: success.</summary>
    [Alias("Leave")]
    Task<Outcome<Done>> LeaveAsync(LeaveCircle command);

    /// <summary>The circle let this person go. Owed by <see cref="ICircleGrain"/>.</summary>
    [Alias("Dismiss")]
    Task<Outcome<Done>> RemoveMembershipAsync(RemoveMembership command);

    /// <summary>Passes a new name and picture on to every circle this person is in. Owed by the user's grain.</summary>
    [Alias("UpdateCard")]
    Task<Outcome<Done>> UpdateCardAsync(UpdateMemberCard command);
}
