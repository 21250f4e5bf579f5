using System.Buffers;
using System.Runtime.InteropServices;

namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>Every word of the phrases, with an id; finds the words that a misspelling may stand for.</summary>
internal sealed class Vocabulary
{
    public const string Start = "^", End = "$", Number = "<number>", Many = "<many>", Obfuscated = "<obfuscated>";
    private const string FirstPersonWord = "<first-person>";
    private const int ManyFrom = 8;
    private const int MinTypoLength = 5, MaxTypoLength = 18;   // letters
    private const int MaxRepeats = 10;                     // letters that a longer misspelling may repeat
    private const int MinStemLength = 4;
    private readonly Dictionary<string, int> ids = new(StringComparer.Ordinal);
    private readonly List<string> words = [];
    private readonly Dictionary<string, int[]> stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> shortForms = new(StringComparer.Ordinal);
    private readonly HashSet<string> coreWords = new(StringComparer.Ordinal);
    private readonly HashSet<string> alarmingIfObfuscated = new(StringComparer.Ordinal);
    private readonly HashSet<string> exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> neighbours = new(StringComparer.Ordinal);   // a letter left out
    private HashSet<string> firstPersonWords = [];
    private SearchValues<string> anyCoreWord = SearchValues.Create([], StringComparison.Ordinal);

    /// <summary>The id that every word of the first person has besides its own.</summary>
    public int FirstPerson { get; private set; }
    public int Count => words.Count;

    public static bool IsBuiltIn(string set) => set is Number or Many or Obfuscated;
    public void AddShortForm(string form, string[] words) => shortForms[form] = words;

    public void AddCoreWord(string word, bool isAlarmingIfObfuscated)
    {
        coreWords.Add(word);
        if (isAlarmingIfObfuscated) alarmingIfObfuscated.Add(word);
        IdOf(word);
    }

    /// <summary>Never taken for a misspelling.</summary>
    public void AddExactWord(string word) => exact.Add(word);

    /// <summary>"suizid*" stands for every word that begins so.</summary>
    public int IdOf(string word)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, word, out var isKnown);
        if (!isKnown)
        {
            id = words.Count;
            words.Add(word);
        }
        return id;
    }

    public string[] Expanded(string word) => shortForms.TryGetValue(word, out var words) ? words : [word];

    /// <summary>To be called once, when all phrases are compiled.</summary>
    public void Complete(IEnumerable<string> firstPersonWords)
    {
        FirstPerson = IdOf(FirstPersonWord);
        foreach (var word in (ReadOnlySpan<string>)[Start, End, Number, Many, Obfuscated, "to", "for"]) IdOf(word);
        for (var id = 0; id < words.Count; id++)
        {
            var word = words[id];
            if (word[^1] == '*') stems[word[..^1]] = [id];
            else if (word[0] is >= 'a' and <= 'z') AddNeighbours(word, id);
        }
        this.firstPersonWords = [.. firstPersonWords];
        anyCoreWord = SearchValues.Create([.. coreWords], StringComparison.Ordinal);
    }

    public bool Knows(ReadOnlySpan<char> word) => ids.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(word);

    /// <summary>A word that people obfuscate, break apart or run together.</summary>
    public bool IsCoreWord(ReadOnlySpan<char> word) =>
        coreWords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    public bool ContainsCoreWord(ReadOnlySpan<char> letters) => letters.ContainsAny(anyCoreWord);

    /// <summary>The words of a short form ("wanna": want, to), or null.</summary>
    public string[]? Expand(ReadOnlySpan<char> word) =>
        shortForms.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var words) ? words : null;

    /// <summary>The core word that fits letters with asterisks among them, or null.</summary>
    public string? Unmask(string masked)
    {
        var shown = masked.Count(letter => letter != '*');
        return shown < 2 || shown * 2 < masked.Length ? null : coreWords.FirstOrDefault(word => Fits(word, masked));
    }

    private static bool Fits(string word, string masked)
    {
        if (word.Length != masked.Length) return false;
        for (var at = 0; at < word.Length; at++)
            if (masked[at] != '*' && masked[at] != word[at]) return false;
        return true;
    }

    /// <summary>Its own first, then, where typos are allowed, words that it may be a misspelling of.</summary>
    public int[] IdsOf(Token token, bool allowTypos)
    {
        var ids = new List<int>(2);
        var text = token.Text;
        if (this.ids.TryGetValue(text, out var own)) ids.Add(own);
        AddStems(text, ids);
        if (char.IsAsciiDigit(text[0])) AddNumbers(text, ids);
        else if (allowTypos && ids.Count == 0) AddCorrections(text, ids);
        if (token.IsObfuscated && IsAlarmingIfObfuscated(text, ids)) ids.Add(IdOf(Obfuscated));
        if (text is "too") ids.Add(IdOf("to"));
        if (firstPersonWords.Contains(text)) ids.Add(FirstPerson);
        return ids.Count == 0 ? [] : [.. ids];
    }

    private bool IsAlarmingIfObfuscated(string text, List<int> ids) =>
        alarmingIfObfuscated.Contains(text) || ids.Exists(id => alarmingIfObfuscated.Contains(words[id]));

    private void AddStems(string text, List<int> ids)
    {
        var stems = this.stems.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = MinStemLength; length <= Math.Min(text.Length, MaxTypoLength); length++)
            if (stems.TryGetValue(text.AsSpan(0, length), out var found)) ids.AddRange(found);
    }

    private void AddNumbers(string text, List<int> ids)
    {
        ids.Add(IdOf(Number));
        if (text.Length is 2 or 3 || text[0] >= '0' + ManyFrom) ids.Add(IdOf(Many));
        if (text is "2") ids.Add(IdOf("to"));
        if (text is "4") ids.Add(IdOf("for"));
    }

    private void AddCorrections(string text, List<int> ids)
    {
        if (exact.Contains(text) || text.Length is < 2 or > MaxTypoLength + MaxRepeats) return;
        AddNearest(text, ids);
        var collapsed = Deobfuscation.CollapseRepeats(text);
        if (ids.Count > 0 && text.Length - collapsed.Length < 2) return;   // "dieee" is die even where "diese" is near
        if (this.ids.TryGetValue(collapsed, out var same)) ids.Add(same);
        else if (!ReferenceEquals(collapsed, text)) AddNearest(collapsed, ids);
    }

    private void AddNearest(string text, List<int> ids)
    {
        if (text.Length > MaxTypoLength + 1) return;
        var neighbours = this.neighbours.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> shortened = stackalloc char[MaxTypoLength + 2];
        for (var at = -1; at < text.Length; at++)
        {
            var length = CopyWithout(text, at, shortened);
            if (!neighbours.TryGetValue(shortened[..length], out var candidates)) continue;
            foreach (var id in candidates)
                if (!ids.Contains(id) && EditDistance.IsAtMostOne(text, words[id])) ids.Add(id);
        }
    }

    // By itself, without repeats, and with each of its letters left out.
    private void AddNeighbours(string word, int id)
    {
        if (word.Length is < 3 or > MaxTypoLength) return;
        var collapsed = Deobfuscation.CollapseRepeats(word);
        if (collapsed != word) AddNeighbour(collapsed, id);
        if (word.Length < MinTypoLength && word.Length != 4 && word is not "die") return;
        Span<char> shortened = stackalloc char[MaxTypoLength];
        for (var at = -1; at < word.Length; at++)
            AddNeighbour(shortened[..CopyWithout(word, at, shortened)].ToString(), id);
    }

    private void AddNeighbour(string form, int id)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(neighbours, form, out _);
        list ??= [];
        if (!list.Contains(id)) list.Add(id);
    }

    private static int CopyWithout(string word, int at, Span<char> target)
    {
        word.CopyTo(target);
        if (at < 0) return word.Length;
        word.AsSpan(at + 1).CopyTo(target[at..]);
        return word.Length - 1;
    }
}
