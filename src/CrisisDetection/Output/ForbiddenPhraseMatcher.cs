using System.Text;
using XelaConnect.CrisisDetection.Tables;

namespace XelaConnect.CrisisDetection.Output;

/// <summary>
/// Knows the last words of an answer, and with them whether the next word completes a forbidden phrase.
/// </summary>
internal sealed class ForbiddenPhraseMatcher
{
    private readonly ForbiddenPhrases _forbidden = CrisisTables.Current.ForbiddenPhrases;
    private readonly List<string> _words = [];
    private List<ForbiddenPhrase>? _ready;   // worked out once for each word, when it begins

    /// <summary>Whether a word that begins like this can complete a phrase.</summary>
    public bool CanComplete(StringBuilder beginning)
    {
        var text = beginning.ToString();
        return Ready().Exists(phrase => phrase.Last.Any(last => last.StartsWith(text, StringComparison.Ordinal)));
    }

    /// <summary>Takes the next word; true where it completes a phrase.</summary>
    public bool Add(string word)
    {
        var isComplete = Ready().Exists(phrase => phrase.Last.Contains(word));
        _words.AddRange(_forbidden.Expand(word));
        if (_words.Count > ForbiddenPhrases.LongestContext)
            _words.RemoveRange(0, _words.Count - ForbiddenPhrases.LongestContext);
        _ready = null;
        return isComplete;
    }

    /// <summary>Forgets the words: a phrase does not go beyond its sentence.</summary>
    public void EndSentence()
    {
        _words.Clear();
        _ready = null;
    }

    private List<ForbiddenPhrase> Ready() =>
        _ready ??= [.. _forbidden.Phrases.Where(phrase => phrase.IsReadyAfter(_words))];
}
