using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using XelaConnect.Accounts;
using XelaConnect.Circles;
using XelaConnect.Grains.Durability;

namespace XelaConnect.Grains.Accounts;

/// <summary>Every decision about one person: pure, without Orleans.</summary>
internal static class UserRules
{
    /// <summary>"Last active" is stored this seldom within a day; in between it is remembered only.</summary>
    public static readonly TimeSpan SeenInterval = TimeSpan.FromMinutes(15);

    public static Decision<UserEvent> Create(UserState user, CreateUser command, string referralCode) =>
        user.Exists ? Decision.Nothing
        : new UserCreated(command.Email, command.Profile.Name, command.Profile.Picture, command.Profile.Age, command.Profile.City, command.IsGuest, referralCode, command.ReferredBy);

    public static Decision<UserEvent> Upgrade(UserState user, UpgradeUser command, DateTimeOffset now) =>
        !user.Exists ? AccountFaults.UnknownUser
        : !user.IsGuest ? Decision.Nothing
        : Decision<UserEvent>.Record(new UserUpgraded(command.Email.Trim(), command.Name)).Owing(Card(user with { Name = command.Name }, command.OperationId));

    public static Decision<UserEvent> UpdateProfile(UserState user, UpdateProfile command, DateTimeOffset now)
    {
        if (!user.Exists) return AccountFaults.UnknownUser;
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
            : decision.Owing(Card(user with { Name = updated.Name, Picture = updated.Picture }, command.OperationId));
    }

    /// <summary>Counts the first request of a UTC day; within the day only seldom.</summary>
    public static Decision<UserEvent> Seen(UserState user, DateTimeOffset now) =>
        !user.Exists || (UserState.DayOf(now) <= user.LastDay && now - user.LastSeen < SeenInterval) ? Decision.Nothing : new UserSeen();

    /// <summary>The streak on a day: one more than yesterday's, the same on the same day, else 1 (contract, "Streak").</summary>
    public static int StreakOn(UserState user, DateOnly day) => day <= user.LastDay ? Math.Max(user.Streak, 1) : day == user.LastDay.AddDays(1) ? user.Streak + 1 : 1;

    public static Decision<UserEvent> NoteSession(UserState user, NoteSession command, DateTimeOffset now) =>
        user.Sessions.ContainsKey(command.Session.Id) ? Decision.Nothing : new SessionNoted(command.Session);

    public static Decision<UserEvent> ForgetSession(UserState user, ForgetSession command, DateTimeOffset now) =>
        user.Sessions.ContainsKey(command.SessionId) || user.Ending.Contains(command.SessionId) ? new SessionForgotten(command.SessionId, command.Reason) : Decision.Nothing;

    public static Decision<UserEvent> EndSessions(UserState user, EndSessions command, DateTimeOffset now)
    {
        var ending = user.Sessions.Keys.Where(id => id != command.KeepSessionId).ToList();
        return ending.Count == 0 ? Decision.Nothing
            : Decision<UserEvent>.Record(new SessionsOrderedToEnd([.. ending], command.Reason))
                .Owing([.. ending.Select(id => AccountEffects.EndSession.To(id, new EndSession($"{command.OperationId}/{id}", user.Id, command.Reason)))]);
    }

    public static Decision<UserEvent> ProjectCircles(UserState user, ProjectCircles command, DateTimeOffset now) =>
        command.Version <= user.CirclesVersion ? Decision.Nothing : new CirclesProjected(command.Version, command.CircleIds);

    public static Decision<UserEvent> ProjectReferrals(UserState user, ProjectReferrals command, DateTimeOffset now) =>
        command.Version <= user.ReferralsVersion ? Decision.Nothing : new ReferralsProjected(command.Version, command.Referrals, command.Conversions);

    /// <summary>The code drawn for an operation at its n-th attempt: XC and 8 of A-Z0-9 (contract endpoint 8).</summary>
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

    private static Effect Card(UserState user, string operationId) =>
        AccountEffects.UpdateCard.To(user.Id, new UpdateMemberCard($"{operationId}/card", new MemberCard(user.Id, user.Name, user.Picture)));
}
