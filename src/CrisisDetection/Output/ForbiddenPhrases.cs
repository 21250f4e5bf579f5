namespace XelaConnect.CrisisDetection.Output;

/// <summary>A phrase that a reply must not contain, except with an exception in or shortly before it.</summary>
internal sealed record ForbiddenPhrase(string[][] Context, HashSet<string> Last, HashSet<string> Exceptions)
{
    private const int ExceptionsBefore = 5;   // words

    public bool IsReadyAfter(List<string> words)
    {
        var at = words.Count;
        var slack = 0;
        for (var part = Context.Length - 1; part >= 0; part--)
        {
            if (Context[part] is [ForbiddenPhrases.Gap]) { slack = ForbiddenPhrases.GapLength; continue; }
            var found = at - 1;
            while (found >= 0 && found >= at - 1 - slack && !Context[part].Contains(words[found])) found--;
            if (found < 0 || found < at - 1 - slack) return false;
            (at, slack) = (found, 0);
        }
        return !words.Skip(Math.Max(0, at - ExceptionsBefore)).Any(Exceptions.Contains);
    }
}

internal sealed class ForbiddenPhrases
{
    /// <summary>Stands for up to <see cref="GapLength"/> words of any kind.</summary>
    public const string Gap = "~";
    public const int GapLength = 2;
    public const int MaxContextLength = 14;
    private readonly Dictionary<string, string[]> shortForms = new(StringComparer.Ordinal);
    private readonly List<ForbiddenPhrase> phrases = [];

    public ForbiddenPhrases(IEnumerable<TableFile> files)
    {
        foreach (var file in files)
        {
            file.RequireSections("short-forms", "forbidden");
            foreach (var line in file.Lines("short-forms"))
            {
                var (form, words) = line.Pair();
                shortForms[form] = words.Split(' ');
            }
            phrases.AddRange(file.Lines("forbidden").Select(Phrase));
        }
    }

    public IReadOnlyList<ForbiddenPhrase> Phrases => phrases;

    public static ForbiddenPhrases Embedded() => new([Embedded("common"), .. MessageLanguage.All.Select(Embedded)]);

    /// <summary>Short forms written out, digits as a number.</summary>
    public string[] Expand(string word) =>
        shortForms.TryGetValue(word, out var words) ? words : [char.IsAsciiDigit(word[0]) ? Vocabulary.Number : word];

    private static TableFile Embedded(string file) => TableFile.Embedded($"output-filter/{file}.txt");

    private static ForbiddenPhrase Phrase(TableLine line)
    {
        var sides = line.Text.Split(" !", 2);
        var words = sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string[][] parts = [.. words.Select(part => part.Split('|'))];
        var exceptions = sides.Length == 1 ? [] : sides[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in parts.SelectMany(part => part).Concat(exceptions))
            if (word is not (Gap or Vocabulary.Number)) line.PlainWord(word);
        if (parts is not [not [Gap], ..] || parts[^1] is [Gap])
            throw line.Error("a phrase begins and ends with a word");
        if (parts[..^1].Sum(part => part is [Gap] ? GapLength : 1) > MaxContextLength)
            throw line.Error($"a phrase has at most {MaxContextLength} words before its last");
        return new ForbiddenPhrase(parts[..^1], [.. parts[^1]], [.. exceptions]);
    }
}
