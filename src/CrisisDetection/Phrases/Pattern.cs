namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>One element of a phrase. Words are ids of the <see cref="Vocabulary"/>.</summary>
internal abstract record Pattern
{
    /// <summary>The most words that the element matches.</summary>
    public abstract int LongestMatch { get; }

    /// <summary>One of these words.</summary>
    internal sealed record AnyOf(int[] Words) : Pattern
    {
        public override int LongestMatch => 1;
    }

    /// <summary>
    /// Up to <paramref name="UpTo"/> words of any kind; with <paramref name="NotFirstPerson"/>, none like "I".
    /// </summary>
    internal sealed record Gap(int UpTo, bool NotFirstPerson) : Pattern
    {
        public override int LongestMatch => UpTo;
    }

    /// <summary>One of several sequences.</summary>
    internal sealed record Alternatives(Pattern[][] Options) : Pattern
    {
        public override int LongestMatch => Options.Max(LongestOf);
    }

    /// <summary>The element or nothing.</summary>
    internal sealed record Optional(Pattern Inner) : Pattern
    {
        public override int LongestMatch => Inner.LongestMatch;
    }

    /// <summary>The most words that a sequence matches.</summary>
    public static int LongestOf(Pattern[] sequence) => sequence.Sum(static element => element.LongestMatch);
}
