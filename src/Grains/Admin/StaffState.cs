namespace XelaConnect.Grains.Admin;

[JsonDerivedType(typeof(ScopesGranted), "admin.scopes-granted.v1")]
internal abstract record StaffEvent;
/// <summary>Replaces the scopes of a member; none ends the membership.</summary>
internal sealed record ScopesGranted(string UserId, ImmutableArray<string> Scopes, string AdminId) : StaffEvent;

internal sealed record StaffState(string Key)
{
    public ImmutableDictionary<string, StaffMember> Members { get; init; } =
        ImmutableDictionary<string, StaffMember>.Empty;

    public ImmutableArray<string> ScopesOf(string userId) =>
        Members.TryGetValue(userId, out var member) ? member.Scopes : [];

    public static StaffState Apply(StaffState staff, EventEnvelope<StaffEvent> recorded) => recorded.Event switch
    {
        ScopesGranted { Scopes.IsEmpty: true } e => staff with { Members = staff.Members.Remove(e.UserId) },
        ScopesGranted e => staff with
        {
            Members = staff.Members.SetItem(e.UserId, new StaffMember(e.Scopes, recorded.At)),
        },
        _ => throw new InvalidDataException($"Staff do not know the event {recorded.Event.GetType().Name}."),
    };
}

internal sealed record StaffMember(ImmutableArray<string> Scopes, DateTimeOffset Since);
