namespace XelaConnect.CrisisDetection.Text;

/// <summary>Text reduced to small letters without accents, and digits.</summary>
public static class PlainText
{
    /// <summary>The words of a text. Unlike the detector, this undoes no obfuscation.</summary>
    public static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = PlainLetters.Of(rune);
            if (letter == PlainLetters.Ignored) continue;
            if (char.IsAsciiLetterOrDigit(letter)) { word.Append(letter); continue; }
            if (word.Length > 0) yield return word.ToString();
            word.Clear();
        }
        if (word.Length > 0) yield return word.ToString();
    }

    /// <summary>Whether a word of a table is written as messages are read.</summary>
    internal static bool IsPlainWord(ReadOnlySpan<char> word)
    {
        foreach (var letter in word)
            if (!char.IsAsciiLetterLower(letter) && !char.IsAsciiDigit(letter)) return false;
        return word.Length > 0;
    }
}
