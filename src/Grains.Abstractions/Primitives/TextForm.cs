using System.Buffers;
using System.Text;
using ADRaffy.ENSNormalize;
using static System.Globalization.UnicodeCategory;

namespace XelaConnect;

/// <summary>Checks and normal forms of text from callers.</summary>
public static class TextForm
{
    /// <summary>The most characters of an e-mail address and of its local part.</summary>
    public const int MaxEmailLength = 254, MaxLocalPartLength = 64;
    private const string LocalPartSymbols = "!#$%&'*+/=?^_`{|}~.-";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The number of characters (Unicode scalar values). A lone surrogate counts as one.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes()) length++;
        return length;
    }

    /// <summary>Whether text has no NUL, and every surrogate in a pair (<c>docs/api/http.md</c>, "text").</summary>
    public static bool IsStorable(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }

    /// <summary>Whether text has a visible character; spaces, controls, format and blank letters are none.</summary>
    public static bool HasVisible(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (IsVisible(rune)) return true;
        return false;
    }

    /// <summary>Whether text has no control, tag or bidirectional characters, which affect text beside it.</summary>
    public static bool IsOneLine(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (Rune.IsControl(rune) || IsBidirectionalControl(rune.Value) || IsTag(rune.Value)
                || Rune.GetUnicodeCategory(rune) is LineSeparator or ParagraphSeparator) return false;
        return true;
    }

    /// <summary>The text without the characters that <see cref="IsOneLine"/> refuses, trimmed.</summary>
    public static string OneLineOf(string text)
    {
        if (IsOneLine(text)) return text.Trim();
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var unit = rune.ToString();
            if (IsOneLine(unit)) kept.Append(unit);
            else if (Rune.IsWhiteSpace(rune)) kept.Append(' ');
        }
        return kept.ToString().Trim();
    }

    /// <summary>For use in a sentence: isolated (FSI, PDI) where it could affect the text beside it.</summary>
    public static string Isolated(string text) =>
        IsOneLine(text) ? text : $"{FirstStrongIsolate}{OneLineOf(text)}{PopIsolate}";

    /// <summary>Unicode normalization form C. The runtime's function does nothing in invariant mode.</summary>
    public static string Composed(string text) => Ascii.IsValid(text) ? text : ENSNormalize.NF.NFC(text);

    /// <summary>The first <paramref name="length"/> characters, never half of one.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        var units = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length-- == 0) break;
            units += rune.Utf16SequenceLength;
        }
        return text[..units];
    }

    /// <summary>Whether text has the form of an e-mail address. Keeps unusual characters out of grain keys.</summary>
    public static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at is < 1 or > MaxLocalPartLength || at != text.LastIndexOf('@')) return false;
        if (text.Length > MaxEmailLength) return false;
        var (local, labels) = (text[..at], text[(at + 1)..].Split('.'));
        return local[0] != '.' && local[^1] != '.' && !local.Contains("..", StringComparison.Ordinal)
            && local.All(c => IsWordCharacter(c) || LocalPartSymbols.Contains(c, StringComparison.Ordinal))
            && labels.Length > 1 && Array.TrueForAll(labels, IsLabel);
    }

    /// <summary>Whether text has the form #RRGGBB.</summary>
    public static bool IsColor(string text) =>
        text is not null && text.Length == 7 && text[0] == '#' && !text.AsSpan(1).ContainsAnyExcept(HexDigits);

    /// <summary>Whether text is an absolute https address with a host.</summary>
    public static bool IsHttpsAddress(string text) =>
        !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or '\\')
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { Scheme: "https", Host.Length: > 0, UserInfo.Length: 0 };

    private const char FirstStrongIsolate = '\u2068', PopIsolate = '\u2069';

    // Unicode's Default_Ignorable_Code_Point outside of the category Format, and two blanks that are neither ignorable
    // nor white space.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        Control or Format or SpaceSeparator or LineSeparator or ParagraphSeparator or Surrogate => false,
        _ => rune.Value is not (0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800
            or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFFA0 or (>= 0xFFF0 and <= 0xFFFB)
            or (>= 0xE0000 and <= 0xE0FFF)),
    };

    private static bool IsBidirectionalControl(int value) =>
        value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
    private static bool IsTag(int value) => value is >= 0xE0000 and <= 0xE007F;

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
        && label.All(c => c == '-' || IsWordCharacter(c));

    // Letters and digits of any script with the marks that belong to them; surrogate halves are neither.
    private static bool IsWordCharacter(char c) =>
        char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is NonSpacingMark or SpacingCombiningMark;
}
