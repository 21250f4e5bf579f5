namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>The meaning of a phrase in a message. The first four are ordered: the most explicit decides.</summary>
internal enum PhraseCategory { Explicit, Indirect, Coded, ThirdPerson, Safe }

/// <summary>One that is unconditional counts even inside a safe phrase.</summary>
internal sealed record Phrase(PhraseCategory Category, string Language, bool IsUnconditional, Pattern[] Sequence)
{
    /// <summary>Words of which a message with the phrase has one, apart from the first; null: there are none.</summary>
    public int[]? RequiredWords { get; } =
        Sequence.Skip(1).OfType<Pattern.AnyOf>().MinBy(static element => element.Words.Length)?.Words;

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

/// <summary>Words are ids of the <see cref="Vocabulary"/>.</summary>
internal abstract record Pattern(int MaxWords)
{
    internal sealed record AnyOf(int[] Words) : Pattern(1);

    /// <summary>Up to <c>UpTo</c> words of any kind, or of any but the first person's.</summary>
    internal sealed record Gap(int UpTo, bool NotFirstPerson) : Pattern(UpTo);

    internal sealed record Alternatives(Pattern[][] Options) : Pattern(Options.Max(MaxWordsOf));

    internal sealed record Optional(Pattern Inner) : Pattern(Inner.MaxWords);

    public static int MaxWordsOf(Pattern[] sequence) => sequence.Sum(static element => element.MaxWords);
}
