namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>Puts words together that were broken apart ("s u i c i d e", "un alive") and takes apart what was run together ("iwanttodie").</summary>
internal sealed class Fragments(ILexicon lexicon)
{
    private const int LongestRun = 200;      // letters of a run-together token that are looked at
    private const int LongestWord = 18;
    private const int ShortestJoin = 6;      // shorter joins are too often chance

    public List<Word> Join(List<Word> words)
    {
        var joined = new List<Word>(words.Count);
        var tried = 0;   // single letters before this place have been read together once, in vain
        for (var at = 0; at < words.Count;)
        {
            var letters = at < tried ? 0 : SingleLetters(words, at);
            tried = Math.Max(tried, at + letters);
            if (letters >= 3 && Spelled(words, at, letters, joined)) at += letters;
            else if (Pieces(words, at) is var pieces and > 0)
            {
                joined.Add(new Word(Together(words, at, pieces), true));
                at += pieces;
            }
            else
            {
                if (words[at].Text.Length < 5 || lexicon.Knows(words[at].Text) || !Apart(words[at].Text, false, joined)) joined.Add(words[at]);
                at++;
            }
        }
        return joined;
    }

    private static int SingleLetters(List<Word> words, int from)
    {
        var to = from;
        while (to < words.Count && to - from < LongestRun && words[to].Text.Length == 1) to++;
        return to - from;
    }

    private bool Spelled(List<Word> words, int from, int count, List<Word> joined)
    {
        var spelled = Together(words, from, count);
        var undone = Disguise.Undo(spelled, 'i');
        foreach (var reading in undone == spelled ? (ReadOnlySpan<string>)[spelled] : [spelled, undone])
        {
            if (lexicon.IsCore(reading)) joined.Add(new Word(reading, true));
            else if (!Apart(reading, true, joined)) continue;
            return true;
        }
        return false;
    }

    private int Pieces(List<Word> words, int from)
    {
        Span<char> together = stackalloc char[LongestWord];
        var length = 0;
        for (var count = 0; count < 5 && from + count < words.Count; count++)
        {
            var piece = words[from + count].Text;
            if (length + piece.Length > LongestWord) return 0;
            piece.CopyTo(together[length..]);
            length += piece.Length;
            if (count > 0 && length >= ShortestJoin && lexicon.IsCore(together[..length])) return count + 1;
        }
        return 0;
    }

    private static string Together(List<Word> words, int from, int count) =>
        string.Concat(words.Skip(from).Take(count).Select(word => word.Text));

    /// <summary>Cuts a run into known words, fewest first, if one of them is a core word; otherwise leaves it.</summary>
    private bool Apart(string run, bool hidden, List<Word> joined)
    {
        if (run.Length > LongestRun || !lexicon.HoldsCore(run) || run.AsSpan().ContainsAnyExceptInRange('a', 'z')) return false;
        Span<int> fewest = stackalloc int[LongestRun + 1];
        Span<int> lastLength = stackalloc int[LongestRun + 1];
        for (var end = 1; end <= run.Length; end++)
        {
            fewest[end] = int.MaxValue;
            for (var start = Math.Max(0, end - LongestWord); start < end; start++)
            {
                if (fewest[start] == int.MaxValue || fewest[start] + 1 >= fewest[end] || !Counts(run.AsSpan(start, end - start))) continue;
                (fewest[end], lastLength[end]) = (fewest[start] + 1, end - start);
            }
        }
        if (fewest[run.Length] == int.MaxValue) return false;
        var cut = new List<Word>();
        for (var end = run.Length; end > 0; end -= lastLength[end])
            cut.Add(new Word(run[(end - lastLength[end])..end], hidden));
        if (!cut.Exists(word => lexicon.IsCore(word.Text))) return false;
        cut.Reverse();
        joined.AddRange(cut);
        return true;
    }

    private bool Counts(ReadOnlySpan<char> word) =>
        word.Length == 1 ? word[0] is 'i' or 'a' or 'y' or 'e' or 'o' : lexicon.Knows(word) || lexicon.Expand(word) is not null;
}
