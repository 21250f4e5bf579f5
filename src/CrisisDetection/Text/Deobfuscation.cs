namespace XelaConnect.CrisisDetection.Text;

/// <summary>Undoes two ways to write a word past a filter: digits for letters, and repeated letters.</summary>
internal static class Deobfuscation
{
    /// <summary>"1", "!" and "|" become <paramref name="one"/>.</summary>
    public static string ReplaceDigits(string token, char one) =>
        string.Create(token.Length, (token, one), static (plain, from) =>
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

    /// <summary>"kiiill" becomes "kil".</summary>
    public static string CollapseRepeats(string word)
    {
        var collapsed = new StringBuilder(word.Length);
        foreach (var letter in word)
            if (collapsed.Length == 0 || collapsed[^1] != letter) collapsed.Append(letter);
        return collapsed.Length == word.Length ? word : collapsed.ToString();
    }
}
