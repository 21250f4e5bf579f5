namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>How far a misspelt word may be from the one it is taken for.</summary>
internal static class Edits
{
    private const int Long = 5;   // shorter words have too many real neighbours: only two letters swapped, or doubled ones, count

    /// <summary>Whether a word became another by one letter more, less, changed or swapped with its neighbour.</summary>
    public static bool AreOneApart(string read, string word)
    {
        if (Disguise.Squeeze(read) == Disguise.Squeeze(word)) return true;
        if (read.Length == word.Length)
        {
            var at = 0;
            while (at < read.Length && read[at] == word[at]) at++;
            if (at == read.Length) return true;
            var swapped = at + 1 < read.Length && read[at] == word[at + 1] && read[at + 1] == word[at]
                && read.AsSpan(at + 2).SequenceEqual(word.AsSpan(at + 2));
            return swapped || word.Length >= Long && at > 0 && read.AsSpan(at + 1).SequenceEqual(word.AsSpan(at + 1));
        }
        if (word.Length < Long || Math.Abs(read.Length - word.Length) != 1) return false;
        var (longer, shorter) = read.Length > word.Length ? (read, word) : (word, read);
        var same = 0;
        while (same < shorter.Length && longer[same] == shorter[same]) same++;
        return longer.AsSpan(same + 1).SequenceEqual(shorter.AsSpan(same));
    }
}
