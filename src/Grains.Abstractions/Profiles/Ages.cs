namespace XelaConnect.Profiles;

/// <summary>
/// Keeps people under 18 and adults apart (<c>docs/adr/0065-keep-age-groups-apart.md</c>). An unknown age counts as a
/// minor's towards adults and as an adult's towards minors, so people of unknown age meet each other only.
/// </summary>
public static class Ages
{
    /// <summary>The age from which a person is an adult.</summary>
    public const int Adult = 18;

    /// <summary>The age on a UTC day. A birthday on February 29 is on March 1 in other years.</summary>
    public static int On(DateOnly born, DateOnly today) =>
        today.Year - born.Year - ((today.Month, today.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);

    /// <summary>The latest birth date of an adult.</summary>
    public static DateOnly LastAdultBirth(DateOnly today) => today.AddYears(-Adult);

    /// <summary>The group of a person on a UTC day; null: the birth date is unknown.</summary>
    public static AgeGroup GroupOf(DateOnly? born, DateOnly today) =>
        born is not { } date ? AgeGroup.Unknown : date <= LastAdultBirth(today) ? AgeGroup.Adult : AgeGroup.Minor;

    /// <summary>Whether two people may discover, ask, write to and see each other.</summary>
    public static bool MayMeet(DateOnly? one, DateOnly? other, DateOnly today) =>
        GroupOf(one, today) == GroupOf(other, today);

    /// <summary>The birth date of the youngest person of an age, who comes of age last.</summary>
    public static DateOnly LatestBirth(int age, DateOnly today) => today.AddYears(-age);
}

/// <summary>The people who meet each other.</summary>
public enum AgeGroup
{
    /// <summary>Never said how old they are.</summary>
    Unknown,
    /// <summary>Under 18.</summary>
    Minor,
    /// <summary>18 or older.</summary>
    Adult,
}
