using System.Text;

namespace XelaConnect.Grains.Companion.Care;

/// <summary>
/// Stands between the model's answer and the person while it streams. Every character is judged in turn, so how the answer
/// is cut into pieces changes nothing. Only a word that could complete something forbidden waits until it is whole.
/// Not safe for several threads: one instance for one answer.
/// </summary>
internal sealed class OutputCheck
{
    private readonly string _canary;
    private readonly StringBuilder _held = new();      // what may not be shown yet
    private readonly StringBuilder _word = new();      // the word being read, plain
    private readonly ForbiddenContext _context = new();
    private readonly StringBuilder _tail = new();      // the last characters, as many as the canary has
    private int _wordAt = -1;                          // where in the held text a word that may not be shown begins; -1: nowhere

    /// <param name="canary">A sentence of the model's instructions that must never be shown, or null.</param>
    public OutputCheck(string? canary) => _canary = canary ?? "";

    /// <summary>Something forbidden came. From then on nothing is returned.</summary>
    public bool Refused { get; private set; }

    /// <summary>The gentle sentence that ends a refused answer.</summary>
    public static string ReplacementFor(string language) => language switch
    {
        "es" => "Prefiero detenerme aquí: esto es mejor hablarlo con una persona que pueda conocerte. Aquí sigo, si quieres contarme cómo te sientes.",
        "fr" => "Je préfère m'arrêter ici : cela se parle mieux avec une personne qui peut te connaître. Je reste là, si tu veux me dire comment tu te sens.",
        "de" => "Hier halte ich lieber inne: darüber spricht man besser mit einem Menschen, der dich kennenlernen kann. Ich bin da, wenn du erzählen magst, wie es dir geht.",
        "pt" => "Prefiro parar por aqui: isto conversa-se melhor com uma pessoa que possa conhecer você. Continuo aqui, se quiser contar como se sente.",
        _ => "I would rather stop here: this is better talked over with a person who can get to know you. I am still here, if you want to tell me how you feel.",
    };

    /// <summary>Takes the next piece and returns what may be shown now: part of it, nothing, or more.</summary>
    public string Take(string piece)
    {
        var shown = new StringBuilder();
        foreach (var letter in piece)
        {
            if (Refused) break;
            Step(letter, shown);
        }
        return shown.ToString();
    }

    /// <summary>The answer is over: returns what was still held, unless its last word is forbidden.</summary>
    public string Finish()
    {
        if (!Refused) EndWord();
        if (Refused) return "";
        var rest = _held.ToString();
        _held.Clear();
        return rest;
    }

    private void Step(char letter, StringBuilder shown)
    {
        var plain = char.IsSurrogate(letter) ? Letters.Gap : Letters.Of(new Rune(letter));
        var sort = SortOf(plain);
        if (sort == Sort.Between || sort != Sort.Silent && _word.Length > 0 && char.IsAsciiDigit(_word[0]) != (sort == Sort.Digit)) EndWord();
        if (Refused) return;
        if (letter is '.' or '!' or '?' or '\n') _context.EndSentence();
        if (sort is Sort.Letter or Sort.Digit)
        {
            if (_word.Length == 0) _wordAt = _held.Length;
            _word.Append(plain);
        }
        _held.Append(letter);
        if (RevealsCanary(letter)) { Refused = true; return; }
        Release(shown, letter);
    }

    private void Release(StringBuilder shown, char letter)
    {
        var free = _held.Length;
        if (_word.Length > 0 && _wordAt >= 0 && _context.CouldComplete(_word)) free = _wordAt;
        free = Math.Min(free, _held.Length - CanaryBegun());
        if (char.IsHighSurrogate(letter)) free = Math.Min(free, _held.Length - 1);   // half a character is never shown
        if (free <= 0) return;
        shown.Append(_held, 0, free);
        _held.Remove(0, free);
        _wordAt = _wordAt >= free ? _wordAt - free : _word.Length > 0 ? 0 : -1;
    }

    private void EndWord()
    {
        if (_word.Length == 0) return;
        Refused = _context.Take(_word.ToString());
        _word.Clear();
        _wordAt = -1;
    }

    private bool RevealsCanary(char letter)
    {
        if (_canary.Length == 0) return false;
        _tail.Append(letter);
        if (_tail.Length > _canary.Length) _tail.Remove(0, 1);
        return _tail.Length == _canary.Length && EndsLikeCanary(_canary.Length);
    }

    // How many of the last characters are the beginning of the canary.
    private int CanaryBegun()
    {
        for (var length = Math.Min(_tail.Length, _canary.Length - 1); length > 0; length--)
            if (EndsLikeCanary(length)) return Math.Min(length, _held.Length);
        return 0;
    }

    private bool EndsLikeCanary(int length)
    {
        var from = _tail.Length - length;
        for (var at = 0; at < length; at++)
            if (char.ToLowerInvariant(_tail[from + at]) != char.ToLowerInvariant(_canary[at])) return false;
        return true;
    }

    private enum Sort { Between, Letter, Digit, Silent }

    private static Sort SortOf(char plain) => plain switch
    {
        >= 'a' and <= 'z' => Sort.Letter,
        >= '0' and <= '9' => Sort.Digit,
        Letters.Nothing or Letters.Apostrophe => Sort.Silent,
        _ => Sort.Between,
    };
}
