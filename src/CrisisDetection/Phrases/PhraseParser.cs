namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>Tables/README.md describes the grammar.</summary>
internal sealed class PhraseParser(Vocabulary vocabulary, PhraseSets sets, bool gapsExcludeFirstPerson)
{
    private const int DefaultGap = 2;
    private const int MinStemLength = 4;
    private readonly Queue<string> tokens = new();

    public Pattern[] Parse(string phrase)
    {
        tokens.Clear();
        foreach (var token in PhraseTokens.Of(phrase)) tokens.Enqueue(token);
        var sequence = Sequence();
        return tokens.Count == 0
            ? sequence
            : throw new FormatException("a bar between phrases stands outside of brackets");
    }

    private Pattern[] Sequence()
    {
        var sequence = new List<Pattern>();
        while (tokens.TryPeek(out var token) && token is not (")" or "|"))
        {
            tokens.Dequeue();
            if (token == "?") MakeLastOptional(sequence);
            else if (token == "(") sequence.Add(Group());
            else Add(token, sequence);
        }
        return sequence.Count > 0 ? [.. sequence] : throw new FormatException("a phrase or an alternative is empty");
    }

    private static void MakeLastOptional(List<Pattern> sequence)
    {
        if (sequence.Count == 0) throw new FormatException("nothing stands before a question mark");
        sequence[^1] = new Pattern.Optional(sequence[^1]);
    }

    private Pattern Group()
    {
        var options = new List<Pattern[]> { Sequence() };
        while (tokens.TryDequeue(out var token) && token == "|") options.Add(Sequence());
        return options.TrueForAll(option => option is [Pattern.AnyOf])
            ? new Pattern.AnyOf([.. options.SelectMany(option => ((Pattern.AnyOf)option[0]).Words).Distinct()])
            : new Pattern.Alternatives([.. options]);
    }

    private void Add(string token, List<Pattern> sequence)
    {
        if (token[0] is '-' or '~')
        {
            sequence.Add(Gap(token));
            return;
        }
        var isOptional = token.Length > 1 && token[^1] == '?';
        var added = Words(isOptional ? token[..^1] : token);
        if (isOptional)
            sequence.Add(new Pattern.Optional(added.Length == 1 ? added[0] : new Pattern.Alternatives([added])));
        else sequence.AddRange(added);
    }

    private Pattern.Gap Gap(string token)
    {
        if (token == "~") return new Pattern.Gap(DefaultGap, gapsExcludeFirstPerson);
        return int.TryParse(token.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var upTo) && upTo > 0
            ? new Pattern.Gap(upTo, token[0] == '-' || gapsExcludeFirstPerson)
            : throw new FormatException($"“{token}” is no number of words that may stand between");
    }

    private Pattern[] Words(string token)
    {
        if (token[0] == '<' && !Vocabulary.IsBuiltIn(token)) return [sets.Get(token, gapsExcludeFirstPerson)];
        if (token.Contains('|')) return [new Pattern.AnyOf([.. token.Split('|').Select(Alternative).Distinct()])];
        return [.. vocabulary.Expanded(token).Select(word => new Pattern.AnyOf([IdOf(word)]))];
    }

    // Messages are read with short forms written out, so an alternative has to be, too; it cannot be several words.
    private int Alternative(string word) => vocabulary.Expanded(word) is [var only]
        ? IdOf(only)
        : throw new FormatException(
            $"“{word}” is a short form: write ({string.Join(' ', vocabulary.Expanded(word))} | …)");

    private int IdOf(string word)
    {
        var isStem = word.Length > 0 && word[^1] == '*';
        if (isStem && word.Length <= MinStemLength)
            throw new FormatException($"“{word}”: a beginning of a word has at least {MinStemLength} letters");
        if (word is not (Vocabulary.Start or Vocabulary.End) && !Vocabulary.IsBuiltIn(word)
            && !PlainText.IsPlainWord(isStem ? word.AsSpan()[..^1] : word))
            throw new FormatException(TableLine.NotPlain(word));
        return vocabulary.IdOf(word);
    }
}
