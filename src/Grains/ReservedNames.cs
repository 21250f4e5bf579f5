using System.Text;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.Grains;

/// <summary>
/// Names that people and circles may not have, because others would mistake them for the service or its staff. Letters
/// that look alike count as equal (<see cref="PlainLetters"/>), so that <c>Хela</c> with a Cyrillic first letter is
/// refused, too.
/// </summary>
internal static class ReservedNames
{
    private const string Service = "xela";
    private const string Product = "xelaconnect";

    /// <summary>Reserved alone and together with the name of the service.</summary>
    private static readonly HashSet<string> Offices = new(StringComparer.Ordinal) { "support", "system", "official" };

    /// <summary>Reserved together with the name of the service.</summary>
    private static readonly HashSet<string> Descriptions = new(StringComparer.Ordinal)
    {
        "admin", "administrator", "moderator", "staff", "ai", "bot", "team", "help", "helpdesk", "care", "companion",
        "assistant", "security", "billing", "house",
    };

    public static bool Include(string name)
    {
        var words = Words(name);
        var joined = string.Concat(words);
        return joined == Service || joined.Contains(Product, StringComparison.Ordinal)
            || (words.Count == 1 && Offices.Contains(joined))
            || (words.Contains(Service) && words.Exists(word => Offices.Contains(word) || Descriptions.Contains(word)));
    }

    private static List<string> Words(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            var letter = PlainLetters.Of(rune);
            if (letter is PlainLetters.Ignored or PlainLetters.Apostrophe) continue;
            plain.Append(Resembled(letter));
        }
        return [.. plain.ToString().Split(PlainLetters.Separator, StringSplitOptions.RemoveEmptyEntries)];
    }

    // Digits that stand for letters. I and l look alike in many typefaces, and no reserved name becomes another by
    // reading one as the other.
    private static char Resembled(char letter) => letter switch
    {
        '0' => 'o',
        '1' or '|' or '!' => 'l',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' => 's',
        _ => char.IsAsciiLetterOrDigit(letter) ? letter : PlainLetters.Separator,
    };
}
