namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>Words are ids of the <see cref="Vocabulary"/>.</summary>
internal abstract record Pattern
{
    public abstract int MaxWords { get; }

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

    internal sealed record Alternatives(Pattern[][] Options) : Pattern
    {
        public override int MaxWords => Options.Max(MaxWordsOf);
    }

    internal sealed record Optional(Pattern Inner) : Pattern
    {
        public override int MaxWords => Inner.MaxWords;
    }

    public static int MaxWordsOf(Pattern[] sequence) => sequence.Sum(static element => element.MaxWords);
}
