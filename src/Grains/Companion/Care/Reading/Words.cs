namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>A word as read. <c>Hidden</c> says that it was written so as not to be seen: "su1cide", "s u i c i d e".</summary>
internal readonly record struct Word(string Text, bool Hidden);

/// <summary>What the reading of a text needs to know of the phrase tables.</summary>
internal interface ILexicon
{
    /// <summary>Whether any phrase uses this word.</summary>
    bool Knows(ReadOnlySpan<char> word);

    /// <summary>Whether the word is one of those that people hide or break apart.</summary>
    bool IsCore(ReadOnlySpan<char> word);

    /// <summary>Whether such a word is anywhere in these letters.</summary>
    bool HoldsCore(ReadOnlySpan<char> run);

    /// <summary>The core word that fits letters with asterisks in them, or null.</summary>
    string? Unmask(string masked);

    /// <summary>What a short form stands for ("wanna": want, to), or null.</summary>
    string[]? Expand(ReadOnlySpan<char> word);
}
