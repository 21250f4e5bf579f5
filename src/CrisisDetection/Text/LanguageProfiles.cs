using System.Collections.Frozen;

namespace XelaConnect.CrisisDetection.Text;

internal sealed class LanguageProfiles
{
    public const string WordSection = "common-words", LetterSection = "letters";
    private const int WordScore = 2, LetterScore = 1;
    private readonly string[] languages;
    private readonly FrozenDictionary<string, int> byWord;   // a bit for each language that has the word
    private readonly (string Letters, int Language)[] letters;

    public LanguageProfiles(IEnumerable<PhraseFile> files)
    {
        var tables = files.Where(file => file.Language.Length > 0).ToArray();
        languages = [.. tables.Select(file => file.Language)];
        var words = tables.SelectMany(static (file, language) => file.Table.Required(WordSection).Lines
            .SelectMany(line => line.Text.Split(' ')).Distinct().Select(word => (word, Bit: 1 << language)));
        byWord = words.GroupBy(static entry => entry.word, static entry => entry.Bit)
            .ToFrozenDictionary(static group => group.Key, static group => group.Sum());
        letters = [.. tables.SelectMany(static (file, language) =>
            file.Table.Lines(LetterSection).Select(line => (line.Text, language)))];
    }

    /// <summary>The first one where none scores.</summary>
    public string Guess(string text)
    {
        Span<int> score = stackalloc int[languages.Length];
        foreach (var word in PlainText.Words(text))
            for (var bits = byWord.GetValueOrDefault(word); bits != 0; bits &= bits - 1)
                score[BitOperations.TrailingZeroCount(bits)] += WordScore;
        foreach (var (letters, language) in this.letters)
            if (text.AsSpan().IndexOfAny(letters) >= 0) score[language] += LetterScore;
        var best = 0;
        for (var language = 1; language < score.Length; language++)
            if (score[language] > score[best]) best = language;
        return languages[best];
    }
}

/// <summary>Guesses the language of a message by its small words: good enough to reply in, and no more.</summary>
public static class MessageLanguage
{
    /// <summary>The languages that the tables cover.</summary>
    public static IReadOnlyList<string> All { get; } = ["en", "es", "fr", "de", "pt"];

    /// <summary>One of <see cref="All"/>; "en" where nothing points to another. Never throws.</summary>
    public static string Guess(string text) => CrisisTables.Current.Languages.Guess(text);
}
