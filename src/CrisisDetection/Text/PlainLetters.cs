namespace XelaConnect.CrisisDetection.Text;

/// <summary>
/// Maps every character to the plain one it is read as, by Tables/look-alikes.txt: invariant globalization has no
/// normalization, and Unicode maps no look-alikes of other scripts.
/// </summary>
public static class PlainLetters
{
    /// <summary>Separates words.</summary>
    public const char Separator = ' ';
    /// <summary>Stands for characters that are skipped: combining marks, characters of no width, joiners.</summary>
    public const char Ignored = '\0';
    /// <summary>Stands for every sort of apostrophe.</summary>
    public const char Apostrophe = '\'';
    private static readonly char[] ByCodePoint = BuildTable();

    /// <summary>The plain character of a rune; of ß, æ and œ the first letter (then <see cref="Second"/>).</summary>
    public static char Of(Rune rune) =>
        rune.Value < ByCodePoint.Length ? ByCodePoint[rune.Value] : Supplementary(rune.Value);

    /// <summary>The second letter of a ligature, or <see cref="Ignored"/>.</summary>
    public static char Second(Rune rune) => rune.Value switch
    {
        'ß' or 'ẞ' => 's',
        'æ' or 'Æ' or 'œ' or 'Œ' => 'e',
        _ => Ignored,
    };

    private static char Supplementary(int value) => value switch
    {
        >= 0x1D400 and <= 0x1D6A3 => (char)('a' + (value - 0x1D400) % 52 % 26),   // mathematical alphabets, 𝐀 to 𝚣
        >= 0x1D7CE and <= 0x1D7FF => (char)('0' + (value - 0x1D7CE) % 10),
        >= 0x1F130 and <= 0x1F149 => (char)('a' + value - 0x1F130),               // squared and circled letters
        >= 0x1F150 and <= 0x1F169 => (char)('a' + value - 0x1F150),
        >= 0x1F170 and <= 0x1F189 => (char)('a' + value - 0x1F170),
        >= 0x1F1E6 and <= 0x1F1FF => (char)('a' + value - 0x1F1E6),               // flags are made of these
        >= 0xE0000 and <= 0xE0FFF => Ignored,                                     // tags and variation selectors
        >= 0x1F3FB and <= 0x1F3FF => Ignored,                                     // skin tones
        _ => Separator,
    };

    private static char[] BuildTable()
    {
        var table = new char[0x10000];
        for (var value = 0; value < table.Length; value++) table[value] = Basic((char)value);
        foreach (var line in TableFile.Embedded("look-alikes.txt").Lines("look-alikes"))
            foreach (var letter in line.Text.AsSpan(1))
                if (letter > '\x7f') table[letter] = line.Text[0];
        (table['ß'], table['ẞ'], table['æ'], table['Æ'], table['œ'], table['Œ']) = ('s', 's', 'a', 'a', 'o', 'o');
        return table;
    }

    private static char Basic(char value) => value switch
    {
        >= 'a' and <= 'z' or >= '0' and <= '9' => value,
        >= 'A' and <= 'Z' => (char)(value + 32),
        '*' or '@' or '$' or '!' or '+' or '|' => value,
        '¡' => '!',
        '\'' or '’' or '‘' or 'ʼ' or '′' or '´' or '`' or '＇' => Apostrophe,
        >= '！' and <= '～' => Basic((char)(value - '！' + '!')),                     // fullwidth forms
        >= 'Ⓐ' and <= 'ⓩ' => (char)('a' + (value - 'Ⓐ') % 26),
        '\u00AD' or '\u115F' or '\u1160' or '\u3164' or '\uFFA0' => Ignored,      // soft hyphen, fillers
        _ => CharUnicodeInfo.GetUnicodeCategory(value) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => Ignored,
            UnicodeCategory.Control when value is not ('\n' or '\r' or '\t') => Ignored,
            _ => Separator,
        },
    };
}
