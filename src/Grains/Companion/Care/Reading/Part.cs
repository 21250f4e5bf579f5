namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>One part of a phrase. Words are numbers of the <see cref="Vocabulary"/>.</summary>
internal abstract record Part
{
    /// <summary>One word out of these.</summary>
    internal sealed record OneOf(int[] Words) : Part;

    /// <summary>Up to so many words, whatever they are; where <paramref name="Others"/>, none that speaks of oneself.</summary>
    internal sealed record Gap(int UpTo, bool Others) : Part;

    /// <summary>One of several phrases.</summary>
    internal sealed record Choice(Part[][] Options) : Part;

    /// <summary>The part or nothing.</summary>
    internal sealed record Maybe(Part Inner) : Part;
}

/// <summary>A text read: for each place the numbers of the words that may stand there.</summary>
internal sealed class Sentence
{
    private readonly List<int[]> words;
    private readonly ulong[] anywhere;   // a bit for every number that stands somewhere
    private readonly int firstPerson;

    /// <param name="words">The numbers at each place.</param>
    /// <param name="firstPerson">The number of whoever speaks of themselves.</param>
    /// <param name="vocabulary">How many numbers there are.</param>
    public Sentence(List<int[]> words, int firstPerson, int vocabulary)
    {
        (this.words, this.firstPerson, anywhere) = (words, firstPerson, new ulong[(vocabulary + 63) / 64]);
        foreach (var numbers in words)
            foreach (var number in numbers) anywhere[number / 64] |= 1UL << number;
    }

    public int Count => words.Count;

    /// <summary>Words compared so far: the measure of work, which tests bound.</summary>
    public int Steps { get; private set; }

    public ReadOnlySpan<int> At(int place) => words[place];

    public bool Has(int place, int[] any)
    {
        Steps++;
        foreach (var word in words[place])
            if (any.AsSpan().Contains(word)) return true;
        return false;
    }

    /// <summary>Whether one of these stands anywhere.</summary>
    public bool HasAnywhere(int[] any)
    {
        foreach (var word in any)
            if ((anywhere[word / 64] >> word & 1) != 0) return true;
        return false;
    }

    public bool IsFirstPerson(int place)
    {
        Steps++;
        return words[place].AsSpan().Contains(firstPerson);
    }
}

/// <summary>
/// Matches parts against a sentence. Places reached are bits of one number, so that a phrase costs at most
/// its parts times 64 comparisons at any place, whatever the text: nothing is tried twice.
/// </summary>
internal static class Matcher
{
    public const int Reach = 64;

    /// <summary>The places (as bits, counted from <paramref name="start"/>) where the parts can end.</summary>
    public static ulong Ends(ReadOnlySpan<Part> parts, Sentence sentence, int start, ulong from = 1)
    {
        foreach (var part in parts)
        {
            if (from == 0) return 0;
            from = After(part, sentence, start, from);
        }
        return from;
    }

    private static ulong After(Part part, Sentence sentence, int start, ulong from) => part switch
    {
        Part.OneOf one => AfterWord(one.Words, sentence, start, from),
        Part.Gap gap => AfterGap(gap, sentence, start, from),
        Part.Maybe maybe => from | After(maybe.Inner, sentence, start, from),
        Part.Choice choice => AfterAny(choice, sentence, start, from),
        _ => 0,
    };

    private static ulong AfterWord(int[] any, Sentence sentence, int start, ulong from)
    {
        ulong to = 0;
        for (var left = from; left != 0; left &= left - 1)
        {
            var offset = System.Numerics.BitOperations.TrailingZeroCount(left);
            if (start + offset < sentence.Count && sentence.Has(start + offset, any)) to |= 1UL << offset << 1;
        }
        return to;
    }

    private static ulong AfterGap(Part.Gap gap, Sentence sentence, int start, ulong from)
    {
        var reached = from;
        var edge = from;
        for (var step = 0; step < gap.UpTo && edge != 0; step++)
        {
            ulong next = 0;
            for (var left = edge; left != 0; left &= left - 1)
            {
                var offset = System.Numerics.BitOperations.TrailingZeroCount(left);
                if (start + offset < sentence.Count && !(gap.Others && sentence.IsFirstPerson(start + offset))) next |= 1UL << offset << 1;
            }
            edge = next & ~reached;
            reached |= next;
        }
        return reached;
    }

    private static ulong AfterAny(Part.Choice choice, Sentence sentence, int start, ulong from)
    {
        ulong to = 0;
        foreach (var option in choice.Options) to |= Ends(option, sentence, start, from);
        return to;
    }
}
