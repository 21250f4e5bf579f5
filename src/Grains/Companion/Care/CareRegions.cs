using XelaConnect.Grains.Companion.Care.Reading;

namespace XelaConnect.Grains.Companion.Care;

/// <summary>Guesses the country whose crisis lines to name. Unknown is an answer: a wrong number is worse than the directory.</summary>
internal static partial class CareRegions
{
    private static readonly Dictionary<string, string> ByZone = Index(Zones, ' ');
    private static readonly Dictionary<string, string> ByPlace = Index(Places, ';');

    // Names that belong to countries of several continents are kept whole.
    private static readonly HashSet<string> Continents = new(StringComparer.OrdinalIgnoreCase) { "America", "Europe", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian" };

    /// <summary>
    /// The country (ISO 3166, two letters, capitals): by time zone, else by the end of a city as people write it
    /// ("Austin, TX"), else by the region of the first language tag ("pt-BR"). Null where none tells. Never throws.
    /// </summary>
    public static string? Of(string? acceptLanguage, string? timeZone, string? city) =>
        OfZone(timeZone) ?? OfCity(city) ?? OfLanguage(acceptLanguage);

    private static string? OfZone(string? zone)
    {
        if (zone is null) return null;
        var slash = zone.IndexOf('/');
        return slash > 0 && Continents.Contains(zone[..slash]) ? ByZone.GetValueOrDefault(zone[(slash + 1)..].Trim()) : null;
    }

    // The last part counts most: "Paris, TX" is in the US. What follows a comma and is unknown leaves all unknown.
    private static string? OfCity(string? city)
    {
        if (city is null) return null;
        var last = city.Split([',', '/', '(', ')', '·'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return last is null || last.Length > 60 ? null : ByPlace.GetValueOrDefault(string.Join(' ', PlainWords.Of(last)));
    }

    private static string? OfLanguage(string? header)
    {
        if (header is null) return null;
        var tag = header.Split(',', 2)[0].Split(';', 2)[0].Trim();
        var region = tag.Split('-', '_').Skip(1).FirstOrDefault(part => part.Length == 2 && part.All(char.IsAsciiLetter));
        return region?.ToUpperInvariant();
    }

    private static Dictionary<string, string> Index(string table, char between)
    {
        var index = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in table.Split('\n', StringSplitOptions.TrimEntries))
            foreach (var name in row[3..].Split(between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                index[name] = row[..2];
        return index;
    }
}
