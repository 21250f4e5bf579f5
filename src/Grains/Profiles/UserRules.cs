using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using XelaConnect.Grains.Growth;

namespace XelaConnect.Grains.Profiles;

internal static class UserRules
{
    public static Decision<UserEvent> Create(
        UserState user, CreateUser command, string referralCode, DateTimeOffset now)
    {
        if (user.Exists) return Decision.Nothing;
        var (name, age, city, picture, language, born) = command.Profile;
        return Decision<UserEvent>.Record(
            new UserCreated(
                command.Email, name, picture, born is { } date ? Ages.On(date, UtcDay.Of(now)) : age, city,
                command.IsGuest, referralCode, command.ReferredBy, command.IsVerified, language, born),
            new DiscoveryProfileSent(DiscoveryReplica.Model));
    }

    public static Decision<UserEvent> Upgrade(UserState user, UpgradeUser command, DateTimeOffset now) =>
        !user.Exists ? AccountFaults.UnknownUser
        : !user.IsGuest ? Decision.Nothing
        : Decision<UserEvent>.Record(new UserUpgraded(command.Email.Trim(), command.Name))
            .AndSend(Card(user, command.OperationId, command.Name, user.Picture, user.Born));

    public static Decision<UserEvent> UpdateProfile(UserState user, UpdateProfile command, DateTimeOffset now)
    {
        if (!user.Exists) return AccountFaults.UnknownUser;
        var name = command.Name ?? user.Name;
        if (name != user.Name && ReservedNames.Include(name)) return AccountFaults.NameReserved;
        var today = UtcDay.Of(now);
        if (AgeRules.Refusal(user, command, today) is { } refused) return refused;
        var born = user.IsBirthDateGiven ? null : command.BirthDate;
        var updated = new ProfileUpdated(
            name,
            command.Bio is { } bio ? bio.To : user.Bio,
            command.Interests ?? user.Interests,
            command.IdentityBadge is { } badge ? badge.To : user.IdentityBadge,
            born is { } date ? Ages.On(date, today) : command.Age is { } age ? age.To : AgeRules.Shown(user, today),
            command.City is { } city ? city.To : user.City,
            command.Picture is { } picture ? picture.To : user.Picture,
            born);
        var decision = Decision<UserEvent>.Record(updated);
        var after = AgeRules.After(user, born, updated.Age, now);
        return name == user.Name && updated.Picture == user.Picture && after == user.Born
            ? decision
            : decision.AndSend(Card(user, command.OperationId, name, updated.Picture, after));
    }

    /// <summary>The first visit of a day. Also sends discovery replica and card where their model is outdated.</summary>
    public static Decision<UserEvent> Seen(UserState user, DateTimeOffset now) =>
        !IsSeenDue(user, now) ? Decision.Nothing
        : user.DiscoveryModel >= DiscoveryReplica.Model ? Decision<UserEvent>.Record([.. Visit(user, now)])
        : Decision<UserEvent>.Record([.. Visit(user, now), new DiscoveryProfileSent(DiscoveryReplica.Model)])
            .AndSend(Card(user, $"{user.Id}/model/{DiscoveryReplica.Model}", user.Name, user.Picture, user.Born));

    /// <summary>Whether a visit stores an event.</summary>
    public static bool IsSeenDue(UserState user, DateTimeOffset now) => user.Exists
        && (user.DiscoveryModel < DiscoveryReplica.Model || LocalDays.In(user.TimeZone, now) > user.LastDay);

    /// <summary>Counts as a visit in the old zone. A change never ends a streak, and no date counts twice.</summary>
    public static Decision<UserEvent> SetTimeZone(UserState user, SetTimeZone command, DateTimeOffset now) =>
        !user.Exists ? AccountFaults.UnknownUser
        : command.TimeZone == user.TimeZone ? Decision.Nothing
        : command.TimeZone is { } zone && !LocalDays.IsZone(zone) ? AccountFaults.UnknownTimeZone
        : Decision<UserEvent>.Record(
            [.. Visit(user, now), new TimeZoneSet(command.TimeZone, LocalDays.In(command.TimeZone, now))]);

    public static Decision<UserEvent> SetLanguage(UserState user, SetLanguage command, DateTimeOffset now) =>
        !user.Exists ? AccountFaults.UnknownUser
        : command.Language == user.Language ? Decision.Nothing
        : command.Language is { } language && !Languages.All.Contains(language) ? AccountFaults.UnknownLanguage
        : new LanguageSet(command.Language);

    /// <summary>One more on the next day, the same on the same day, otherwise 1.</summary>
    public static int StreakOn(UserState user, DateOnly day) =>
        day <= user.LastDay ? Math.Max(user.Streak, 1)
        : day == user.LastDay.AddDays(1) ? user.Streak + 1
        : 1;

    /// <summary>A session opened during the removal of the user, or before the reclaim, ends at once.</summary>
    public static Decision<UserEvent> AddSession(UserState user, AddSession command, DateTimeOffset now)
    {
        var (op, session) = (command.OperationId, command.Session);
        if (user.IsGone) return Ending(user, [session.Id], op, Sessions.Removed);
        if (user.Sessions.ContainsKey(session.Id)) return Decision.Nothing;
        if (session.CreatedAt < user.ReclaimedAt) return Ending(user, [session.Id], op, Sessions.Reclaimed);
        var newest = user.Sessions.Values.Where(s => s.ExpiresAt > now)
            .OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id, StringComparer.Ordinal).Select(s => s.Id);
        var ending = Ending(user, newest.Skip(Sessions.MaxPerUser - 1), op, Sessions.Superseded);
        return Decision<UserEvent>.Record(new SessionAdded(session)).And(ending);
    }

    public static Decision<UserEvent> Reclaim(UserState user, ReclaimUser command, DateTimeOffset now)
    {
        if (!user.Exists) return AccountFaults.UnknownUser;
        if (user.ReclaimedAt >= command.At) return Decision.Nothing;
        var sessions = user.Sessions.Values.Where(s => s.CreatedAt < command.At).Select(s => s.Id);
        var reclaimed = Decision<UserEvent>.Record(new UserReclaimed(command.Name, command.Picture, command.At))
            .AndSend(Card(user, command.OperationId, command.Name, command.Picture, born: null));
        return reclaimed.And(Ending(user, sessions, command.OperationId, Sessions.Reclaimed));
    }

    public static Decision<UserEvent> RemoveSession(UserState user, RemoveSession command, DateTimeOffset now) =>
        user.Sessions.ContainsKey(command.SessionId) || user.Ending.Contains(command.SessionId)
            ? new SessionRemoved(command.SessionId, command.Reason)
            : Decision.Nothing;

    public static Decision<UserEvent> EndSessions(UserState user, EndSessions command, DateTimeOffset now) => Ending(
        user, user.Sessions.Keys.Where(id => id != command.KeepSessionId), command.OperationId, command.Reason);

    /// <summary>Participation of a referred user converts the referral, by whichever facet shows it first.</summary>
    public static Decision<UserEvent> UpdateFacet(UserState user, UpdateFacet command, DateTimeOffset now)
    {
        if (command.Version <= user.VersionOf(command.Facet)) return Decision.Nothing;
        var updated = new FacetUpdated(command.Version, command.Facet);
        if (!IsParticipation(command.Facet) || user.HasParticipated || !user.Exists || user.IsRemoved) return updated;
        if (user.ReferredBy is not { } referrer) return updated;
        return Decision<UserEvent>.Record(updated, new UserParticipated())
            .AndSend(Conversion(user, referrer, $"convert/{user.Id}", user.IsVerified));
    }

    /// <summary>Sent by the account. Also the referral of a user who has participated may wait for it.</summary>
    public static Decision<UserEvent> Verify(UserState user, VerifyUser command, DateTimeOffset now) =>
        !user.Exists ? AccountFaults.UnknownUser
        : user.IsVerified ? Decision.Nothing
        : WithWaitingConversion(user, new UserVerified());

    /// <summary>Sent by the account. A new address is verified, too.</summary>
    public static Decision<UserEvent> ChangeEmail(UserState user, ChangeUserEmail command, DateTimeOffset now) =>
        !user.Exists ? AccountFaults.UnknownUser : WithWaitingConversion(user, new UserEmailChanged(command.Email));

    private static Decision<UserEvent> WithWaitingConversion(UserState user, UserEvent verified)
    {
        var decision = Decision<UserEvent>.Record(verified);
        return user is { IsVerified: false, HasParticipated: true, IsRemoved: false, ReferredBy: { } referrer }
            ? decision.AndSend(Conversion(user, referrer, $"convert/{user.Id}/verified", isVerified: true)) : decision;
    }

    private static OutboxMessage Conversion(UserState user, string referrer, string op, bool isVerified) =>
        ReferralCodeMessages.Convert.To(
            referrer, new ConvertReferral(op, user.Id, ReferrerIsMember: true, isVerified));

    // The first version of memberships follows joining a circle, so a user who is in none by now has joined one, too.
    private static bool IsParticipation(UserFacet facet) => facet switch
    {
        CirclesFacet => true,
        WalletFacet wallet => !wallet.CourseIds.IsEmpty,
        ConnectionsFacet connections => connections.Max > 0,
        _ => false,
    };

    public static Decision<UserEvent> Remove(UserState user, RemoveUser command, DateTimeOffset now)
    {
        if (!user.Exists) return AccountFaults.UnknownUser;
        if (user.IsRemoved) return Decision.Nothing;
        var (op, adminId, reason) = command;
        var month = UtcMonth.Of(now);
        var action = new RecordAction($"{op}/audit", adminId, "remove_user", user.Id, reason);
        var removed = Decision<UserEvent>.Record(new UserRemoved(adminId, reason))
            .AndSend(AuditMessages.Record.To(month, action));
        if (user.ReferredBy is { } referrer)
        {
            var revoke = new RevokeReferral($"revoke/{user.Id}", user.Id);
            removed = removed.AndSend(ReferralCodeMessages.Revoke.To(referrer, revoke));
        }
        return removed.And(Ending(user, user.Sessions.Keys, op, Sessions.Removed));
    }

    /// <summary>The n-th code of an operation: XC and 8 of A-Z0-9.</summary>
    public static string ReferralCodeOf(string operationId, int attempt)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{operationId}#{attempt}"));
        return "XC" + string.Create(8, digest, static (code, bytes) =>
        {
            var (number, count) = (BinaryPrimitives.ReadUInt64BigEndian(bytes), (ulong)letters.Length);
            for (var i = 0; i < code.Length; i++, number /= count) code[i] = letters[(int)(number % count)];
        });
    }

    /// <summary>One event for each date: later visits of it change nothing that is stored.</summary>
    private static IEnumerable<UserEvent> Visit(UserState user, DateTimeOffset now) =>
        LocalDays.In(user.TimeZone, now) is var day && day <= user.LastDay ? []
        : [user.TimeZone is null ? new UserSeen() : new UserSeenOn(day)];

    internal static Decision<UserEvent> Ending(UserState user, IEnumerable<string> sessionIds, string op, string reason)
    {
        ImmutableArray<string> ids = [.. sessionIds];
        if (ids.IsEmpty) return Decision.Nothing;
        var messages = ids.Select(id => SessionMessages.End.To(id, new EndSession($"{op}/{id}", user.Id, reason)));
        return Decision<UserEvent>.Record(new SessionEndRequested(ids, reason)).AndSend([.. messages]);
    }

    internal static OutboxMessage Card(UserState user, string op, string name, string? picture, DateOnly? born) =>
        MembershipsMessages.UpdateCard.To(
            user.Id, new UpdateMemberCard($"{op}/card", new MemberCard(user.Id, name, picture, born)));
}
