using XelaConnect.Grains.Companion.Care.Phrases;
using XelaConnect.Grains.Companion.Care.Reading;

namespace XelaConnect.Grains.Companion.Care;

/// <summary>
/// Finds words that suggest danger to life, before a message reaches the language model. It knows phrases, not meaning;
/// docs/care.md says what it finds and misses. Pure; the work grows with the length of the text and nothing else.
/// </summary>
internal static class DangerDetector
{
    private static readonly PhraseBook Book = PhraseBook.Of(Tables.All);

    /// <summary>The danger a text suggests, or null.</summary>
    public static Danger? Read(string text) => Read(text, out _);

    /// <summary>The same; <paramref name="steps"/> is the number of words compared.</summary>
    internal static Danger? Read(string text, out int steps)
    {
        var words = Book.Words(text);
        var sentence = Book.Sentence(words, typos: true);
        var found = Book.Find(sentence, safe: false);
        steps = sentence.Steps;
        if (found.Count == 0) return null;
        var exact = Book.Sentence(words, typos: false);   // a misspelt word may be a danger, but makes nothing safe
        var danger = Weigh(found, Book.Find(exact, safe: true), sentence.Count, text);
        steps += exact.Steps;
        return danger;
    }

    /// <summary>
    /// What lies wholly inside a safe phrase ("not suicidal") does not count; what lies inside a phrase about somebody else
    /// is about them. Of what is left, the plainest words decide.
    /// </summary>
    private static Danger? Weigh(List<Found> dangers, List<Found> safe, int places, string text)
    {
        var spared = new Cover(safe, places);
        var left = dangers.FindAll(danger => danger.Phrase.Firm || !spared.Holds(danger));
        var others = left.FindAll(danger => danger.Phrase.Meaning == Meaning.Third);
        var aboutOthers = new Cover(others, places);
        var own = left.FindAll(danger => danger.Phrase.Meaning != Meaning.Third && !aboutOthers.HoldsBeginning(danger));
        var deciding = own.Count > 0 ? own : others;
        return deciding.Count == 0 ? null : new Danger(KindOf(deciding.Min(danger => danger.Phrase.Meaning)), LanguageOf(deciding, text));
    }

    // Neighbouring languages share phrases: the one the rest of the message is in wins, if its table found something too.
    private static string LanguageOf(List<Found> found, string text)
    {
        var guess = MessageLanguage.Of(text);
        return found.Exists(danger => danger.Phrase.Language == guess) ? guess
            : found.Find(danger => danger.Phrase.Language.Length > 0)?.Phrase.Language ?? guess;
    }

    private static DangerKind KindOf(Meaning meaning) => meaning switch
    {
        Meaning.Explicit => DangerKind.Explicit,
        Meaning.Indirect => DangerKind.Indirect,
        Meaning.Coded => DangerKind.Coded,
        _ => DangerKind.ThirdPerson,
    };
}
