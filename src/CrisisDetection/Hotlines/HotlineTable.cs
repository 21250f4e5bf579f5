namespace XelaConnect.CrisisDetection.Hotlines;

internal sealed class HotlineTable
{
    private const string International = "international", Unknown = "unknown";
    private const int MaxPlaceLength = 60;   // characters

    // Zones are listed without their continent.
    private static readonly HashSet<string> Continents = new(StringComparer.OrdinalIgnoreCase)
    {
        "America", "Europe", "Asia", "Africa", "Australia", "Pacific", "Atlantic", "Indian",
    };

    private readonly Dictionary<string, CountryHotlines> byCountry = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> byZone = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> byPlace = new(StringComparer.OrdinalIgnoreCase);
    private readonly CountryHotlines unknown;

    public HotlineTable(TableFile file)
    {
        var international = Hotlines(file.Required(International));
        unknown = new CountryHotlines(null, null, [.. international, .. Hotlines(file.Required(Unknown))]);
        foreach (var section in file.Sections)
            if (section.Name is not (International or Unknown)) Add(section, international);
    }

    public IReadOnlyCollection<string> Countries => byCountry.Keys;

    public CountryHotlines For(string? country) =>
        country is not null && byCountry.TryGetValue(country.Trim(), out var found) ? found : unknown;

    public string? CountryOfZone(string? zone)
    {
        if (zone is null) return null;
        var slash = zone.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && Continents.Contains(zone[..slash])
            ? byZone.GetValueOrDefault(zone[(slash + 1)..].Trim())
            : null;
    }

    // The last part decides: "Paris, TX" is in the US.
    public string? CountryOfCity(string? city)
    {
        const StringSplitOptions Options = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var last = city?.Split([',', '/', '(', ')', '·'], Options).LastOrDefault();
        return last is null || last.Length > MaxPlaceLength ? null : byPlace.GetValueOrDefault(PlaceOf(last));
    }

    private static string PlaceOf(string text) => string.Join(' ', PlainText.Words(text));

    private static List<Hotline> Hotlines(TableSection section)
    {
        var hotlines = new List<Hotline>();
        foreach (var line in section.Lines)
        {
            var (key, value) = line.Pair();
            if (key != "hotline") throw line.Error($"only hotlines may stand in [{section.Name}]");
            hotlines.Add(HotlineOf(line, value));
        }
        return hotlines.Count > 0 ? hotlines : throw section.Heading.Error($"[{section.Name}] has no hotline");
    }

    private void Add(TableSection section, List<Hotline> international)
    {
        if (section.Name is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            throw section.Heading.Error($"[{section.Name}] is no country: ISO 3166, two capital letters");
        string? emergency = null;
        var hotlines = new List<Hotline>();
        foreach (var line in section.Lines)
        {
            var (key, value) = line.Pair();
            switch (key)
            {
                case "emergency" when emergency is null: emergency = value; break;
                case "emergency": throw line.Error("the emergency number stands here twice");
                case "hotline": hotlines.Add(HotlineOf(line, value)); break;
                case "time-zones": Index(byZone, value.Split(' '), section.Name, line); break;
                case "places": Index(byPlace, value.Split("; ").Select(PlaceOf), section.Name, line); break;
                default: throw line.Error($"“{key}” is none of emergency, hotline, time-zones, places");
            }
        }
        if (emergency is null) throw section.Heading.Error($"[{section.Name}] has no emergency number");
        byCountry.Add(section.Name, new CountryHotlines(section.Name, emergency, [.. hotlines, .. international]));
    }

    private static Hotline HotlineOf(TableLine line, string value)
    {
        var at = value.IndexOf(": ", StringComparison.Ordinal);
        return at > 0
            ? new Hotline(value[..at], value[(at + 2)..].Trim())
            : throw line.Error("a hotline is written “name: number or address”");
    }

    private static void Index(
        Dictionary<string, string> index, IEnumerable<string> names, string country, TableLine line)
    {
        foreach (var name in names)
            if (name.Length == 0 || !index.TryAdd(name, country))
                throw line.Error($"“{name}” is empty or stands in this table twice");
    }
}
