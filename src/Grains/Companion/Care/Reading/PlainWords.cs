using System.Text;

namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>The words of a text in small letters without marks, nothing else undone.</summary>
internal static class PlainWords
{
    public static IEnumerable<string> Of(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = Letters.Of(rune);
            if (letter == Letters.Nothing) continue;
            if (char.IsAsciiLetterOrDigit(letter)) { word.Append(letter); continue; }
            if (word.Length > 0) yield return word.ToString();
            word.Clear();
        }
        if (word.Length > 0) yield return word.ToString();
    }
}
