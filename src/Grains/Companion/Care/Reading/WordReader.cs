using System.Text;

namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>Cuts a text into plain words: marks, case, look-alikes, digits for letters and broken-up words undone.</summary>
internal sealed class WordReader(ILexicon lexicon)
{
    /// <summary>Letters that French and its neighbours put before an apostrophe: "j'ai" is two words, "don't" is one.</summary>
    private static readonly HashSet<string> Elided = ["j", "n", "m", "t", "s", "l", "d", "c", "qu", "jusqu", "lorsqu", "puisqu"];

    private readonly Fragments _fragments = new(lexicon);

    /// <summary>The words of a text, in order. Time and memory are linear in its length.</summary>
    public List<Word> Read(string text)
    {
        var raw = Raw(text);
        var read = new List<Word>(raw.Count);
        foreach (var token in raw) Undisguise(token, read);
        return Expanded(_fragments.Join(read));
    }

    private static List<string> Raw(string text)
    {
        var tokens = new List<string>(text.Length / 5 + 1);
        var token = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var letter = Letters.Of(rune);
            if (letter == Letters.Nothing) continue;
            if (letter == Letters.Apostrophe)
            {
                if (Elided.Contains(token.ToString())) End(tokens, token);
                continue;
            }
            if (letter != Letters.Gap)
            {
                token.Append(letter);
                if (Letters.Second(rune) is not Letters.Nothing and var second) token.Append(second);
                continue;
            }
            End(tokens, token);
            if (Picture(rune) is { } word) tokens.Add(word);
        }
        End(tokens, token);
        return tokens;
    }

    private static void End(List<string> tokens, StringBuilder token)
    {
        if (token.Length > 0) tokens.Add(token.ToString());
        token.Clear();
    }

    // Pictures that are written in place of a word: "I want to 💀".
    private static string? Picture(Rune rune) => rune.Value switch
    {
        0x1F480 or 0x2620 or 0x26B0 => "die",
        0x1F52A or 0x1F5E1 or 0x1F52B => "kill",
        _ => null,
    };

    private void Undisguise(string token, List<Word> read)
    {
        var bare = token.TrimEnd('!', '*', '+', '|', '@', '$').TrimStart('!', '*', '+', '|');
        if (bare.Length == 0) return;
        if (!bare.AsSpan().ContainsAnyExceptInRange('a', 'z') || !bare.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            read.Add(new Word(bare, false));
            return;
        }
        if (bare.Contains('*') && lexicon.Unmask(bare) is { } unmasked) { read.Add(new Word(unmasked, true)); return; }
        foreach (var reading in (ReadOnlySpan<string>)[Disguise.Undo(bare, 'i'), Disguise.Undo(bare, 'l')])
        {
            if (!lexicon.Knows(reading) && lexicon.Expand(reading) is null) continue;
            read.Add(new Word(reading, lexicon.IsCore(reading)));
            return;
        }
        Split(bare, read);
    }

    // "30pills", "hello!there": what is no disguise is several words.
    private static void Split(string token, List<Word> read)
    {
        var start = 0;
        for (var end = 1; end <= token.Length; end++)
        {
            if (end < token.Length && Sort(token[end]) == Sort(token[start])) continue;
            if (Sort(token[start]) != 0) read.Add(new Word(token[start..end], false));
            start = end;
        }
    }

    private static int Sort(char letter) => char.IsAsciiLetter(letter) ? 1 : char.IsAsciiDigit(letter) ? 2 : 0;

    private List<Word> Expanded(List<Word> words)
    {
        var expanded = new List<Word>(words.Count + 8);
        foreach (var word in words)
        {
            if (lexicon.Expand(word.Text) is { } parts)
                foreach (var part in parts) expanded.Add(new Word(part, false));
            else expanded.Add(word);
        }
        return expanded;
    }
}
