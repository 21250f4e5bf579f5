namespace XelaConnect.Grains.Admin;

[GrainType("staff"), Reentrant]
internal sealed class StaffGrain(
    Journal<StaffState, StaffEvent> journal, StaffSettings settings, IGrainFactory grains)
    : EventSourcedGrain<StaffState, StaffEvent>(journal), IStaffGrain
{
    private static readonly ImmutableArray<string> OwnerOnly = [StaffScopes.Owner];

    public async Task<Outcome<StaffView>> CheckAsync(string userId, string? scope)
    {
        var granted = Committed.ScopesOf(userId);
        if (granted.IsEmpty && settings.Emails.IsEmpty) return StaffFaults.NotStaff;
        if (await grains.FindUserAsync(userId) is not { IsGuest: false } user) return StaffFaults.NotStaff;
        var bySettings = await IsOwnerBySettingsAsync(user);
        if (granted.IsEmpty && !bySettings) return StaffFaults.NotStaff;
        if (!settings.InDevelopment && !(await grains.SecondFactor(userId).GetAsync()).IsOn)
            return StaffFaults.SecondFactorMissing;
        var scopes = bySettings ? OwnerOnly : granted;
        if (scope is not null && !StaffScopes.Include(scopes, scope)) return StaffFaults.ScopeMissing;
        return bySettings ? new StaffView(userId, scopes) : ViewOf(Committed, userId);
    }

    public async Task<Outcome<StaffView>> GrantAsync(GrantScopes command)
    {
        // Read before the rule: what it protects against is an honest mistake, not a race.
        var owner = await CheckAsync(command.AdminId, StaffScopes.Owner);
        if (!owner.IsOk) return owner.Fault;
        var user = await grains.FindUserAsync(command.UserId);
        if (user is not null && await IsOwnerBySettingsAsync(user)) return StaffFaults.OwnerBySettings;
        // A role is revoked even when the account is gone.
        if (!command.Scopes.IsEmpty)
        {
            if (user is null) return AccountFaults.UnknownUser;
            if (user.IsGuest) return StaffFaults.NotAMember;
        }
        return await Handle(command, StaffRules.Grant, staff => ViewOf(staff, command.UserId));
    }

    public Task<ImmutableArray<StaffView>> ListAsync() => Task.FromResult(
        Committed.Members.Keys.Order(StringComparer.Ordinal).Select(id => ViewOf(Committed, id)).ToImmutableArray());

    /// <summary>A claimed address proves nothing, so it counts once it is verified.</summary>
    private async ValueTask<bool> IsOwnerBySettingsAsync(UserView user) =>
        user is { Email: { } email, IsGuest: false } && settings.Names(email)
        && (settings.InDevelopment || await grains.Account(Ids.OfEmail(email)).IsVerifiedAsync(user.Id));

    private static StaffView ViewOf(StaffState staff, string userId) =>
        new(userId, staff.ScopesOf(userId), staff.Members.GetValueOrDefault(userId)?.Since);
}
