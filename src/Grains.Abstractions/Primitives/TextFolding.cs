using System.Text;
using ADRaffy.ENSNormalize;

namespace XelaConnect;

/// <summary>Text without case and accents, as searches compare it. Scripts stay different.</summary>
public static class TextFolding
{
    private const char Dropped = '\uFFFF';   // no character
    private const char Han = '\u3400';       // from here on, letters have no accents that are part of them

    private static readonly char[] Folded =
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(static value => FoldOne((char)value))];

    /// <summary>The text without case and accents, whether an accent is part of a letter or follows it.</summary>
    public static string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text.ToUpperInvariant();
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is 'ß' or 'ẞ') folded.Append("SS");
            else if (c is 'œ' or 'Œ') folded.Append("OE");
            else if (c is 'æ' or 'Æ' or 'ǽ' or 'Ǽ' or 'ǣ' or 'Ǣ') folded.Append("AE");
            else if (Folded[c] is not Dropped and var letter) folded.Append(letter);
        }
        return folded.ToString();
    }

    /// <summary>The folded words of what somebody searches for.</summary>
    public static string[] Words(string text) => Fold(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a folded text contains every one of some folded words, each anywhere.</summary>
    public static bool ContainsAll(ReadOnlySpan<char> folded, string[] words)
    {
        ArgumentNullException.ThrowIfNull(words);
        foreach (var word in words)
            if (!folded.Contains(word, StringComparison.Ordinal)) return false;
        return true;
    }

    private static char FoldOne(char c)
    {
        if (IsAccent(c)) return Dropped;
        var upper = char.ToUpperInvariant(c);
        return c is < '\u0080' or >= Han || !char.IsLetter(c) ? upper : WithoutBar(BaseOf(upper));
    }

    // The letter of which a letter with accents is made; the letter itself where it is made of several.
    private static char BaseOf(char letter)
    {
        var bare = string.Concat(ENSNormalize.NF.NFD(letter.ToString()).Where(c => !IsAccent(c)));
        return bare.Length == 1 ? char.ToUpperInvariant(bare[0]) : letter;
    }

    // Unicode takes these letters for whole.
    private static char WithoutBar(char letter) =>
        "ÐĐĦıŁØŦ".IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at ? "DDHILOT"[at] : letter;

    // Combining accents, the points of Hebrew, the vowel signs of Arabic.
    private static bool IsAccent(char c) =>
        c is (>= '\u0300' and <= '\u036f') or (>= '\u0591' and <= '\u05bd') or (>= '\u064b' and <= '\u065f');
}
