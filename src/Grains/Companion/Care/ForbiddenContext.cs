using System.Text;
using XelaConnect.Grains.Companion.Care.Phrases;
using XelaConnect.Grains.Companion.Care.Reading;

namespace XelaConnect.Grains.Companion.Care;

/// <summary>The last words of an answer, and whether the next one would complete something forbidden.</summary>
internal sealed class ForbiddenContext
{
    private const int Remembered = 14;       // words; the longest phrase has fewer
    private static readonly Rule[] Rules = ReadRules();

    private readonly List<string> _words = [];
    private List<Rule>? _armed;              // found once for each word, when it begins

    /// <summary>Whether a word that begins so could complete a phrase.</summary>
    public bool CouldComplete(StringBuilder begun)
    {
        var text = begun.ToString();
        return Armed().Exists(rule => rule.Last.Any(last => last.StartsWith(text, StringComparison.Ordinal)));
    }

    /// <summary>Takes a whole word; true when it completes a phrase.</summary>
    public bool Take(string word)
    {
        var completes = Armed().Exists(rule => rule.Last.Contains(word));
        _words.AddRange(Short.TryGetValue(word, out var words) ? words : [char.IsAsciiDigit(word[0]) ? Vocabulary.Number : word]);
        if (_words.Count > Remembered) _words.RemoveRange(0, _words.Count - Remembered);
        _armed = null;
        return completes;
    }

    /// <summary>What is forbidden is forbidden within one sentence.</summary>
    public void EndSentence()
    {
        _words.Clear();
        _armed = null;
    }

    private List<Rule> Armed() => _armed ??= [.. Rules.Where(rule => rule.IsReady(_words))];

    private static readonly Dictionary<string, string[]> Short = new(StringComparer.Ordinal)
    {
        ["youre"] = ["you", "are"], ["youve"] = ["you", "have"], ["im"] = ["i", "am"], ["ive"] = ["i", "have"], ["its"] = ["it", "is"],
        ["dont"] = ["do", "not"], ["cant"] = ["can", "not"], ["isnt"] = ["is", "not"], ["arent"] = ["are", "not"], ["doesnt"] = ["does", "not"],
    };

    private static Rule[] ReadRules() =>
        [.. Forbidden.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Rule.Read)];

    /// <summary>Words that must have come, in order, with gaps; words that must not have; and the words that complete it.</summary>
    private sealed record Rule(string[][] Before, HashSet<string> Last, HashSet<string> Unless)
    {
        public static Rule Read(string line)
        {
            var sides = line.Split(" !", 2);
            var parts = sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('|')).ToArray();
            return new Rule(parts[..^1], [.. parts[^1]], sides.Length == 1 ? [] : [.. sides[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        }

        // Backwards from the end: each part directly before the next, "~" leaving up to two words between.
        public bool IsReady(List<string> words)
        {
            var at = words.Count;
            var slack = 0;
            for (var part = Before.Length - 1; part >= 0; part--)
            {
                if (Before[part] is ["~"]) { slack = 2; continue; }
                var found = at - 1;
                while (found >= 0 && found >= at - 1 - slack && !Before[part].Contains(words[found])) found--;
                if (found < 0 || found < at - 1 - slack) return false;
                (at, slack) = (found, 0);
            }
            return !words.Skip(Math.Max(0, at - 5)).Any(Unless.Contains);
        }
    }
}
