namespace XelaConnect.CrisisDetection.Text;

/// <summary>Undoes case, accents, look-alike letters and obfuscation.</summary>
internal sealed class Tokenizer(Vocabulary lexicon)
{
    /// <summary>Words before an apostrophe in French and its neighbours: "j'ai" is two words, "don't" is one.</summary>
    private static readonly HashSet<string> Elided =
        ["j", "n", "m", "t", "s", "l", "d", "c", "qu", "jusqu", "lorsqu", "puisqu"];

    private readonly WordSegmenter segmenter = new(lexicon);

    /// <summary>In time and memory linear in its length.</summary>
    public List<Token> Tokenize(string text)
    {
        var raw = Split(text);
        var tokens = new List<Token>(raw.Count);
        foreach (var token in raw) Deobfuscate(token, tokens);
        return Expand(segmenter.Segment(tokens));
    }

    private static List<string> Split(string text)
    {
        var tokens = new List<string>(text.Length / 5 + 1);
        var token = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = PlainLetters.Of(rune);
            if (letter == PlainLetters.Ignored) continue;
            if (letter == PlainLetters.Apostrophe)
            {
                if (Elided.Contains(token.ToString())) End(tokens, token);
                continue;
            }
            if (letter != PlainLetters.Separator)
            {
                token.Append(letter);
                if (PlainLetters.Second(rune) is not PlainLetters.Ignored and var second) token.Append(second);
                continue;
            }
            End(tokens, token);
            if (WordOfPictogram(rune) is { } word) tokens.Add(word);
        }
        End(tokens, token);
        return tokens;
    }

    private static void End(List<string> tokens, StringBuilder token)
    {
        if (token.Length > 0) tokens.Add(token.ToString());
        token.Clear();
    }

    // Pictograms replace a word: "I want to 💀".
    private static string? WordOfPictogram(Rune rune) => rune.Value switch
    {
        0x1F480 or 0x2620 or 0x26B0 => "die",
        0x1F52A or 0x1F5E1 or 0x1F52B => "kill",
        _ => null,
    };

    private void Deobfuscate(string token, List<Token> tokens)
    {
        var bare = token.TrimEnd('!', '*', '+', '|', '@', '$').TrimStart('!', '*', '+', '|');
        if (bare.Length == 0) return;
        if (!bare.AsSpan().ContainsAnyExceptInRange('a', 'z') || !bare.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            tokens.Add(new Token(bare, false));
            return;
        }
        if (bare.Contains('*') && lexicon.Unmask(bare) is { } unmasked)
        {
            tokens.Add(new Token(unmasked, true));
            return;
        }
        foreach (var one in "il")
        {
            var reading = Deobfuscation.ReplaceDigits(bare, one);
            if (!lexicon.Knows(reading) && lexicon.Expand(reading) is null) continue;
            tokens.Add(new Token(reading, lexicon.IsCoreWord(reading)));
            return;
        }
        SplitByKind(bare, tokens);
    }

    // A token that is not obfuscated is several words: "30pills", "hello!there".
    private static void SplitByKind(string token, List<Token> tokens)
    {
        var start = 0;
        for (var end = 1; end <= token.Length; end++)
        {
            if (end < token.Length && KindOf(token[end]) == KindOf(token[start])) continue;
            if (KindOf(token[start]) != Kind.Sign) tokens.Add(new Token(token[start..end], false));
            start = end;
        }
    }

    private enum Kind { Sign, Letter, Digit }

    private static Kind KindOf(char letter) =>
        char.IsAsciiLetter(letter) ? Kind.Letter : char.IsAsciiDigit(letter) ? Kind.Digit : Kind.Sign;

    private List<Token> Expand(List<Token> tokens)
    {
        var expanded = new List<Token>(tokens.Count + 8);
        foreach (var token in tokens)
        {
            if (lexicon.Expand(token.Text) is { } words)
                foreach (var word in words) expanded.Add(new Token(word, false));
            else expanded.Add(token);
        }
        return expanded;
    }
}

/// <summary><c>IsObfuscated</c>: written so that filters miss it, "su1cide" or "s u i c i d e".</summary>
internal readonly record struct Token(string Text, bool IsObfuscated);
