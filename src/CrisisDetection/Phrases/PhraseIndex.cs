namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>Up to, not including, <paramref name="To"/>.</summary>
internal sealed record PhraseMatch(Phrase Phrase, int From, int To);

/// <summary>The positions of a message that matches cover.</summary>
internal sealed class Coverage
{
    private readonly int[] reach;   // how far the matches go that begin at a position or before it

    public Coverage(List<PhraseMatch> matches, int positions)
    {
        reach = new int[positions];
        foreach (var match in matches) reach[match.From] = Math.Max(reach[match.From], match.To);
        for (var at = 1; at < positions; at++) reach[at] = Math.Max(reach[at], reach[at - 1]);
    }

    public bool Contains(PhraseMatch match) => match.To <= reach[match.From];
    public bool ContainsStart(PhraseMatch match) => match.From < reach[match.From];
}

/// <summary>All phrases, by the words that they can begin with.</summary>
internal sealed class PhraseIndex(Vocabulary vocabulary, List<Phrase> phrases)
{
    private readonly Tokenizer tokenizer = new(vocabulary);
    private readonly Phrase[][] alarming = ByFirstWord(phrases.Where(one => one.Category != PhraseCategory.Safe));
    private readonly Phrase[][] safe = ByFirstWord(phrases.Where(one => one.Category == PhraseCategory.Safe));

    public List<Token> Tokenize(string text) => tokenizer.Tokenize(text);

    /// <summary>With or without their possible corrections.</summary>
    public TokenLattice Lattice(List<Token> tokens, bool allowTypos)
    {
        var positions = new List<int[]>(tokens.Count + 2) { new[] { vocabulary.IdOf(Vocabulary.Start) } };
        var known = new Dictionary<Token, int[]>();
        foreach (var token in tokens)
        {
            if (!known.TryGetValue(token, out var ids)) known[token] = ids = vocabulary.IdsOf(token, allowTypos);
            positions.Add(ids);
        }
        positions.Add([vocabulary.IdOf(Vocabulary.End)]);
        return new TokenLattice(positions, vocabulary.FirstPerson, vocabulary.Count);
    }

    /// <summary>Each up to its earliest end.</summary>
    public List<PhraseMatch> FindAlarming(TokenLattice message) =>
        Find(alarming, message, BitOperations.TrailingZeroCount);

    /// <summary>Each up to its latest end.</summary>
    public List<PhraseMatch> FindSafe(TokenLattice message) => Find(safe, message, BitOperations.Log2);

    private static List<PhraseMatch> Find(Phrase[][] index, TokenLattice message, Func<ulong, int> lengthOf)
    {
        var found = new List<PhraseMatch>();
        for (var position = 0; position < message.Count; position++)
            foreach (var word in message.At(position))
                foreach (var phrase in word < index.Length ? index[word] : [])
                {
                    if (phrase.RequiredWords is { } required && !message.HasAnywhere(required)) continue;
                    var ends = PatternMatcher.Ends(phrase.Sequence, message, position);
                    if (ends != 0) found.Add(new PhraseMatch(phrase, position, position + lengthOf(ends)));
                }
        return found;
    }

    private static Phrase[][] ByFirstWord(IEnumerable<Phrase> phrases)
    {
        var pairs = phrases.SelectMany(phrase => phrase.FirstWords(), (phrase, word) => (phrase, word))
            .ToLookup(pair => pair.word, pair => pair.phrase);
        var index = new Phrase[pairs.Count == 0 ? 0 : pairs.Max(group => group.Key) + 1][];
        for (var word = 0; word < index.Length; word++) index[word] = [.. pairs[word]];
        return index;
    }
}
