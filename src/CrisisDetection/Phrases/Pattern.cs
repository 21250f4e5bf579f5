namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>One element of a phrase. Words are ids of the <see cref="Vocabulary"/>.</summary>
internal abstract record Pattern
{
    /// <summary>The most words that the element matches.</summary>
    public abstract int MaxWords { get; }

    /// <summary>One of these words.</summary>
    internal sealed record AnyOf(int[] Words) : Pattern
    {
        public override int MaxWords => 1;
    }

    /// <summary>
    /// Up to <paramref name="UpTo"/> words of any kind; with <paramref name="NotFirstPerson"/>, none like "I".
    /// </summary>
    internal sealed record Gap(int UpTo, bool NotFirstPerson) : Pattern
    {
        public override int MaxWords => UpTo;
    }

    /// <summary>One of several sequences.</summary>
    internal sealed record Alternatives(Pattern[][] Options) : Pattern
    {
        public override int MaxWords => Options.Max(MaxWordsOf);
    }

    /// <summary>The element or nothing.</summary>
    internal sealed record Optional(Pattern Inner) : Pattern
    {
        public override int MaxWords => Inner.MaxWords;
    }

    /// <summary>The most words that a sequence matches.</summary>
    public static int MaxWordsOf(Pattern[] sequence) => sequence.Sum(static element => element.MaxWords);
}
