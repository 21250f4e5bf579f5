namespace XelaConnect.Grains.Profiles;

/// <summary>
/// A user's age group changes by the calendar only. A user who said an age, but no birth date, counts as born as late as
/// possible. The birth date itself is taken once, if it agrees with that.
/// </summary>
internal static class AgeRules
{
    public static Fault? Refusal(UserState user, UpdateProfile command, DateOnly today)
    {
        if (command.BirthDate is { } born)
            return user.IsBirthDateGiven ? born == user.BirthDate ? null : AccountFaults.BirthDateSet
                : user.Born is null || Agrees(user.Born.Value, born, today) ? null : AccountFaults.AgeFixed;
        if (command.Age?.To is not { } age || user.IsBirthDateGiven || user.Born is not { } latest) return null;
        var isAdult = latest <= Ages.LastAdultBirth(today);
        return age == Ages.On(latest, today) || (isAdult && age >= Ages.Adult) ? null : AccountFaults.AgeFixed;
    }

    /// <summary>The age that a profile shows: null where the user never said or no longer shows it.</summary>
    public static int? Shown(UserState user, DateOnly today) =>
        user.Age is null || user.Born is not { } born ? null : Ages.On(born, today);

    /// <summary>The birth date after a profile was stored, with an exact date or with an age.</summary>
    public static DateOnly? After(UserState user, DateOnly? given, int? age, DateTimeOffset at)
    {
        var (today, known) = (UtcDay.Of(at), user.Born);
        return given ?? (age is not { } said || user.IsBirthDateGiven ? known
            : known is { } born && Ages.On(born, today) == said ? known
            : Ages.LatestBirth(said, today));
    }

    /// <summary>An adult stays one. A minor may be older than the latest date, within the year of the age said.</summary>
    private static bool Agrees(DateOnly latest, DateOnly born, DateOnly today)
    {
        var lastAdult = Ages.LastAdultBirth(today);
        return latest <= lastAdult ? born <= lastAdult : born > lastAdult || born > latest.AddYears(-1);
    }
}
