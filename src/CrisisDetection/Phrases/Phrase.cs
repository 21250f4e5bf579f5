namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>
/// The meaning of a phrase in a message. The first four are ordered: the most explicit decides.
/// </summary>
internal enum PhraseCategory { Explicit, Indirect, Coded, ThirdPerson, Safe }

/// <summary>A compiled phrase.</summary>
/// <param name="Category">Its meaning.</param>
/// <param name="Language">The language of its table.</param>
/// <param name="IsUnconditional">It counts even inside a safe phrase.</param>
/// <param name="Sequence">Its elements.</param>
internal sealed record Phrase(PhraseCategory Category, string Language, bool IsUnconditional, Pattern[] Sequence)
{
    /// <summary>
    /// Words of which a message that contains the phrase has at least one, apart from the first: the rarest, by number.
    /// Null where there are none.
    /// </summary>
    public int[]? RequiredWords { get; } =
        Sequence.Skip(1).OfType<Pattern.AnyOf>().MinBy(static element => element.Words.Length)?.Words;

    /// <summary>The words that the phrase can begin with.</summary>
    public HashSet<int> FirstWords()
    {
        var first = new HashSet<int>();
        if (CollectFirst(Sequence, first)) throw new FormatException("the phrase does not begin with a word");
        return first;
    }

    // True where the sequence can match no word at all.
    private static bool CollectFirst(Pattern[] sequence, HashSet<int> first)
    {
        foreach (var element in sequence)
        {
            var isPassable = false;
            switch (element)
            {
                case Pattern.AnyOf any: first.UnionWith(any.Words); break;
                case Pattern.Optional optional: CollectFirst([optional.Inner], first); isPassable = true; break;
                case Pattern.Alternatives alternatives:
                    foreach (var option in alternatives.Options) isPassable |= CollectFirst(option, first);
                    break;
                case Pattern.Gap: return true;
            }
            if (!isPassable) return false;
        }
        return true;
    }
}
