namespace XelaConnect.CrisisDetection.Text;

/// <summary>Joins broken words ("s u i c i d e", "un alive") and splits run-together ones ("iwanttodie").</summary>
internal sealed class WordSegmenter(Vocabulary lexicon)
{
    private const int MaxTokenLength = 200;      // letters of a token that are searched for words
    private const int MaxWordLength = 18;
    private const int MinJoinLength = 6;      // shorter joins are too often chance
    private const int MaxParts = 5;        // of one word

    /// <summary>In time linear in the length of the text.</summary>
    public List<Token> Segment(List<Token> tokens)
    {
        var segmented = new List<Token>(tokens.Count);
        var tried = 0;   // single letters before this index were read together once, and were no word
        for (var at = 0; at < tokens.Count;)
        {
            var letters = at < tried ? 0 : CountSingleLetters(tokens, at);
            tried = Math.Max(tried, at + letters);
            if (letters >= 3 && TryJoinLetters(tokens, at, letters, segmented)) at += letters;
            else if (CountParts(tokens, at) is var parts and > 0)
            {
                segmented.Add(new Token(Concat(tokens, at, parts), true));
                at += parts;
            }
            else
            {
                var text = tokens[at].Text;
                if (text.Length < 5 || lexicon.Knows(text) || !TrySplit(text, false, segmented))
                    segmented.Add(tokens[at]);
                at++;
            }
        }
        return segmented;
    }

    private static int CountSingleLetters(List<Token> tokens, int from)
    {
        var to = from;
        while (to < tokens.Count && to - from < MaxTokenLength && tokens[to].Text.Length == 1) to++;
        return to - from;
    }

    private bool TryJoinLetters(List<Token> tokens, int from, int count, List<Token> segmented)
    {
        var spelled = Concat(tokens, from, count);
        var replaced = Deobfuscation.ReplaceDigits(spelled, 'i');
        foreach (var reading in replaced == spelled ? (ReadOnlySpan<string>)[spelled] : [spelled, replaced])
        {
            if (lexicon.IsCoreWord(reading)) segmented.Add(new Token(reading, true));
            else if (!TrySplit(reading, true, segmented)) continue;
            return true;
        }
        return false;
    }

    /// <summary>0 where they are none.</summary>
    private int CountParts(List<Token> tokens, int from)
    {
        Span<char> joined = stackalloc char[MaxWordLength];
        var length = 0;
        for (var count = 0; count < MaxParts && from + count < tokens.Count; count++)
        {
            var part = tokens[from + count].Text;
            if (length + part.Length > MaxWordLength) return 0;
            part.CopyTo(joined[length..]);
            length += part.Length;
            if (count > 0 && length >= MinJoinLength && lexicon.IsCoreWord(joined[..length])) return count + 1;
        }
        return 0;
    }

    private static string Concat(List<Token> tokens, int from, int count) =>
        string.Concat(tokens.Skip(from).Take(count).Select(token => token.Text));

    /// <summary>The fewest known words, provided that one of them is a core word.</summary>
    private bool TrySplit(string token, bool isObfuscated, List<Token> segmented)
    {
        if (token.Length > MaxTokenLength || !lexicon.ContainsCoreWord(token)) return false;
        if (token.AsSpan().ContainsAnyExceptInRange('a', 'z')) return false;
        Span<int> fewest = stackalloc int[MaxTokenLength + 1];
        Span<int> lastLength = stackalloc int[MaxTokenLength + 1];
        for (var end = 1; end <= token.Length; end++)
        {
            fewest[end] = int.MaxValue;
            for (var start = Math.Max(0, end - MaxWordLength); start < end; start++)
            {
                if (fewest[start] == int.MaxValue || fewest[start] + 1 >= fewest[end]) continue;
                if (!IsWord(token.AsSpan(start, end - start))) continue;
                (fewest[end], lastLength[end]) = (fewest[start] + 1, end - start);
            }
        }
        if (fewest[token.Length] == int.MaxValue) return false;
        var words = new List<Token>();
        for (var end = token.Length; end > 0; end -= lastLength[end])
            words.Add(new Token(token[(end - lastLength[end])..end], isObfuscated));
        if (!words.Exists(word => lexicon.IsCoreWord(word.Text))) return false;
        words.Reverse();
        segmented.AddRange(words);
        return true;
    }

    private bool IsWord(ReadOnlySpan<char> word) => word.Length == 1
        ? word[0] is 'i' or 'a' or 'y' or 'e' or 'o'
        : lexicon.Knows(word) || lexicon.Expand(word) is not null;
}
