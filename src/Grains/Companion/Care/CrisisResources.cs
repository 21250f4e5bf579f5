namespace XelaConnect.Grains.Companion.Care;

/// <summary>One way to reach help: what it is, and the number or address.</summary>
internal sealed record CrisisLine(string Name, string Contact);

/// <summary>Who can be reached in a country. <c>Country</c> is null where the country is not known.</summary>
internal sealed record CrisisHelp(string? Country, string? Emergency, IReadOnlyList<CrisisLine> Lines);

/// <summary>
/// Emergency numbers and crisis lines by country (ISO 3166, two letters). Only numbers we are sure of stand here; a country
/// without a line of its own has its emergency number and the international directory. They change: see docs/care.md.
/// </summary>
internal static class CrisisResources
{
    public const string Directory = "findahelpline.com";

    private static readonly CrisisLine International = new("Find A Helpline", Directory);

    // country emergency name:contact;name:contact
    private const string Table = """
        US|911|988 Suicide & Crisis Lifeline:988 (call or text)
        CA|911|Suicide Crisis Helpline:988 (call or text)
        GB|999|Samaritans:116 123
        IE|112|Samaritans:116 123
        ES|112|Línea 024:024
        FR|112|Numéro national de prévention du suicide:3114
        DE|112|TelefonSeelsorge:0800 111 0 111;TelefonSeelsorge:116 123
        AT|112|TelefonSeelsorge:142
        CH|112|Die Dargebotene Hand / La Main Tendue:143
        PT|112|SOS Voz Amiga:213 544 545
        BR|192|CVV:188
        MX|911|Línea de la Vida:800 911 2000
        AR|911|Centro de Asistencia al Suicida:135 (Buenos Aires)
        CO|123|Línea 106:106 (Bogotá)
        CL|131|Línea de prevención del suicidio:*4141
        PE|105|Línea 113:113 (5)
        UY|911|
        EC|911|
        CR|911|
        PA|911|
        AU|000|Lifeline:13 11 14
        NZ|111|1737, need to talk?:1737 (call or text)
        IN|112|Tele MANAS:14416
        ZA|112|SADAG:0800 567 567
        NL|112|113 Zelfmoordpreventie:113
        BE|112|Zelfmoordlijn:1813;Centre de prévention du suicide:0800 32 123
        LU|112|SOS Détresse:45 45 45
        IT|112|Telefono Amico Italia:02 2327 2327
        SE|112|Mind Självmordslinjen:90101
        NO|112|Mental Helse:116 123
        DK|112|Livslinien:70 201 201
        FI|112|MIELI Kriisipuhelin:09 2525 0111
        IS|112|Hjálparsími Rauða krossins:1717
        PL|112|Centrum Wsparcia:800 70 2222
        CZ|112|Linka první psychické pomoci:116 123
        SK|112|Linka dôvery Nezábudka:0800 800 566
        HU|112|Lelki Elsősegély:116 123
        GR|112|Klimaka:1018
        RO|112|
        BG|112|
        HR|112|
        SI|112|
        EE|112|
        LV|112|
        LT|112|
        CY|112|
        MT|112|
        UA|112|Lifeline Ukraine:7333
        TR|112|
        IL|101|ERAN:1201
        JP|119|よりそいホットライン:0120-279-338
        KR|119|109:109
        SG|995|Samaritans of Singapore:1767
        HK|999|The Samaritans:2896 0000
        TW|119|1925:1925
        PH|911|NCMH Crisis Hotline:1553
        MY|999|Befrienders:03-7627 2929
        """;

    private static readonly Dictionary<string, CrisisHelp> ByCountry = Table.Split('\n').Select(Row).ToDictionary(help => help.Country!, StringComparer.OrdinalIgnoreCase);

    /// <summary>The countries with numbers of their own.</summary>
    public static IReadOnlyCollection<string> Countries => ByCountry.Keys;

    /// <summary>Help in a country; where it is unknown, the international directory and the one line for people in the US. Never empty.</summary>
    public static CrisisHelp For(string? country) =>
        country is not null && ByCountry.TryGetValue(country.Trim(), out var help) ? help
        : new CrisisHelp(null, null, [International, new CrisisLine("988 (US)", "988")]);

    private static CrisisHelp Row(string row)
    {
        var cells = row.Split('|');
        var lines = cells[2].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(line => new CrisisLine(line[..line.IndexOf(':')], line[(line.IndexOf(':') + 1)..]));
        return new CrisisHelp(cells[0], cells[1], [.. lines, International]);
    }
}
