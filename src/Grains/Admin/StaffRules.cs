namespace XelaConnect.Grains.Admin;

internal static class StaffRules
{
    /// <summary>The caller must be an owner, which the grain has checked.</summary>
    public static Decision<StaffEvent> Grant(StaffState staff, GrantScopes command, DateTimeOffset now)
    {
        var scopes = StaffScopes.All.Where(command.Scopes.Contains).ToImmutableArray();
        if (staff.ScopesOf(command.UserId).SequenceEqual(scopes)) return Decision.Nothing;
        if (!staff.Members.ContainsKey(command.UserId) && staff.Members.Count >= StaffFaults.MaxMembers)
            return StaffFaults.TooMany;
        var action = scopes.IsEmpty ? "revoke_role" : $"grant_role {string.Join(' ', scopes)}";
        return Decision<StaffEvent>.Record(new ScopesGranted(command.UserId, scopes, command.AdminId))
            .AndSend(AuditMessages.Record.To(
                UtcMonth.Of(now),
                new RecordAction(
                    $"{command.OperationId}/audit", command.AdminId, action, command.UserId, command.Reason)));
    }
}

/// <summary>
/// Addresses of owners (<c>Xela:Admin:Emails</c>), in the form of <see cref="Ids.NormaliseEmail"/>. In Development they
/// need no verified address, and staff no second factor.
/// </summary>
public sealed record StaffSettings(ImmutableHashSet<string> Emails, bool InDevelopment)
{
    /// <summary>No owners.</summary>
    public static readonly StaffSettings None = new([], InDevelopment: false);

    /// <summary>True for a configured address, in any spelling.</summary>
    public bool Names(string email) => Emails.Contains(Ids.NormaliseEmail(email));
}
