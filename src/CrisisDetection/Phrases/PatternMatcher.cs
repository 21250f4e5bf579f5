namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>The positions reached are bits of one number, so nothing is tried twice at any position.</summary>
internal static class PatternMatcher
{
    /// <summary>The bits of a number, less the one for the start.</summary>
    public const int MaxWords = 63;

    /// <summary>As bits counted from <paramref name="start"/>.</summary>
    public static ulong Ends(ReadOnlySpan<Pattern> sequence, TokenLattice message, int start, ulong from = 1)
    {
        foreach (var element in sequence)
        {
            if (from == 0) return 0;
            from = After(element, message, start, from);
        }
        return from;
    }

    private static ulong After(Pattern element, TokenLattice message, int start, ulong from) => element switch
    {
        Pattern.AnyOf any => AfterWord(any.Words, message, start, from),
        Pattern.Gap gap => AfterGap(gap, message, start, from),
        Pattern.Optional optional => from | After(optional.Inner, message, start, from),
        Pattern.Alternatives alternatives => AfterAlternatives(alternatives.Options, message, start, from),
        _ => 0,
    };

    private static ulong AfterWord(int[] words, TokenLattice message, int start, ulong from)
    {
        ulong to = 0;
        for (var bits = from; bits != 0; bits &= bits - 1)
        {
            var offset = BitOperations.TrailingZeroCount(bits);
            if (start + offset < message.Count && message.HasAt(start + offset, words)) to |= 1UL << offset << 1;
        }
        return to;
    }

    private static ulong AfterGap(Pattern.Gap gap, TokenLattice message, int start, ulong from)
    {
        var reached = from;
        var edge = from;
        for (var step = 0; step < gap.UpTo && edge != 0; step++)
        {
            ulong next = 0;
            for (var bits = edge; bits != 0; bits &= bits - 1)
            {
                var offset = BitOperations.TrailingZeroCount(bits);
                if (start + offset >= message.Count || gap.NotFirstPerson && message.IsFirstPerson(start + offset))
                    continue;
                next |= 1UL << offset << 1;
            }
            edge = next & ~reached;
            reached |= next;
        }
        return reached;
    }

    private static ulong AfterAlternatives(Pattern[][] options, TokenLattice message, int start, ulong from)
    {
        ulong to = 0;
        foreach (var option in options) to |= Ends(option, message, start, from);
        return to;
    }
}
