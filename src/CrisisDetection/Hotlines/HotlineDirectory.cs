namespace XelaConnect.CrisisDetection.Hotlines;

/// <summary>A hotline: its name, and its number or address.</summary>
public sealed record Hotline(string Name, string Contact);

/// <summary>The emergency number and the hotlines (at least one) of a country; null: not known.</summary>
public sealed record CountryHotlines(string? Country, string? EmergencyNumber, IReadOnlyList<Hotline> Hotlines);

/// <summary>Emergency numbers and hotlines by country, and the guess which country a person is in. Pure.</summary>
public static class HotlineDirectory
{
    /// <summary>The countries that have numbers of their own: ISO 3166, two capital letters.</summary>
    public static IReadOnlyCollection<string> Countries => CrisisTables.Current.Hotlines.Countries;

    /// <summary>The hotlines of a country; those of no country in particular where it is not known.</summary>
    public static CountryHotlines For(string? country) => CrisisTables.Current.Hotlines.For(country);

    /// <summary>
    /// Guesses the country: by time zone, else by the end of a city as people write it ("Austin, TX"), else by the
    /// region of the first language tag ("pt-BR"). Null without a hint: a wrong number is worse than none.
    /// </summary>
    public static string? GuessCountry(string? acceptLanguage, string? timeZone, string? city) =>
        CrisisTables.Current.Hotlines.CountryOfZone(timeZone)
        ?? CrisisTables.Current.Hotlines.CountryOfCity(city)
        ?? RegionOf(acceptLanguage);

    private static string? RegionOf(string? acceptLanguage)
    {
        if (acceptLanguage is null) return null;
        var tag = acceptLanguage.Split(',', 2)[0].Split(';', 2)[0].Trim();
        var subtags = tag.Split('-', '_').Skip(1);
        return subtags.FirstOrDefault(part => part.Length == 2 && part.All(char.IsAsciiLetter))?.ToUpperInvariant();
    }
}
