namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>The named alternatives of one phrase table: <c>&lt;drug&gt;</c> in a phrase is any of them.</summary>
internal sealed class PhraseSets
{
    private readonly Vocabulary vocabulary;
    private readonly Dictionary<string, (TableLine Line, string Text)> definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, bool), Pattern> compiled = [];
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    public PhraseSets(Vocabulary vocabulary, IEnumerable<TableLine> lines)
    {
        this.vocabulary = vocabulary;
        foreach (var line in lines)
        {
            var (name, alternatives) = line.Pair();
            if (Vocabulary.IsBuiltIn($"<{name}>")) throw line.Error($"the set <{name}> is built in");
            if (!definitions.TryAdd($"<{name}>", (line, alternatives)))
                throw line.Error($"the set <{name}> stands in this file twice");
        }
        foreach (var name in definitions.Keys.ToList()) Get(name, gapsExcludeFirstPerson: false);
    }

    public Pattern Get(string name, bool gapsExcludeFirstPerson)
    {
        if (compiled.TryGetValue((name, gapsExcludeFirstPerson), out var known)) return known;
        if (!definitions.TryGetValue(name, out var definition))
            throw new FormatException($"there is no set {name} in this file");
        if (!open.Add(name)) throw definition.Line.Error($"the set {name} contains itself");
        try
        {
            var parser = new PhraseParser(vocabulary, this, gapsExcludeFirstPerson);
            var sequence = parser.Parse($"( {definition.Text} )");
            if (sequence.Length != 1) throw new FormatException("a bracket is closed that was not opened");
            return compiled[(name, gapsExcludeFirstPerson)] = sequence[0];
        }
        catch (FormatException error) when (!error.Message.StartsWith(definition.Line.File, StringComparison.Ordinal))
        {
            throw definition.Line.Error(error.Message);
        }
        finally { open.Remove(name); }
    }
}
