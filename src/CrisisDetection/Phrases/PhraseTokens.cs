namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>
/// Cuts a phrase into tokens. The bar has two uses: between words, <c>kill|end my life</c> is (kill or end) my life;
/// between phrases, in brackets, <c>(not | no longer)</c> is one or the other. Brackets without a bar that stands alone
/// use every bar in the second way.
/// </summary>
internal static class PhraseTokens
{
    /// <summary>Every bracket and every bar between phrases is a token of its own.</summary>
    public static List<string> Of(string phrase)
    {
        var spaced = phrase.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal);
        var words = spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var tokens = new List<string>(words.Length);
        var everyBarSeparates = new Stack<bool>([false]);
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at] == ")") everyBarSeparates.Pop();
            if (everyBarSeparates.Count == 0) throw new FormatException("a bracket is closed that was not opened");
            if (everyBarSeparates.Peek() && words[at].Contains('|')) tokens.AddRange(SplitAtBars(words[at]));
            else tokens.Add(words[at]);
            if (words[at] == "(") everyBarSeparates.Push(!HasBarAlone(words, at + 1));
        }
        return everyBarSeparates.Count == 1 ? tokens : throw new FormatException("a bracket is not closed");
    }

    private static bool HasBarAlone(string[] words, int from)
    {
        var depth = 0;
        for (var at = from; at < words.Length && depth >= 0; at++)
        {
            if (words[at] == "|" && depth == 0) return true;
            depth += words[at] switch { "(" => 1, ")" => -1, _ => 0 };
        }
        return false;
    }

    private static IEnumerable<string> SplitAtBars(string word)
    {
        var alternatives = word.Split('|');
        for (var at = 0; at < alternatives.Length; at++)
        {
            if (at > 0) yield return "|";
            if (alternatives[at].Length > 0) yield return alternatives[at];
        }
    }
}
