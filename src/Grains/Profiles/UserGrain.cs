using XelaConnect.Grains.Growth;

namespace XelaConnect.Grains.Profiles;

[GrainType("user"), Reentrant]
internal sealed partial class UserGrain(
    Journal<UserState, UserEvent> journal, IGrainFactory grains,
    [FromKeyedServices(Clocks.Domain)] TimeProvider time, ILogger<UserGrain> log)
    : EventSourcedGrain<UserState, UserEvent>(journal), IUserGrain
{
    private static readonly TimeSpan SeenInterval = TimeSpan.FromMinutes(1);

    // Exact while the activation lives; the journal has the first visit of each day.
    private DateTimeOffset lastSeen;
    private UserView? view;
    private (UserState State, DateTimeOffset Seen, DateTimeOffset Until) viewed;

    public ValueTask<UserView?> GetAsync()
    {
        if (!Committed.Exists) return ValueTask.FromResult<UserView?>(null);
        var (now, seen) = (time.GetUtcNow(), SeenOf(Committed));
        if (view is null || viewed.State != Committed || viewed.Seen != seen || now >= viewed.Until)
            (view, viewed) = (ViewOf(Committed, seen, now), (Committed, seen, ValidUntil(Committed, now)));
        return ValueTask.FromResult<UserView?>(view);
    }

    public ValueTask<UserView?> GetForSessionAsync(string sessionId)
    {
        var now = time.GetUtcNow();
        if (!Committed.Sessions.TryGetValue(sessionId, out var session) || now >= session.ExpiresAt)
            return ValueTask.FromResult<UserView?>(null);
        return now - lastSeen < SeenInterval && LocalDays.In(Committed.TimeZone, now) <= Committed.LastDay
            ? GetAsync()
            : SeenAndGetAsync(now);
    }

    public ValueTask<DashboardView?> DashboardAsync() =>
        ValueTask.FromResult(Committed.Exists ? DashboardOf(Committed, UtcDay.Of(time.GetUtcNow())) : null);

    public async Task<Outcome<UserView>> CreateAsync(CreateUser command)
    {
        var code = Committed.Exists ? Committed.ReferralCode : await ClaimCodeAsync(command.OperationId);
        return await Handle(command, Noticed<CreateUser>((user, c, now) => UserRules.Create(user, c, code, now)), View);
    }

    public Task<Outcome<UserView>> UpgradeAsync(UpgradeUser command) =>
        Handle(command, Noticed<UpgradeUser>(UserRules.Upgrade), View);

    public Task<Outcome<UserView>> UpdateProfileAsync(UpdateProfile command) =>
        Handle(command, Noticed<UpdateProfile>(UserRules.UpdateProfile), View);

    public Task<Outcome<UserView>> SetTimeZoneAsync(SetTimeZone command) =>
        Handle(command, Noticed<SetTimeZone>(UserRules.SetTimeZone), View);

    public Task<Outcome<UserView>> SetLanguageAsync(SetLanguage command) =>
        Handle(command, UserRules.SetLanguage, View);

    public Task<Outcome<Done>> VerifyAsync(VerifyUser command) => Handle(command, UserRules.Verify);
    public Task<Outcome<Done>> ChangeEmailAsync(ChangeUserEmail command) => Handle(command, UserRules.ChangeEmail);

    public async Task SeenAsync(DateTimeOffset at)
    {
        if (at > lastSeen) lastSeen = at;
        var now = time.GetUtcNow();
        if (!UserRules.IsSeenDue(Committed, now)) return;
        // All sessions share the operation. It names the model, too, which a newer version sends on the same day.
        var day = LocalDays.In(Committed.TimeZone, now);
        await Journal.HandleAsync(
            FormattableString.Invariant($"seen/{day:yyyy-MM-dd}/{DiscoveryReplica.Model}"),
            static (user, at) => MilestoneNotices.WithNotices(user, UserRules.Seen(user, at), at),
            static (_, _) => Done.Instance, viewShowsEvents: false);
    }

    public Task<Outcome<Done>> AddSessionAsync(AddSession command) => Handle(command, UserRules.AddSession);
    public Task<Outcome<Done>> RemoveSessionAsync(RemoveSession command) => Handle(command, UserRules.RemoveSession);
    public Task<Outcome<Done>> EndSessionsAsync(EndSessions command) => Handle(command, UserRules.EndSessions);
    public Task<Outcome<Done>> RemoveAsync(RemoveUser command) => Handle(command, UserRules.Remove);

    public Task<Outcome<PlannedErasure>> RequestErasureAsync(RequestErasure command) =>
        Handle(command, LeavingRules.Request, Planned);

    public Task<Outcome<Done>> CancelErasureAsync(CancelErasure command) => Handle(command, LeavingRules.Cancel);

    public Task<Outcome<PlannedErasure>> StartErasureAsync(StartErasure command) =>
        Handle(command, LeavingRules.Start, Planned);

    public Task<Outcome<Done>> ReclaimAsync(ReclaimUser command) =>
        Handle(command, Noticed<ReclaimUser>(UserRules.Reclaim));

    public Task<ImmutableArray<SessionView>> SessionsAsync()
    {
        var now = time.GetUtcNow();
        return Task.FromResult(Committed.Sessions.Values.Where(s => s.ExpiresAt > now)
            .OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id, StringComparer.Ordinal).ToImmutableArray());
    }

    public async Task<Portion<ProfileVersion>> ProfileHistoryAsync(long afterSeq, int limit)
    {
        var (end, read) = (Journal.SeqOf(), await Journal.ReadAfterAsync(0, afterSeq, limit));
        var seq = read.IsEmpty ? end : read[^1].Seq;
        // An earlier profile is that of another person.
        var own = read.Where(recorded => !(recorded.At < Committed.ReclaimedAt));
        return new([.. own.Select(VersionOf).OfType<ProfileVersion>()], seq, seq < end);
    }

    public Task<Outcome<Done>> UpdateFacetAsync(UpdateFacet command) =>
        Handle(command, Noticed<UpdateFacet>(UserRules.UpdateFacet));

    protected override void OnCommitted(ImmutableArray<EventEnvelope<UserEvent>> events)
    {
        foreach (var ended in events.Select(static e => e.Event).OfType<SessionRemoved>())
            _ = NotifyAsync(new SessionEnded(ended.SessionId, ended.Reason));
    }

    private static PlannedErasure Planned(UserState user) => new(
        user.Leaving!.RequestedAt, user.Leaving.ErasesAt, user.Leaving.ReceiptId, user.CreatedAt!.Value);

    private static Func<UserState, TCommand, DateTimeOffset, Decision<UserEvent>> Noticed<TCommand>(
        Func<UserState, TCommand, DateTimeOffset, Decision<UserEvent>> rule) =>
        (user, command, now) => MilestoneNotices.WithNotices(user, rule(user, command, now), now);

    private async Task NotifyAsync(SessionEnded ended)
    {
        try { await grains.Presence(Key).EndSessionAsync(ended); }
        catch (Exception e) { LogNotNotified(log, Key, e); }
    }

    /// <summary>Derived from the operation, so that a retry claims the same code.</summary>
    private async Task<string> ClaimCodeAsync(string operationId)
    {
        for (var attempt = 0; ; attempt++)
        {
            var code = UserRules.ReferralCodeOf(operationId, attempt);
            var claim = await grains.ReferralCode(code).ClaimAsync(new ClaimCode($"{operationId}/code", Key));
            if (claim.IsOk) return code;
        }
    }

    private async ValueTask<UserView?> SeenAndGetAsync(DateTimeOffset now)
    {
        await SeenAsync(now);
        return await GetAsync();
    }

    /// <summary>Null for an event that does not change the profile.</summary>
    private static ProfileVersion? VersionOf(EventEnvelope<UserEvent> recorded) => recorded.Event switch
    {
        UserCreated e => new(recorded.At, e.Email, e.Name, e.Picture, e.Age, e.City, null, null, []),
        UserUpgraded e => new(recorded.At, e.Email, e.Name, null, null, null, null, null, []),
        ProfileUpdated e => new(
            recorded.At, null, e.Name, e.Picture, e.Age, e.City, e.Bio, e.IdentityBadge, e.Interests),
        UserReclaimed e => new(recorded.At, null, e.Name, e.Picture, null, null, null, null, []),
        _ => null,
    };

    private DateTimeOffset SeenOf(UserState user) => lastSeen > user.LastSeen ? lastSeen : user.LastSeen;
    private UserView View(UserState user) => ViewOf(user, SeenOf(user), time.GetUtcNow());

    /// <summary>To the next UTC day, or to the next change of the tier.</summary>
    private static DateTimeOffset ValidUntil(UserState user, DateTimeOffset now)
    {
        var midnight = new DateTimeOffset(now.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
        var change = TierTimeline.NextChange(user.Facet<SubscriptionFacet>().Periods, now) ?? midnight;
        return change < midnight ? change : midnight;
    }

    private static DashboardView DashboardOf(UserState user, DateOnly today) => new(
        user.Streak, user.Facet<CirclesFacet>().CircleIds.Length, DailyMessages.For(user.Id, today),
        user.CoursesProgress.Count(static c => c.Percent < 100), EmotionalPath.Of(user),
        PathDays.GrowthOn(user.Path, today), user.Facet<ConnectionsFacet>().Count);

    private static UserView ViewOf(UserState user, DateTimeOffset seen, DateTimeOffset now)
    {
        var (tier, expiresAt) = TierTimeline.At(user.Facet<SubscriptionFacet>().Periods, now);
        var referrals = user.Facet<ReferralsFacet>();
        return new(
            user.Id, user.Email, user.Name, user.Picture, AgeRules.Shown(user, UtcDay.Of(now)), user.City, user.Bio, user.IdentityBadge,
            user.Interests, user.Streak, user.Facet<CirclesFacet>().CircleIds, tier, user.ReferralCode, user.ReferredBy,
            referrals.Referrals, referrals.Conversions, user.CreatedAt!.Value, seen, user.IsGuest, expiresAt,
            user.Facet<WalletFacet>().Credits, user.CoursesProgress, EmotionalPath.Of(user),
            PathDays.GrowthOn(user.Path, UtcDay.Of(now)), Badges.Of(user), user.IsGone,
            user.Facet<ConnectionsFacet>().Count, user.TimeZone, user.IsVerified, user.Language, user.Born,
            user.IsBirthDateGiven, user.Leaving?.ErasesAt);
    }

    [LoggerMessage(2101, LogLevel.Warning,
        "Notifying of the end of a session of {UserId} failed; API hosts notice it at their next check of the session.")]
    private static partial void LogNotNotified(ILogger log, string userId, Exception e);
}
