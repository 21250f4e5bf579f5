using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Growth;
using XelaConnect.Grains.Profiles;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Growth;

/// <summary>The streak by dates where the person is.</summary>
public sealed class TimeZoneTests
{
    [Fact]
    public void Midnight_follows_the_time_zone()
    {
        // 13:00 in Los Angeles is 20:00 UTC; 18:00 there is the next UTC date already.
        var user = In("America/Los_Angeles", At(1, 20));
        user = Seen(user, At(2, 1));
        user.Streak.ShouldBe(1, "the same evening there");
        Seen(user, At(2, 20)).Streak.ShouldBe(2);
        Seen(user, At(3, 20)).Streak.ShouldBe(1, "the second was missed there");
    }

    [Fact]
    public void Time_zone_change_keeps_the_streak()
    {
        var user = In("Pacific/Pago_Pago", At(1, 12));
        user = Seen(user, At(2, 12));
        user.Streak.ShouldBe(2);
        // To the other side of the date line: two dates further.
        user = Set(user, "Pacific/Kiritimati", At(3, 10));
        (user.Streak, user.LastDay.Day).ShouldBe((2, 4));
        Seen(user, At(3, 11)).Streak.ShouldBe(2);
        Seen(user, At(4, 11)).Streak.ShouldBe(3, "the fifth has begun there");
        // And back: what was counted as the fifth stays counted until the sixth begins.
        var back = Set(Seen(user, At(4, 11)), "Pacific/Pago_Pago", At(4, 12));
        back.Streak.ShouldBe(3);
        Seen(back, At(5, 12)).Streak.ShouldBe(3);
        Seen(back, At(6, 12)).Streak.ShouldBe(4);
        for (var i = 0; i < 10; i++) user = Set(user, i % 2 == 0 ? "Pacific/Pago_Pago" : "Pacific/Kiritimati", At(3, 10).AddMinutes(i));
        user.Streak.ShouldBe(2, "to and fro counts nothing");
    }

    [Fact]
    public void Time_zone_must_be_on_the_list_exactly()
    {
        var user = In(null, At(1, 12));
        foreach (var name in (string[])["Europe/Lisbon", "Asia/Kolkata", "Asia/Calcutta", "UTC", "America/Argentina/Ushuaia"])
            UserRules.SetTimeZone(user, new SetTimeZone("op", name), At(1, 13)).Refusal.ShouldBeNull(name);
        foreach (var name in (string[])[
            "Mars/Olympus", "europe/Lisbon", "GMT+25", "../../etc/passwd", "Pacific Standard Time", "Europe/Lisbon ", "Local"])
            UserRules.SetTimeZone(user, new SetTimeZone("op", name), At(1, 13)).Refusal.ShouldBe(AccountFaults.UnknownTimeZone, name);
        UserRules.SetTimeZone(user, new SetTimeZone("op", null), At(1, 13)).Events.ShouldBeEmpty("none is set");
        UserRules.SetTimeZone(new UserState("nobody"), new SetTimeZone("op", null), At(1, 13)).Refusal.ShouldBe(AccountFaults.UnknownUser);
        Set(Set(user, "Europe/Lisbon", At(1, 13)), null, At(1, 14)).TimeZone.ShouldBeNull();
    }

    [Fact]
    public void Time_zone_unknown_to_the_machine_counts_by_UTC() => LocalDays.In("Mars/Olympus", At(2, 1)).Day.ShouldBe(2);

    private static DateTimeOffset At(int day, int hour) => new(2026, 6, day, hour, 0, 0, TimeSpan.Zero);

    private static UserState In(string? zone, DateTimeOffset at)
    {
        var user =
            UserState.Apply(
                new UserState("u"), new EventEnvelope<UserEvent>(
                0, 1, at, null, new UserCreated(null, "U", null, null, null, true, "XC00000000", null)));
        user = Take(user, Decision<UserEvent>.Record(new DiscoveryProfileSent(DiscoveryReplica.Model)), at);
        return zone is null ? user : Set(user with { LastDay = default, Streak = 0 }, zone, at);
    }

    private static UserState Seen(UserState user, DateTimeOffset at) => Take(user, UserRules.Seen(user, at), at);

    private static UserState Set(UserState user, string? zone, DateTimeOffset at) =>
        Take(user, UserRules.SetTimeZone(user, new SetTimeZone("op", zone), at), at);

    private static UserState Take(UserState user, Decision<UserEvent> decision, DateTimeOffset at) =>
        decision.Events.Aggregate(
            user, (state, happened) => UserState.Apply(state, new EventEnvelope<UserEvent>(0, 1, at, null, happened)));
}
