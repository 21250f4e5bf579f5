namespace XelaConnect.CrisisDetection.Text;

internal static class EditDistance
{
    /// <summary>Shorter words have too many neighbours: of them only swapped and repeated letters count.</summary>
    private const int LongWord = 5;

    /// <summary>A letter added, left out, replaced or swapped with its neighbour.</summary>
    public static bool IsAtMostOne(string typed, string word)
    {
        if (Deobfuscation.CollapseRepeats(typed) == Deobfuscation.CollapseRepeats(word)) return true;
        if (typed.Length == word.Length)
        {
            var at = 0;
            while (at < typed.Length && typed[at] == word[at]) at++;
            if (at == typed.Length) return true;
            var isSwapped = at + 1 < typed.Length && typed[at] == word[at + 1] && typed[at + 1] == word[at]
                && typed.AsSpan(at + 2).SequenceEqual(word.AsSpan(at + 2));
            if (isSwapped) return true;
            return word.Length >= LongWord && at > 0 && typed.AsSpan(at + 1).SequenceEqual(word.AsSpan(at + 1));
        }
        if (word.Length < LongWord || Math.Abs(typed.Length - word.Length) != 1) return false;
        var (longer, shorter) = typed.Length > word.Length ? (typed, word) : (word, typed);
        var same = 0;
        while (same < shorter.Length && longer[same] == shorter[same]) same++;
        return longer.AsSpan(same + 1).SequenceEqual(shorter.AsSpan(same));
    }
}
