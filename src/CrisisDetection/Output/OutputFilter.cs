using System.Text;
using XelaConnect.CrisisDetection.Responses;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.CrisisDetection.Output;

/// <summary>
/// Filters the model's answer while it streams, and blocks it before a forbidden phrase is complete. Every character is
/// judged by itself, so the result does not depend on how the answer is cut into chunks; only a word that could
/// complete a forbidden phrase is held back until it ends. Not thread-safe: one instance serves one answer.
/// </summary>
public sealed class OutputFilter
{
    private readonly string _canary;
    private readonly ForbiddenPhraseMatcher _forbidden = new();
    private readonly StringBuilder _held = new();      // what may not be shown yet
    private readonly StringBuilder _word = new();      // the word being read, as plain letters
    private readonly StringBuilder _tail = new();      // the last characters, as many as the canary has
    private int _wordStart = -1;                       // where in the held text the word begins; -1: it was shown

    /// <param name="canary">A text of the model's instructions that must never be shown, or null.</param>
    public OutputFilter(string? canary) => _canary = canary ?? "";

    /// <summary>Whether the answer was blocked. From then on nothing is returned.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>The sentence that ends a blocked answer.</summary>
    public static string ReplacementFor(string language) => ResponseTexts.Of(language).OutputBlocked;

    /// <summary>
    /// Takes the next chunk and returns what may be shown now; that can be less than the chunk, or more.
    /// </summary>
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

    /// <summary>Ends the answer and returns what was held back, unless its last word is forbidden.</summary>
    public string Complete()
    {
        if (!IsBlocked) EndWord();
        if (IsBlocked) return "";
        var rest = _held.ToString();
        _held.Clear();
        return rest;
    }

    private void Read(char letter, StringBuilder shown)
    {
        var plain = char.IsSurrogate(letter) ? PlainLetters.Separator : PlainLetters.Of(new Rune(letter));
        var kind = KindOf(plain);
        if (kind == Kind.Separator || kind != Kind.Ignored && IsWordOfOther(kind)) EndWord();
        if (IsBlocked) return;
        if (letter is '.' or '!' or '?' or '\n') _forbidden.EndSentence();
        if (kind is Kind.Letter or Kind.Digit)
        {
            if (_word.Length == 0) _wordStart = _held.Length;
            _word.Append(plain);
        }
        _held.Append(letter);
        if (RevealsCanary(letter)) { IsBlocked = true; return; }
        Release(shown, letter);
    }

    private bool IsWordOfOther(Kind kind) => _word.Length > 0 && char.IsAsciiDigit(_word[0]) != (kind == Kind.Digit);

    private void Release(StringBuilder shown, char letter)
    {
        var free = _held.Length;
        if (_word.Length > 0 && _wordStart >= 0 && _forbidden.CanComplete(_word)) free = _wordStart;
        free = Math.Min(free, _held.Length - LengthOfCanaryBeginning());
        if (char.IsHighSurrogate(letter)) free = Math.Min(free, _held.Length - 1);   // half a character is never shown
        if (free <= 0) return;
        shown.Append(_held, 0, free);
        _held.Remove(0, free);
        _wordStart = _wordStart >= free ? _wordStart - free : _word.Length > 0 ? 0 : -1;
    }

    private void EndWord()
    {
        if (_word.Length == 0) return;
        IsBlocked = _forbidden.Add(_word.ToString());
        _word.Clear();
        _wordStart = -1;
    }

    private bool RevealsCanary(char letter)
    {
        if (_canary.Length == 0) return false;
        _tail.Append(letter);
        if (_tail.Length > _canary.Length) _tail.Remove(0, 1);
        return _tail.Length == _canary.Length && EndsWithCanary(_canary.Length);
    }

    // How many of the last characters are the beginning of the canary.
    private int LengthOfCanaryBeginning()
    {
        for (var length = Math.Min(_tail.Length, _canary.Length - 1); length > 0; length--)
            if (EndsWithCanary(length)) return Math.Min(length, _held.Length);
        return 0;
    }

    private bool EndsWithCanary(int length)
    {
        var from = _tail.Length - length;
        for (var at = 0; at < length; at++)
            if (char.ToLowerInvariant(_tail[from + at]) != char.ToLowerInvariant(_canary[at])) return false;
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
