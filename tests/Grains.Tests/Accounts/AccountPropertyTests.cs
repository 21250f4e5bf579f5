using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Accounts;
using XelaConnect.Grains.Growth;
using XelaConnect.Grains.Profiles;
using XelaConnect.Profiles;
using XelaConnect.Referrals;

namespace XelaConnect.Grains.Tests.Accounts;

/// <summary>What must hold of streaks, throttled sign-in and referral codes, over seeded random histories.</summary>
public sealed class AccountPropertyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Streak_equals_a_recount_of_the_days()
    {
        for (var seed = 1; seed <= 2000; seed++)
        {
            var random = new Random(seed);
            var at = Start.AddMinutes(random.Next(1440));
            var user =
                UserState.Apply(new UserState("u"), Recorded(new UserCreated(null, "U", null, null, null, true, "XC00000000", null), at));
            var days = new List<DateOnly> { UtcDay.Of(at) };
            for (var i = 0; i < 40; i++)
            {
                at = at.AddMinutes(random.Next(3) == 0 ? random.Next(1, 60) : random.Next(300, 2600));
                foreach (var happened in UserRules.Seen(user, at).Events) user = UserState.Apply(user, Recorded(happened, at));
                days.Add(UtcDay.Of(at));
                user.Streak.ShouldBe(CountedByHand(days), $"seed {seed}, {at}");
            }
        }
    }

    [Fact]
    public void Wrong_passwords_are_throttled_in_any_order()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var random = new Random(seed);
            var (account, at, looked) = (new AccountState("a") { UserId = "u" }, Start, 0);
            for (var i = 0; i < 400 && at < Start.AddHours(1); i++)
            {
                at = at.AddMilliseconds(random.Next(1, 20_000));
                if (AccountRules.Throttled(account, null, at) is { } throttled)
                {
                    throttled.RetryAfterSeconds.ShouldNotBeNull();
                    throttled.RetryAfterSeconds.Value.ShouldBeInRange(1, (int)AccountRules.MaxWait.TotalSeconds);
                    AccountRules.Throttled(account, null, at.AddSeconds(throttled.RetryAfterSeconds.Value))
                        .ShouldBeNull("a caller who waits as required is admitted");
                    continue;
                }
                looked++;
                account = AccountState.Apply(account, new EventEnvelope<AccountEvent>(1, looked, at, null, new SignInFailed()));
            }
            looked.ShouldBeLessThanOrEqualTo(15, $"seed {seed}: guesses looked at in an hour");
            AccountState.Apply(account, new EventEnvelope<AccountEvent>(1, 1, at, null, new SignInSucceeded())).Failures.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Person_has_at_most_a_hundred_live_sessions()
    {
        var user =
            UserState.Apply(new UserState("u"), Recorded(new UserCreated(null, "U", null, null, null, true, "XC00000000", null), Start));
        var ended = new List<string>();
        for (var i = 0; i < 130; i++)
        {
            var session = new SessionView($"session-{i}", "u", null, Start.AddSeconds(i), Start.AddDays(7));
            var decision = UserRules.AddSession(user, new AddSession($"op-{i}", session), Start.AddSeconds(i));
            ended.AddRange(decision.Events.OfType<SessionEndRequested>().SelectMany(e => e.SessionIds));
            foreach (var happened in decision.Events) user = UserState.Apply(user, Recorded(happened, Start.AddSeconds(i)));
            decision.Messages.Length.ShouldBe(i < Sessions.MaxPerUser ? 0 : 1, "the session itself is ended, too");
        }
        user.Sessions.Count.ShouldBe(Sessions.MaxPerUser);
        ended.ShouldBe(Enumerable.Range(0, 30).Select(i => $"session-{i}"));
    }

    [Fact]
    public void Reclaimed_account_keeps_no_earlier_profile_or_session()
    {
        var user = UserState.Apply(
            new UserState("u"), Recorded(new UserCreated("a@example.org", "Squatter", null, 30, "Rome", false, "XC00000000", null), Start));
        user = UserState.Apply(
            user, Recorded(new ProfileUpdated("Squatter", "bio", ["chess"], "Leader", 30, "Rome", "https://example.org/p.png"), Start));
        user = UserState.Apply(user, Recorded(new SessionAdded(Session("old", 1)), Start));
        var reclaim = new ReclaimUser("op", "Ada", "https://example.org/ada.png", Start.AddMinutes(5));
        foreach (var happened in UserRules.Reclaim(user, reclaim, Start.AddMinutes(5)).Events)
            user = UserState.Apply(user, Recorded(happened, Start.AddMinutes(5)));

        (user.Name, user.Picture, user.Bio, user.Age, user.City, user.IdentityBadge)
            .ShouldBe(("Ada", "https://example.org/ada.png", null, null, null, null));
        user.Interests.ShouldBeEmpty();
        user.Sessions.ShouldBeEmpty();
        UserRules.AddSession(user, new AddSession("late", Session("late", 4)), Start.AddMinutes(6)).Events.ShouldHaveSingleItem()
            .ShouldBeOfType<SessionEndRequested>().Reason.ShouldBe(Sessions.Reclaimed);
        UserRules.AddSession(user, new AddSession("owner", Session("owner", 6)), Start.AddMinutes(6)).Events.ShouldHaveSingleItem()
            .ShouldBeOfType<SessionAdded>();
        UserRules.Reclaim(user, reclaim, Start.AddMinutes(7)).Events.ShouldBeEmpty("it is done once");

        static SessionView Session(string id, int minute) => new(id, "u", null, Start.AddMinutes(minute), Start.AddDays(7));
    }

    [Fact]
    public void Referral_codes_are_well_formed_and_rarely_collide()
    {
        var codes = Enumerable.Range(0, 20_000).Select(i => UserRules.ReferralCodeOf($"op{i}", 0)).ToList();
        codes.ShouldAllBe(code => ReferralFaults.IsCode(code));
        codes.Distinct().Count().ShouldBe(codes.Count);
        UserRules.ReferralCodeOf("op", 0).ShouldBe(UserRules.ReferralCodeOf("op", 0));
        UserRules.ReferralCodeOf("op", 1).ShouldNotBe(UserRules.ReferralCodeOf("op", 0));
    }

    [Fact]
    public void Daily_message_changes_with_the_day()
    {
        var day = new DateOnly(2026, 5, 5);
        DailyMessages.For("user-1", day).ShouldBe(DailyMessages.For("user-1", day));
        DailyMessages.For("user-1", day).ShouldNotBe(DailyMessages.For("user-1", day.AddDays(1)));
        Enumerable.Range(0, 60).Select(i => DailyMessages.For($"user-{i}", day)).Distinct().Count().ShouldBeGreaterThan(10);
    }

    private static int CountedByHand(List<DateOnly> days)
    {
        var (streak, day) = (0, days[^1]);
        for (; days.Contains(day); day = day.AddDays(-1)) streak++;
        return streak;
    }

    private static EventEnvelope<UserEvent> Recorded(UserEvent happened, DateTimeOffset at) => new(0, 1, at, null, happened);
}
