using System.Text;

namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>Digits and signs written for letters, and letters written too often.</summary>
internal static class Disguise
{
    /// <summary>Reads digits and signs as the letters they look like; 1, ! and | are read as <paramref name="one"/>.</summary>
    public static string Undo(string token, char one) => string.Create(token.Length, (token, one), static (plain, from) =>
    {
        for (var at = 0; at < plain.Length; at++) plain[at] = from.token[at] switch
        {
            '0' => 'o',
            '1' or '!' or '|' => from.one,
            '3' => 'e',
            '4' or '@' => 'a',
            '5' or '$' => 's',
            '7' or '+' => 't',
            '8' => 'b',
            '9' => 'g',
            var other => other,
        };
    });

    /// <summary>Every run of one letter as a single one: "kiiill" is "kil".</summary>
    public static string Squeeze(string word)
    {
        var squeezed = new StringBuilder(word.Length);
        foreach (var letter in word)
            if (squeezed.Length == 0 || squeezed[^1] != letter) squeezed.Append(letter);
        return squeezed.Length == word.Length ? word : squeezed.ToString();
    }
}
