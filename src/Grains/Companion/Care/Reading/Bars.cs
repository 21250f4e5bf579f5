namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>
/// The two uses of the bar in a phrase: between words, "kill|end my life" is (kill or end) my life; between phrases, in
/// brackets, "(not | no longer)" is one or the other. A bracket without a bar that stands alone takes all its bars as the second.
/// </summary>
internal static class Bars
{
    /// <summary>Makes every bar that separates phrases a token of its own.</summary>
    public static List<string> Separate(IReadOnlyList<string> tokens)
    {
        var separated = new List<string>();
        var loose = new Stack<bool>([false]);
        for (var at = 0; at < tokens.Count; at++)
        {
            if (tokens[at] == ")") loose.Pop();
            if (loose.Count == 0) throw new FormatException($"A bracket closes that was not opened: {string.Join(' ', tokens)}");
            if (loose.Peek() && tokens[at].Contains('|')) separated.AddRange(Cut(tokens[at]));
            else separated.Add(tokens[at]);
            if (tokens[at] == "(") loose.Push(!HasBarAlone(tokens, at + 1));
        }
        return separated;
    }

    private static bool HasBarAlone(IReadOnlyList<string> tokens, int from)
    {
        var depth = 0;
        for (var at = from; at < tokens.Count && depth >= 0; at++)
        {
            if (tokens[at] == "|" && depth == 0) return true;
            depth += tokens[at] switch { "(" => 1, ")" => -1, _ => 0 };
        }
        return false;
    }

    private static IEnumerable<string> Cut(string token)
    {
        var words = token.Split('|');
        for (var at = 0; at < words.Length; at++)
        {
            if (at > 0) yield return "|";
            if (words[at].Length > 0) yield return words[at];
        }
    }
}
