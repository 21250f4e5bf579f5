namespace XelaConnect.CrisisDetection.Text;

/// <summary><c>IsObfuscated</c>: written so that filters miss it, "su1cide" or "s u i c i d e".</summary>
internal readonly record struct Token(string Text, bool IsObfuscated);

internal interface ILexicon
{
    bool Knows(ReadOnlySpan<char> word);

    /// <summary>A word that people obfuscate, break apart or run together.</summary>
    bool IsCoreWord(ReadOnlySpan<char> word);

    bool ContainsCoreWord(ReadOnlySpan<char> letters);

    /// <summary>The core word that fits letters with asterisks among them, or null.</summary>
    string? Unmask(string masked);

    /// <summary>The words of a short form ("wanna": want, to), or null.</summary>
    string[]? Expand(ReadOnlySpan<char> word);
}
