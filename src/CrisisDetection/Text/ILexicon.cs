namespace XelaConnect.CrisisDetection.Text;

/// <summary>
/// A word of a message. <c>IsObfuscated</c>: written so that filters miss it, "su1cide" or "s u i c i d e".
/// </summary>
internal readonly record struct Token(string Text, bool IsObfuscated);

/// <summary>The words of the phrases, for the <see cref="Tokenizer"/>.</summary>
internal interface ILexicon
{
    /// <summary>Whether any phrase uses this word.</summary>
    bool Knows(ReadOnlySpan<char> word);

    /// <summary>Whether this is a core word: one that people obfuscate, break apart or run together.</summary>
    bool IsCoreWord(ReadOnlySpan<char> word);

    /// <summary>Whether the letters contain a core word.</summary>
    bool ContainsCoreWord(ReadOnlySpan<char> letters);

    /// <summary>The core word that fits letters with asterisks among them, or null.</summary>
    string? Unmask(string masked);

    /// <summary>The words that a short form stands for ("wanna": want, to), or null.</summary>
    string[]? Expand(ReadOnlySpan<char> word);
}
