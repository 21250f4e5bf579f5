namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>What finding a phrase means.</summary>
internal enum Meaning { Explicit, Indirect, Coded, Third, Safe }

/// <summary>A line of a table, ready to be matched. A <paramref name="Firm"/> one counts whatever safe phrase lies around it.</summary>
internal sealed record Phrase(Meaning Meaning, string Language, bool Firm, Part[] Parts, string Line)
{
    /// <summary>Words of which one must stand in a text that has this phrase: the fewest there are, beside those it begins with.</summary>
    public int[]? Needs { get; } = Parts.Skip(1).OfType<Part.OneOf>().MinBy(static part => part.Words.Length)?.Words;

    /// <summary>The words the phrase can begin with.</summary>
    public HashSet<int> First()
    {
        var first = new HashSet<int>();
        if (CollectFirst(Parts, first)) throw new FormatException($"This phrase begins with nothing: {Line}");
        return first;
    }

    // True when the parts can be passed without a word.
    private static bool CollectFirst(Part[] parts, HashSet<int> first)
    {
        foreach (var part in parts)
        {
            var passes = false;
            switch (part)
            {
                case Part.OneOf one: first.UnionWith(one.Words); break;
                case Part.Maybe maybe: CollectFirst([maybe.Inner], first); passes = true; break;
                case Part.Choice choice: foreach (var option in choice.Options) passes |= CollectFirst(option, first); break;
                case Part.Gap: return true;
            }
            if (!passes) return false;
        }
        return true;
    }
}

/// <summary>Reads the lines of a table. The grammar is described in docs/care.md, "How to add a phrase".</summary>
internal sealed class PhraseParser(Vocabulary vocabulary, Dictionary<string, string> sets)
{
    private readonly Queue<string> _tokens = new();
    private bool _others;

    /// <summary>The parts of one line; <paramref name="others"/> keeps gaps from passing over "I".</summary>
    public Part[] Parse(string line, bool others)
    {
        _others = others;
        _tokens.Clear();
        foreach (var token in Bars.Separate(line.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal)
                     .Split(' ', StringSplitOptions.RemoveEmptyEntries))) _tokens.Enqueue(token);
        var parts = Sequence();
        return _tokens.Count == 0 ? parts : throw new FormatException($"A bracket too many: {line}");
    }

    private Part[] Sequence()
    {
        var parts = new List<Part>();
        while (_tokens.TryPeek(out var token) && token is not (")" or "|"))
        {
            _tokens.Dequeue();
            if (token == "?") parts[^1] = new Part.Maybe(parts[^1]);
            else if (token == "(") parts.Add(Group());
            else Add(token, parts);
        }
        return [.. parts];
    }

    private Part Group()
    {
        var options = new List<Part[]> { Sequence() };
        while (_tokens.TryDequeue(out var token) && token == "|") options.Add(Sequence());
        return options.TrueForAll(option => option is [Part.OneOf])
            ? new Part.OneOf([.. options.SelectMany(option => ((Part.OneOf)option[0]).Words).Distinct()])
            : new Part.Choice([.. options]);
    }

    private void Add(string token, List<Part> parts)
    {
        if (token[0] == '-') { parts.Add(new Part.Gap(int.Parse(token.AsSpan(1), null), Others: true)); return; }
        if (token[0] == '~') { parts.Add(new Part.Gap(token.Length == 1 ? 2 : int.Parse(token.AsSpan(1), null), _others)); return; }
        var maybe = token.Length > 1 && token[^1] == '?';
        var added = Word(maybe ? token[..^1] : token);
        if (maybe) parts.Add(new Part.Maybe(added.Length == 1 ? added[0] : new Part.Choice([added])));
        else parts.AddRange(added);
    }

    private Part[] Word(string token)
    {
        if (token[0] == '<' && sets.TryGetValue(token[1..^1], out var set))
        {
            var inner = new PhraseParser(vocabulary, sets).Parse($"( {set} )", _others);
            return inner;
        }
        if (token.Contains('|'))
            return [new Part.OneOf([.. token.Split('|').Select(vocabulary.NumberOf).Distinct()])];
        return [.. vocabulary.Spelled(token).Select(word => new Part.OneOf([vocabulary.NumberOf(word)]))];
    }
}
