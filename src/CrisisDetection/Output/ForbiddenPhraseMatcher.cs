namespace XelaConnect.CrisisDetection.Output;

/// <summary>Keeps the last words of a reply, and knows whether the next word completes a forbidden phrase.</summary>
internal sealed class ForbiddenPhraseMatcher
{
    private readonly ForbiddenPhrases forbidden = CrisisTables.Current.ForbiddenPhrases;
    private readonly List<string> words = [];
    private List<ForbiddenPhrase>? ready;   // computed once for each word, when it begins

    /// <summary>Whether a word that begins like this can complete a phrase.</summary>
    public bool CanComplete(StringBuilder beginning)
    {
        var text = beginning.ToString();
        return Ready().Exists(phrase => phrase.Last.Any(last => last.StartsWith(text, StringComparison.Ordinal)));
    }

    /// <summary>True where it completes a phrase.</summary>
    public bool Add(string word)
    {
        var isComplete = Ready().Exists(phrase => phrase.Last.Contains(word));
        words.AddRange(forbidden.Expand(word));
        if (words.Count > ForbiddenPhrases.MaxContextLength)
            words.RemoveRange(0, words.Count - ForbiddenPhrases.MaxContextLength);
        ready = null;
        return isComplete;
    }

    /// <summary>A phrase does not go beyond its sentence.</summary>
    public void EndSentence()
    {
        words.Clear();
        ready = null;
    }

    private List<ForbiddenPhrase> Ready() =>
        ready ??= [.. forbidden.Phrases.Where(phrase => phrase.IsReadyAfter(words))];
}
