using XelaConnect.Accounts;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Profiles;
using XelaConnect.Profiles;

namespace XelaConnect.Grains.Tests.Profiles;

/// <summary>The birth date is taken once, and an age group changes by the calendar only.</summary>
public sealed class AgeRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData("2008-03-01", 18)]
    [InlineData("2008-03-02", 17)]
    [InlineData("2008-02-29", 18)]
    [InlineData("2013-03-01", 13)]
    public void Age_follows_from_the_birth_date(string born, int age)
    {
        var date = DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture);
        Ages.On(date, Today).ShouldBe(age);
        Ages.GroupOf(date, Today).ShouldBe(age < 18 ? AgeGroup.Minor : AgeGroup.Adult);
    }

    [Fact]
    public void Birthday_on_February_29_is_on_March_1()
    {
        var born = new DateOnly(2008, 2, 29);
        (Ages.On(born, new DateOnly(2026, 2, 28)), Ages.On(born, new DateOnly(2026, 3, 1))).ShouldBe((17, 18));
        Ages.GroupOf(born, new DateOnly(2026, 2, 28)).ShouldBe(AgeGroup.Minor);
        Ages.On(Ages.LatestBirth(18, new DateOnly(2028, 2, 29)), new DateOnly(2028, 2, 29)).ShouldBe(18);
    }

    [Fact]
    public void Age_and_group_agree_on_every_day()
    {
        var random = new Random(7);
        for (var i = 0; i < 10_000; i++)
        {
            var (born, today) = (new DateOnly(2000, 1, 1).AddDays(random.Next(8000)), new DateOnly(2020, 1, 1).AddDays(random.Next(8000)));
            (Ages.GroupOf(born, today) == AgeGroup.Adult).ShouldBe(Ages.On(born, today) >= 18, $"{born} on {today}");
        }
    }

    [Fact]
    public void People_meet_in_their_own_group_only()
    {
        DateOnly? adult = new DateOnly(1990, 1, 1), minor = new DateOnly(2010, 1, 1), unknown = null;
        Ages.MayMeet(adult, adult, Today).ShouldBeTrue();
        Ages.MayMeet(minor, minor, Today).ShouldBeTrue();
        Ages.MayMeet(unknown, unknown, Today).ShouldBeTrue();
        foreach (var (one, other) in ((DateOnly?, DateOnly?)[])[(adult, minor), (adult, unknown), (minor, unknown)])
        {
            Ages.MayMeet(one, other, Today).ShouldBeFalse();
            Ages.MayMeet(other, one, Today).ShouldBeFalse();
        }
    }

    [Fact]
    public void Birth_date_is_taken_once()
    {
        var user = Changed(User(age: null), new UpdateProfile("op", BirthDate: new DateOnly(1990, 5, 1)));
        (AgeRules.Shown(user, Today), user.IsBirthDateGiven).ShouldBe((35, true));
        Refusal(user, new UpdateProfile("op", BirthDate: new DateOnly(1990, 5, 1))).ShouldBeNull("the same again");
        Refusal(user, new UpdateProfile("op", BirthDate: new DateOnly(1991, 5, 1))).ShouldBe(AccountFaults.BirthDateSet);
        // Clients in the field send the age with each change of the profile.
        AgeRules.Shown(Changed(user, new UpdateProfile("op", Age: new(20))), Today).ShouldBe(35);
    }

    [Fact]
    public void Age_that_was_said_grows_by_the_calendar()
    {
        var user = User(age: 17);
        AgeRules.Shown(user, Today).ShouldBe(17);
        AgeRules.Shown(user, Today.AddYears(1)).ShouldBe(18);
        Ages.GroupOf(user.Born, Today.AddYears(1).AddDays(-1)).ShouldBe(AgeGroup.Minor);
        // A change of another field a year later does not turn the clock back.
        var later = Apply(user, UserRules.UpdateProfile(user, new UpdateProfile("op", Bio: new("hi")), Now.AddYears(1)), Now.AddYears(1));
        later.Born.ShouldBe(user.Born);
    }

    [Fact]
    public void Group_does_not_change_by_word()
    {
        foreach (var age in (int[])[13, 16, 18, 40])
            Refusal(User(age: 17), new UpdateProfile("op", Age: new(age))).ShouldBe(AccountFaults.AgeFixed, $"{age}");
        Refusal(User(age: 17), new UpdateProfile("op", Age: new(17))).ShouldBeNull();
        Refusal(User(age: 30), new UpdateProfile("op", Age: new(17))).ShouldBe(AccountFaults.AgeFixed);
        Refusal(User(age: 30), new UpdateProfile("op", Age: new(41))).ShouldBeNull();
        Refusal(User(age: null), new UpdateProfile("op", Age: new(41))).ShouldBeNull();
        Refusal(User(age: 30), new UpdateProfile("op", BirthDate: new DateOnly(2012, 1, 1))).ShouldBe(AccountFaults.AgeFixed);
        // Who said 17 is at most a day short of 18 more.
        Refusal(User(age: 17), new UpdateProfile("op", BirthDate: new DateOnly(2008, 3, 2))).ShouldBeNull();
        Refusal(User(age: 16), new UpdateProfile("op", BirthDate: new DateOnly(2008, 3, 1))).ShouldBe(AccountFaults.AgeFixed);
    }

    [Fact]
    public void Cleared_age_is_not_shown_and_keeps_the_group()
    {
        var user = Changed(User(age: 16), new UpdateProfile("op", Age: new(null)));
        AgeRules.Shown(user, Today).ShouldBeNull();
        Ages.GroupOf(user.Born, Today).ShouldBe(AgeGroup.Minor);
        Refusal(user, new UpdateProfile("op", Age: new(30))).ShouldBe(AccountFaults.AgeFixed);
    }

    [Fact]
    public void Age_of_an_earlier_version_gets_its_date_at_the_next_visit()
    {
        // Its snapshot has an age and no birth date.
        var old = User(age: null) with { Age = 17, LastDay = Today.AddDays(-20), DiscoveryModel = 1 };
        Ages.GroupOf(old.Born, Today).ShouldBe(AgeGroup.Minor);
        var seen = UserRules.Seen(old, Now);
        seen.Messages.Select(m => m.Command).OfType<XelaConnect.Circles.UpdateMemberCard>().ShouldHaveSingleItem()
            .Member.Born.ShouldBe(old.Born);
        Apply(old, seen, Now).BirthDate.ShouldBe(Today.AddDays(-20).AddYears(-17));
    }

    private static UserState User(int? age) => Apply(new UserState("user-1"), UserRules.Create(
        new UserState("user-1"), new CreateUser("op", "a@example.org", new NewProfile("Ada", age), null, false), "XC00000000", Now), Now);

    private static Fault? Refusal(UserState user, UpdateProfile command) => UserRules.UpdateProfile(user, command, Now).Refusal;

    private static UserState Changed(UserState user, UpdateProfile command)
    {
        var decision = UserRules.UpdateProfile(user, command, Now);
        decision.Refusal.ShouldBeNull();
        return Apply(user, decision, Now);
    }

    private static UserState Apply(UserState user, Decision<UserEvent> decision, DateTimeOffset at) => decision.Events.Aggregate(
        user, (state, happened) => UserState.Apply(state, new EventEnvelope<UserEvent>(0, 1, at, null, happened)));
}
