namespace XelaConnect.ApiHost.Profiles;

internal static class BirthDates
{
    private const string Pattern = "yyyy-MM-dd";
    private static readonly TextRule Form =
        new(Pattern.Length, static text => TryParse(text, out _), "must be a date like 2001-05-31");

    /// <summary>Reads an optional birth date of a person of an age that sign-up admits; "" and null are absent.</summary>
    public static DateOnly? Read(JsonInput input, TimeProvider clock)
    {
        if (input.OptionalText("birth_date", Form) is not { } text || !TryParse(text, out var born)) return null;
        if (Ages.On(born, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) is < Limits.AgeFrom or > Limits.AgeTo)
            input.Refuse("birth_date", $"must be of a person of {Limits.AgeFrom} to {Limits.AgeTo} years");
        return born;
    }

    private static bool TryParse(string text, out DateOnly born) =>
        DateOnly.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out born);
}
