using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using XelaConnect.Grains.Growth;

namespace XelaConnect.Grains.Profiles;

/// <summary>Decisions of a user.</summary>
internal static class UserRules
{
    /// <summary>The minimum time between two stored visits of a day. Visits in between are kept in memory.</summary>
    public static readonly TimeSpan SeenInterval = TimeSpan.FromMinutes(15);

    public static Decision<UserEvent> Create(UserState user, CreateUser command, string referralCode) =>
        user.Exists ? Decision.Nothing
        : Decision<UserEvent>.Record(
            new UserCreated(
                command.Email, command.Profile.Name, command.Profile.Picture, command.Profile.Age, command.Profile.City, command.IsGuest,
                    referralCode,
                command.ReferredBy),
            new DiscoveryProfileSent(DiscoveryReplica.Model));

    public static Decision<UserEvent> Upgrade(UserState user, UpgradeUser command, DateTimeOffset now) =>
        !user.Exists ? AccountFaults.UnknownUser
        : !user.IsGuest ? Decision.Nothing
        : Decision<UserEvent>.Record(new UserUpgraded(command.Email.Trim(), command.Name)).AndSend(Card(user with { Name = command.Name },
            command.OperationId));

    public static Decision<UserEvent> UpdateProfile(UserState user, UpdateProfile command, DateTimeOffset now)
    {
        if (!user.Exists) return AccountFaults.UnknownUser;
        if (command.Name is { } name && name != user.Name && ReservedNames.Include(name)) return AccountFaults.NameReserved;
        var updated = new ProfileUpdated(
            command.Name ?? user.Name,
            command.Bio is { } bio ? bio.To : user.Bio,
            command.Interests ?? user.Interests,
            command.IdentityBadge is { } badge ? badge.To : user.IdentityBadge,
            command.Age is { } age ? age.To : user.Age,
            command.City is { } city ? city.To : user.City,
            command.Picture is { } picture ? picture.To : user.Picture);
        var decision = Decision<UserEvent>.Record(updated);
        return updated.Name == user.Name && updated.Picture == user.Picture
            ? decision
            : decision.AndSend(Card(user with { Name = updated.Name, Picture = updated.Picture }, command.OperationId));
    }

    /// <summary>
    /// Stores the first visit of a day, and later ones at an interval. Also sends the discovery replica where its model
    /// is outdated.
    /// </summary>
    public static Decision<UserEvent> Seen(UserState user, DateTimeOffset now) =>
        !user.Exists ? Decision.Nothing
        : user.DiscoveryModel < DiscoveryReplica.Model ? Decision<UserEvent>.Record(SeenAt(user, now),
            new DiscoveryProfileSent(DiscoveryReplica.Model))
        : LocalDays.In(user.TimeZone, now) <= user.LastDay && now - user.LastSeen < SeenInterval ? Decision.Nothing
        : SeenAt(user, now);

    /// <summary>
    /// Sets the time zone. The request counts as a visit on the old zone's date; then the last counted day becomes the
    /// new zone's date, if that is later. So a change never ends a streak, and no date counts twice.
    /// </summary>
    public static Decision<UserEvent> SetTimeZone(UserState user, SetTimeZone command, DateTimeOffset now) =>
        !user.Exists ? AccountFaults.UnknownUser
        : command.TimeZone == user.TimeZone ? Decision.Nothing
        : command.TimeZone is { } zone && !LocalDays.IsZone(zone) ? AccountFaults.UnknownTimeZone
        : Decision<UserEvent>.Record(SeenAt(user, now), new TimeZoneSet(command.TimeZone, LocalDays.In(command.TimeZone, now)));

    /// <summary>The streak after a visit on a day: one more on the next day, the same on the same day, otherwise 1.</summary>
    public static int StreakOn(UserState user, DateOnly day) =>
        day <= user.LastDay ? Math.Max(user.Streak, 1)
        : day == user.LastDay.AddDays(1) ? user.Streak + 1
        : 1;

    /// <summary>
    /// Adds a session. One that was opened during the user's removal, or before the account was reclaimed, ends at once. Beyond
    /// <see cref="Sessions.MaxPerUser"/> live sessions the oldest ends.
    /// </summary>
    public static Decision<UserEvent> AddSession(UserState user, AddSession command, DateTimeOffset now)
    {
        if (user.IsRemoved) return Ending(user, [command.Session.Id], command.OperationId, Sessions.Removed);
        if (user.Sessions.ContainsKey(command.Session.Id)) return Decision.Nothing;
        if (command.Session.CreatedAt < user.ReclaimedAt) return Ending(user, [command.Session.Id], command.OperationId,
            Sessions.Reclaimed);
        var oldest = user.Sessions.Values.Where(session => session.ExpiresAt > now)
            .OrderByDescending(session => session.CreatedAt).ThenBy(session => session.Id, StringComparer.Ordinal)
            .Skip(Sessions.MaxPerUser - 1).Select(session => session.Id).ToList();
        var added = Decision<UserEvent>.Record(new SessionAdded(command.Session));
        if (oldest.Count == 0) return added;
        var ending = Ending(user, oldest, command.OperationId, Sessions.Superseded);
        return Decision<UserEvent>.Record([.. added.Events, .. ending.Events]).AndSend([.. ending.Messages]);
    }

    /// <summary>Ends every session opened before, and replaces the profile.</summary>
    public static Decision<UserEvent> Reclaim(UserState user, ReclaimUser command, DateTimeOffset now)
    {
        if (!user.Exists) return AccountFaults.UnknownUser;
        if (user.ReclaimedAt >= command.At) return Decision.Nothing;
        var sessions = user.Sessions.Values.Where(session => session.CreatedAt < command.At).Select(session => session.Id).ToList();
        var reclaimed = Decision<UserEvent>.Record(new UserReclaimed(command.Name, command.Picture, command.At))
            .AndSend(Card(user with { Name = command.Name, Picture = command.Picture }, command.OperationId));
        if (sessions.Count == 0) return reclaimed;
        var ending = Ending(user, sessions, command.OperationId, Sessions.Reclaimed);
        return Decision<UserEvent>.Record([.. reclaimed.Events, .. ending.Events]).AndSend([.. reclaimed.Messages, .. ending.Messages]);
    }

    public static Decision<UserEvent> RemoveSession(UserState user, RemoveSession command, DateTimeOffset now) =>
        user.Sessions.ContainsKey(command.SessionId) || user.Ending.Contains(command.SessionId) ? new SessionRemoved(command.SessionId,
            command.Reason) : Decision.Nothing;

    public static Decision<UserEvent> EndSessions(UserState user, EndSessions command, DateTimeOffset now)
    {
        var ending = user.Sessions.Keys.Where(id => id != command.KeepSessionId).ToList();
        return ending.Count == 0 ? Decision.Nothing : Ending(user, ending, command.OperationId, command.Reason);
    }

    /// <summary>
    /// Takes the newest version of a facet. Participation of a referred user converts the referral, by whichever facet shows it first.
    /// </summary>
    public static Decision<UserEvent> UpdateFacet(UserState user, UpdateFacet command, DateTimeOffset now)
    {
        if (command.Version <= user.VersionOf(command.Facet)) return Decision.Nothing;
        var updated = new FacetUpdated(command.Version, command.Facet);
        if (!IsParticipation(command.Facet) || user.HasParticipated || !user.Exists || user.IsRemoved) return updated;
        if (user.ReferredBy is not { } referrer) return updated;
        return Decision<UserEvent>.Record(updated, new UserParticipated())
            .AndSend(ReferralCodeMessages.Convert.To(referrer, new ConvertReferral($"convert/{user.Id}", user.Id, ReferrerIsMember: true)));
    }

    // The first version of memberships follows joining a circle, so a user who is in none by now has joined one as well.
    private static bool IsParticipation(UserFacet facet) => facet switch
    {
        CirclesFacet => true,
        WalletFacet wallet => !wallet.CourseIds.IsEmpty,
        ConnectionsFacet connections => connections.Max > 0,
        _ => false,
    };

    /// <summary>Removes the user: ends every session and revokes the referral.</summary>
    public static Decision<UserEvent> Remove(UserState user, RemoveUser command, DateTimeOffset now)
    {
        if (!user.Exists) return AccountFaults.UnknownUser;
        if (user.IsRemoved) return Decision.Nothing;
        var decision = Decision<UserEvent>.Record(new UserRemoved(command.AdminId, command.Reason)).AndSend(AuditMessages.Record.To(
            now.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            new RecordAction($"{command.OperationId}/audit", command.AdminId, "remove_user", user.Id, command.Reason)));
        if (user.ReferredBy is { } referrer) decision = decision.AndSend(ReferralCodeMessages.Revoke.To(referrer,
            new RevokeReferral($"revoke/{user.Id}", user.Id)));
        var ended = EndSessions(user, new EndSessions(command.OperationId, null, Sessions.Removed), now);
        return Decision<UserEvent>.Record([.. decision.Events, .. ended.Events]).AndSend([.. decision.Messages, .. ended.Messages]);
    }

    /// <summary>The n-th code of an operation: XC and 8 of A-Z0-9.</summary>
    public static string ReferralCodeOf(string operationId, int attempt)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{operationId}#{attempt}"));
        return "XC" + string.Create(8, digest, static (code, bytes) =>
        {
            var number = BinaryPrimitives.ReadUInt64BigEndian(bytes);
            for (var i = 0; i < code.Length; i++, number /= (ulong)letters.Length) code[i] = letters[(int)(number % (ulong)letters.Length)];
        });
    }

    private static UserEvent SeenAt(UserState user, DateTimeOffset now) =>
        user.TimeZone is null ? new UserSeen() : new UserSeenOn(LocalDays.In(user.TimeZone, now));

    private static Decision<UserEvent> Ending(UserState user, IReadOnlyCollection<string> sessionIds, string operationId, string reason) =>
        Decision<UserEvent>.Record(new SessionEndRequested([.. sessionIds], reason))
            .AndSend([.. sessionIds.Select(id => SessionMessages.End.To(id, new EndSession($"{operationId}/{id}", user.Id, reason)))]);

    private static OutboxMessage Card(UserState user, string operationId) =>
        MembershipsMessages.UpdateCard.To(user.Id,
            new UpdateMemberCard($"{operationId}/card", new MemberCard(user.Id, user.Name, user.Picture)));
}
