namespace XelaConnect.CrisisDetection.Output;

/// <summary>
/// Filters the model's reply while it streams, and blocks it before a forbidden phrase is complete, whatever the size
/// of chunks: only a word that could complete one is held back until it ends. For one reply; not thread-safe.
/// </summary>
public sealed class OutputFilter
{
    private readonly string canary;
    private readonly ForbiddenPhraseMatcher forbidden = new();
    private readonly StringBuilder held = new();      // what may not be shown yet
    private readonly StringBuilder word = new();      // the word being read, as plain letters
    private readonly StringBuilder tail = new();      // the last characters, as many as the canary has
    private int wordStart = -1;                       // where in the held text the word begins; -1: it was shown

    /// <param name="canary">A text of the model's instructions that must never be shown, or null.</param>
    public OutputFilter(string? canary) => this.canary = canary ?? "";

    /// <summary>Whether the reply was blocked. From then on nothing is returned.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>The sentence that ends a blocked reply.</summary>
    public static string ReplacementFor(string language) => ResponseTexts.Of(language).OutputBlocked;

    /// <summary>Takes the next chunk and returns what may be shown now: less than the chunk, or more.</summary>
    public string Append(string chunk)
    {
        var shown = new StringBuilder();
        foreach (var letter in chunk)
        {
            if (IsBlocked) break;
            Read(letter, shown);
        }
        return shown.ToString();
    }

    /// <summary>Ends the reply and returns what was held back, unless its last word is forbidden.</summary>
    public string Complete()
    {
        if (!IsBlocked) EndWord();
        if (IsBlocked) return "";
        var rest = held.ToString();
        held.Clear();
        return rest;
    }

    private void Read(char letter, StringBuilder shown)
    {
        var plain = char.IsSurrogate(letter) ? PlainLetters.Separator : PlainLetters.Of(new Rune(letter));
        var kind = KindOf(plain);
        if (kind == Kind.Separator || kind != Kind.Ignored && IsWordOfOther(kind)) EndWord();
        if (IsBlocked) return;
        if (letter is '.' or '!' or '?' or '\n') forbidden.EndSentence();
        if (kind is Kind.Letter or Kind.Digit)
        {
            if (word.Length == 0) wordStart = held.Length;
            word.Append(plain);
        }
        held.Append(letter);
        if (RevealsCanary(letter)) { IsBlocked = true; return; }
        Release(shown, letter);
    }

    private bool IsWordOfOther(Kind kind) => word.Length > 0 && char.IsAsciiDigit(word[0]) != (kind == Kind.Digit);

    private void Release(StringBuilder shown, char letter)
    {
        var free = held.Length;
        if (word.Length > 0 && wordStart >= 0 && forbidden.CanComplete(word)) free = wordStart;
        free = Math.Min(free, held.Length - LengthOfCanaryBeginning());
        if (char.IsHighSurrogate(letter)) free = Math.Min(free, held.Length - 1);   // half a character is never shown
        if (free <= 0) return;
        shown.Append(held, 0, free);
        held.Remove(0, free);
        wordStart = wordStart >= free ? wordStart - free : word.Length > 0 ? 0 : -1;
    }

    private void EndWord()
    {
        if (word.Length == 0) return;
        IsBlocked = forbidden.Add(word.ToString());
        word.Clear();
        wordStart = -1;
    }

    private bool RevealsCanary(char letter)
    {
        if (canary.Length == 0) return false;
        tail.Append(letter);
        if (tail.Length > canary.Length) tail.Remove(0, 1);
        return tail.Length == canary.Length && EndsWithCanary(canary.Length);
    }

    // How many of the last characters are the beginning of the canary.
    private int LengthOfCanaryBeginning()
    {
        for (var length = Math.Min(tail.Length, canary.Length - 1); length > 0; length--)
            if (EndsWithCanary(length)) return Math.Min(length, held.Length);
        return 0;
    }

    private bool EndsWithCanary(int length)
    {
        var from = tail.Length - length;
        for (var at = 0; at < length; at++)
            if (char.ToLowerInvariant(tail[from + at]) != char.ToLowerInvariant(canary[at])) return false;
        return true;
    }

    private enum Kind { Separator, Letter, Digit, Ignored }

    private static Kind KindOf(char plain) => plain switch
    {
        >= 'a' and <= 'z' => Kind.Letter,
        >= '0' and <= '9' => Kind.Digit,
        PlainLetters.Ignored or PlainLetters.Apostrophe => Kind.Ignored,
        _ => Kind.Separator,
    };
}
