using XelaConnect.Grains.Companion.Care.Phrases;

namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>A phrase found in a sentence, from its first word up to (not including) the word at <paramref name="To"/>.</summary>
internal sealed record Found(Phrase Phrase, int From, int To);

/// <summary>What phrases that were found cover.</summary>
internal sealed class Cover
{
    private readonly int[] reach;   // how far what begins at a place, or before it, goes

    public Cover(List<Found> found, int places)
    {
        reach = new int[places];
        foreach (var one in found) reach[one.From] = Math.Max(reach[one.From], one.To);
        for (var place = 1; place < places; place++) reach[place] = Math.Max(reach[place], reach[place - 1]);
    }

    /// <summary>Whether all of it lies in one of them.</summary>
    public bool Holds(Found one) => one.To <= reach[one.From];

    /// <summary>Whether it begins in one of them.</summary>
    public bool HoldsBeginning(Found one) => one.From < reach[one.From];
}

/// <summary>All tables, read once: which phrases can begin with which word.</summary>
internal sealed class PhraseBook
{
    private readonly Vocabulary _vocabulary = new();
    private readonly WordReader _reader;
    private Phrase[][] _dangers = [], _safe = [];

    private PhraseBook() => _reader = new WordReader(_vocabulary);

    /// <summary>Reads the tables. Throws <see cref="FormatException"/> on a line that is no phrase.</summary>
    public static PhraseBook Of(IEnumerable<Table> tables)
    {
        var book = new PhraseBook();
        var sections = tables.SelectMany(Section.Read).ToList();
        foreach (var line in Lines(sections, "short")) book.AddShort(line.Text);
        foreach (var line in Lines(sections, "core")) foreach (var word in line.Text.Split(' ')) book._vocabulary.AddCore(word, hides: false);
        foreach (var line in Lines(sections, "hides")) foreach (var word in line.Text.Split(' ')) book._vocabulary.AddCore(word, hides: true);
        foreach (var line in Lines(sections, "exact")) foreach (var word in line.Text.Split(' ')) book._vocabulary.AddExact(word);
        var phrases = sections.SelectMany(book.Phrases).ToList();
        book._vocabulary.Close(Lines(sections, "self").SelectMany(line => line.Text.Split(' ')));
        book._dangers = Index(phrases.FindAll(phrase => phrase.Meaning != Meaning.Safe));
        book._safe = Index(phrases.FindAll(phrase => phrase.Meaning == Meaning.Safe));
        return book;
    }

    /// <summary>The words of a text.</summary>
    public List<Word> Words(string text) => _reader.Read(text);

    /// <summary>The numbers of words, between a start and an end.</summary>
    public Sentence Sentence(List<Word> words, bool typos)
    {
        var numbers = new List<int[]>(words.Count + 2) { new[] { _vocabulary.NumberOf(Vocabulary.Start) } };
        var seen = new Dictionary<Word, int[]>();
        foreach (var word in words)
        {
            if (!seen.TryGetValue(word, out var known)) seen[word] = known = _vocabulary.NumbersOf(word, typos);
            numbers.Add(known);
        }
        numbers.Add([_vocabulary.NumberOf(Vocabulary.End)]);
        return new Sentence(numbers, _vocabulary.FirstPerson, _vocabulary.Count);
    }

    /// <summary>Every phrase in the sentence. Dangers end as early as they can, safe phrases as late.</summary>
    public List<Found> Find(Sentence sentence, bool safe)
    {
        var found = new List<Found>();
        var index = safe ? _safe : _dangers;
        for (var place = 0; place < sentence.Count; place++)
            foreach (var word in sentence.At(place))
                foreach (var phrase in word < index.Length ? index[word] : [])
                {
                    if (phrase.Needs is { } needs && !sentence.HasAnywhere(needs)) continue;
                    var ends = Matcher.Ends(phrase.Parts, sentence, place);
                    if (ends == 0) continue;
                    var length = safe ? 63 - System.Numerics.BitOperations.LeadingZeroCount(ends) : System.Numerics.BitOperations.TrailingZeroCount(ends);
                    found.Add(new Found(phrase, place, place + length));
                }
        return found;
    }

    private static Phrase[][] Index(List<Phrase> phrases)
    {
        var pairs = phrases.SelectMany(phrase => phrase.First(), (phrase, word) => (phrase, word)).ToLookup(pair => pair.word, pair => pair.phrase);
        var index = new Phrase[pairs.Count == 0 ? 0 : pairs.Max(group => group.Key) + 1][];
        for (var word = 0; word < index.Length; word++) index[word] = [.. pairs[word]];
        return index;
    }

    private void AddShort(string line)
    {
        foreach (var entry in line.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var sides = entry.Split('=', StringSplitOptions.TrimEntries);
            foreach (var form in sides[0].Split(' ')) _vocabulary.AddShort(form, sides[1].Split(' '));
        }
    }

    private IEnumerable<Phrase> Phrases(Section section)
    {
        if (!Enum.TryParse<Meaning>(section.Name, ignoreCase: true, out var meaning)) yield break;
        var parser = new PhraseParser(_vocabulary, section.Sets);
        foreach (var line in section.Lines)
        {
            var firm = line.StartsWith('!');
            yield return new Phrase(meaning, section.Language, firm, parser.Parse(line.TrimStart('!', ' '), meaning == Meaning.Third), line);
        }
    }

    private static IEnumerable<(string Text, string Language)> Lines(List<Section> sections, string name) =>
        sections.Where(section => section.Name == name).SelectMany(section => section.Lines, (section, line) => (line, section.Language));
}
