namespace XelaConnect.CrisisDetection;

/// <summary>Finds words that suggest danger to life: phrases, not meaning (docs/care.md). Linear in length.</summary>
public static class CrisisDetector
{
    /// <summary>The signal in a message, or null.</summary>
    public static CrisisSignal? Detect(string text) => Detect(text, out _);

    internal static CrisisSignal? Detect(string text, out int comparisons)
    {
        var phrases = CrisisTables.Current.PhraseIndex;
        var tokens = phrases.Tokenize(text);
        var message = phrases.Lattice(tokens, allowTypos: true);
        var alarming = phrases.FindAlarming(message);
        comparisons = message.Comparisons;
        if (alarming.Count == 0) return null;
        // A misspelling can be alarming, but makes nothing safe.
        var exact = phrases.Lattice(tokens, allowTypos: false);
        var signal = Decide(alarming, phrases.FindSafe(exact), message.Count, text);
        comparisons += exact.Comparisons;
        return signal;
    }

    /// <summary>Matches inside a safe phrase are ignored; the most explicit of the remaining ones decide.</summary>
    private static CrisisSignal? Decide(List<PhraseMatch> alarming, List<PhraseMatch> safe, int positions, string text)
    {
        var covered = new Coverage(safe, positions);
        var remaining = alarming.FindAll(match => match.Phrase.IsUnconditional || !covered.Contains(match));
        var others = remaining.FindAll(IsAboutOthers);
        var aboutOthers = new Coverage(others, positions);
        var own = remaining.FindAll(match => !IsAboutOthers(match) && !aboutOthers.ContainsStart(match));
        var deciding = own.Count > 0 ? own : others;
        return deciding.Count == 0 ? null
            : new CrisisSignal(KindOf(deciding.Min(match => match.Phrase.Category)), LanguageOf(deciding, text));
    }

    private static bool IsAboutOthers(PhraseMatch match) => match.Phrase.Category == PhraseCategory.ThirdPerson;

    // Neighbouring languages share phrases: the language of the message wins where its own table matched, too.
    private static string LanguageOf(List<PhraseMatch> matches, string text)
    {
        var guess = MessageLanguage.Guess(text);
        return matches.Exists(match => match.Phrase.Language == guess) ? guess
            : matches.Find(match => match.Phrase.Language.Length > 0)?.Phrase.Language ?? guess;
    }

    private static CrisisSignalKind KindOf(PhraseCategory category) => category switch
    {
        PhraseCategory.Explicit => CrisisSignalKind.Explicit,
        PhraseCategory.Indirect => CrisisSignalKind.Indirect,
        PhraseCategory.Coded => CrisisSignalKind.Coded,
        _ => CrisisSignalKind.ThirdPerson,
    };
}

/// <summary>How a message suggests danger to life.</summary>
public enum CrisisSignalKind
{
    /// <summary>Said outright: "I want to kill myself".</summary>
    Explicit,
    /// <summary>Said around it: "everyone would be better off without me".</summary>
    Indirect,
    /// <summary>Said in words made to pass filters: "unalive", "su1cide".</summary>
    Coded,
    /// <summary>Said of someone else: "my friend says she wants to die".</summary>
    ThirdPerson,
}

/// <summary>How a message suggests danger, and the language of those words.</summary>
public sealed record CrisisSignal(CrisisSignalKind Kind, string Language);
