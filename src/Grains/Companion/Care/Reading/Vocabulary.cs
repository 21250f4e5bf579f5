using System.Buffers;
using System.Runtime.InteropServices;

namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>Every word of the tables, with a number; finds the words that a misspelt one may be meant for.</summary>
internal sealed class Vocabulary : ILexicon
{
    public const string Start = "^", End = "$", Number = "<number>", Many = "<many>", HiddenWord = "<hidden>";

    private const int ShortestTypo = 5, LongestTypo = 18;
    private const int ManyFrom = 8;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string[]> _short = new(StringComparer.Ordinal);
    private readonly HashSet<string> _core = new(StringComparer.Ordinal), _hides = new(StringComparer.Ordinal), _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _near = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];
    private HashSet<string> _self = [];
    private SearchValues<string> _anyCore = SearchValues.Create([], StringComparison.Ordinal);

    public int FirstPerson { get; private set; }
    public int Count => _words.Count;

    public void AddShort(string form, string[] words) => _short[form] = words;
    public void AddCore(string word, bool hides) { _core.Add(word); if (hides) _hides.Add(word); NumberOf(word); }
    public void AddExact(string word) => _exact.Add(word);

    /// <summary>The number of a word of a phrase; "suizid*" stands for every word that begins so.</summary>
    public int NumberOf(string word)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, word, out var known);
        if (!known)
        {
            number = _words.Count;
            _words.Add(word);
        }
        return number;
    }

    /// <summary>A word of a phrase with its short forms written out.</summary>
    public string[] Spelled(string word) => _short.TryGetValue(word, out var words) ? words : [word];

    /// <summary>To be called once, when all phrases are read.</summary>
    public void Close(IEnumerable<string> firstPerson)
    {
        FirstPerson = NumberOf("<i>");
        foreach (var word in (ReadOnlySpan<string>)[Start, End, Number, Many, HiddenWord, "to", "for"]) NumberOf(word);
        var count = _words.Count;
        for (var number = 0; number < count; number++)
        {
            var word = _words[number];
            if (word[^1] == '*') _stems[word[..^1]] = [number];
            else if (word[0] is >= 'a' and <= 'z') Blur(word, number);
        }
        _self = [.. firstPerson];
        _anyCore = SearchValues.Create([.. _core], StringComparison.Ordinal);
    }

    public bool Knows(ReadOnlySpan<char> word) => _numbers.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(word);
    public bool IsCore(ReadOnlySpan<char> word) => _core.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    public bool HoldsCore(ReadOnlySpan<char> run) => run.ContainsAny(_anyCore);
    public string[]? Expand(ReadOnlySpan<char> word) =>
        _short.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var words) ? words : null;

    public string? Unmask(string masked)
    {
        var shown = masked.Count(letter => letter != '*');
        return shown < 2 || shown * 2 < masked.Length ? null : _core.FirstOrDefault(word => Fits(word, masked));
    }

    private static bool Fits(string word, string masked)
    {
        if (word.Length != masked.Length) return false;
        for (var at = 0; at < word.Length; at++)
            if (masked[at] != '*' && masked[at] != word[at]) return false;
        return true;
    }

    /// <summary>The numbers of the words that a word read may be, its own first; with or without those it may be a misspelling of.</summary>
    public int[] NumbersOf(Word word, bool typos)
    {
        var numbers = new List<int>(2);
        var text = word.Text;
        var known = _numbers.TryGetValue(text, out var own);
        if (known) numbers.Add(own);
        Stems(text, numbers);
        if (char.IsAsciiDigit(text[0])) Digits(text, numbers);
        else if (typos && numbers.Count == 0 && !_exact.Contains(text) && text.Length is >= 2 and <= LongestTypo + 10) Typos(text, numbers);
        if (word.Hidden && (_hides.Contains(text) || numbers.Exists(number => _hides.Contains(_words[number])))) numbers.Add(NumberOf(HiddenWord));
        if (text is "too") numbers.Add(NumberOf("to"));
        if (_self.Contains(text)) numbers.Add(FirstPerson);
        return numbers.Count == 0 ? [] : [.. numbers];
    }

    private void Stems(string text, List<int> numbers)
    {
        var stems = _stems.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = 4; length <= Math.Min(text.Length, LongestTypo); length++)
            if (stems.TryGetValue(text.AsSpan(0, length), out var found)) numbers.AddRange(found);
    }

    private void Digits(string text, List<int> numbers)
    {
        numbers.Add(NumberOf(Number));
        if (text.Length is 2 or 3 || text[0] >= '0' + ManyFrom) numbers.Add(NumberOf(Many));
        if (text is "2") numbers.Add(NumberOf("to"));
        if (text is "4") numbers.Add(NumberOf("for"));
    }

    private void Typos(string text, List<int> numbers)
    {
        Nearest(text, numbers);
        var squeezed = Disguise.Squeeze(text);
        if (numbers.Count > 0 && text.Length - squeezed.Length < 2) return;   // "dieee" is die even where "diese" is near
        if (_numbers.TryGetValue(squeezed, out var same)) numbers.Add(same);
        else if (!ReferenceEquals(squeezed, text)) Nearest(squeezed, numbers);
    }

    private void Nearest(string text, List<int> numbers)
    {
        if (text.Length > LongestTypo + 1) return;
        var near = _near.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> cut = stackalloc char[LongestTypo + 2];
        for (var at = -1; at < text.Length; at++)
        {
            var length = Without(text, at, cut);
            if (near.TryGetValue(cut[..length], out var candidates))
                foreach (var number in candidates)
                    if (!numbers.Contains(number) && Edits.AreOneApart(text, _words[number])) numbers.Add(number);
        }
    }

    // Files the word under itself, its squeezed form and every form with one letter left out.
    private void Blur(string word, int number)
    {
        if (word.Length is < 3 or > LongestTypo) return;
        var squeezed = Disguise.Squeeze(word);
        if (squeezed != word) _near.TryAdd(squeezed, []);
        if (squeezed != word) File(squeezed, number);
        if (word.Length < ShortestTypo && !(word.Length == 4 || word is "die")) return;
        Span<char> cut = stackalloc char[LongestTypo];
        for (var at = -1; at < word.Length; at++) File(cut[..Without(word, at, cut)].ToString(), number);
    }

    private void File(string form, int number)
    {
        ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(_near, form, out _);
        list ??= [];
        if (!list.Contains(number)) list.Add(number);
    }

    private static int Without(string word, int at, Span<char> cut)
    {
        word.CopyTo(cut);
        if (at < 0) return word.Length;
        word.AsSpan(at + 1).CopyTo(cut[at..]);
        return word.Length - 1;
    }
}
