namespace XelaConnect.CrisisDetection.Phrases;

internal static class PhraseCompiler
{
    private static readonly Dictionary<string, PhraseCategory> Categories = new(StringComparer.Ordinal)
    {
        ["explicit"] = PhraseCategory.Explicit,
        ["indirect"] = PhraseCategory.Indirect,
        ["coded"] = PhraseCategory.Coded,
        ["third-person"] = PhraseCategory.ThirdPerson,
        ["safe"] = PhraseCategory.Safe,
    };

    private static readonly string[] Sections =
    [
        LanguageProfiles.WordSection, LanguageProfiles.LetterSection, "first-person", "core-words", "obfuscated-words",
        "not-typos", "short-forms", "sets", .. Categories.Keys,
    ];

    /// <summary>Throws with file and line on a malformed line.</summary>
    public static PhraseIndex Compile(IReadOnlyList<PhraseFile> files)
    {
        var vocabulary = new Vocabulary();
        foreach (var file in files) file.Table.RequireSections(Sections);
        foreach (var line in Lines(files, "short-forms")) AddShortForms(vocabulary, line);
        foreach (var word in Words(files, "core-words")) vocabulary.AddCoreWord(word, isAlarmingIfObfuscated: false);
        foreach (var word in Words(files, "obfuscated-words"))
            vocabulary.AddCoreWord(word, isAlarmingIfObfuscated: true);
        foreach (var word in Words(files, "not-typos")) vocabulary.AddExactWord(word);
        var phrases = files.SelectMany(file => Compile(file, vocabulary)).ToList();
        vocabulary.Complete(Words(files, "first-person"));
        return new PhraseIndex(vocabulary, phrases);
    }

    private static IEnumerable<Phrase> Compile(PhraseFile file, Vocabulary vocabulary)
    {
        var sets = new PhraseSets(vocabulary, file.Table.Lines("sets"));
        foreach (var section in file.Table.Sections)
        {
            if (!Categories.TryGetValue(section.Name, out var category)) continue;
            var isThirdPerson = category == PhraseCategory.ThirdPerson;
            var parser = new PhraseParser(vocabulary, sets, gapsExcludeFirstPerson: isThirdPerson);
            foreach (var line in section.Lines) yield return Compile(line, parser, category, file.Language);
        }
    }

    private static Phrase Compile(TableLine line, PhraseParser parser, PhraseCategory category, string language)
    {
        var isUnconditional = line.Text[0] == '!';
        if (isUnconditional && category == PhraseCategory.Safe)
            throw line.Error("a safe phrase cannot be unconditional");
        try
        {
            var phrase = new Phrase(category, language, isUnconditional, parser.Parse(line.Text.TrimStart('!', ' ')));
            _ = phrase.FirstWords();
            const int MaxWords = PatternMatcher.MaxWords;
            if (Pattern.MaxWordsOf(phrase.Sequence) is var longest and > MaxWords)
                throw new FormatException($"the phrase can span {longest} words; the most are {MaxWords}");
            return phrase;
        }
        catch (FormatException error) when (!error.Message.StartsWith(line.File, StringComparison.Ordinal))
        {
            throw line.Error(error.Message);
        }
    }

    private static void AddShortForms(Vocabulary vocabulary, TableLine line)
    {
        var (forms, words) = line.Pair();
        string[] expansion = [.. words.Split(' ').Select(line.PlainWord)];
        foreach (var form in forms.Split(' ')) vocabulary.AddShortForm(line.PlainWord(form), expansion);
    }

    private static IEnumerable<string> Words(IEnumerable<PhraseFile> files, string section) =>
        Lines(files, section).SelectMany(line => line.Text.Split(' '), (line, word) => line.PlainWord(word));

    private static IEnumerable<TableLine> Lines(IEnumerable<PhraseFile> files, string section) =>
        files.SelectMany(file => file.Table.Lines(section));
}

/// <summary>The phrase table of one language; "" for phrases of all languages.</summary>
internal sealed record PhraseFile(string Language, TableFile Table)
{
    public static IReadOnlyList<PhraseFile> Embedded() =>
        [Embedded("", "common"), .. MessageLanguage.All.Select(static language => Embedded(language, language))];

    private static PhraseFile Embedded(string language, string file) =>
        new(language, TableFile.Embedded($"phrases/{file}.txt"));
}
