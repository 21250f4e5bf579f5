using System.Reflection;

namespace XelaConnect.CrisisDetection.Tables;

/// <summary>A line of a table with its position. A line and its continuations are one.</summary>
public sealed record TableLine(string File, int Number, string Text)
{
    /// <summary>The error to throw about this line.</summary>
    public FormatException Error(string reason) => new($"{File}:{Number}: {reason}");

    /// <summary>The word, which must be written as messages are read.</summary>
    public string PlainWord(string word) => PlainText.IsPlainWord(word) ? word : throw Error(NotPlain(word));

    /// <summary>The error text for a word that is not written as messages are read.</summary>
    public static string NotPlain(string word) => $"“{word}” is no word in small letters without accents";

    /// <summary>The two sides of <c>key = value</c>.</summary>
    public (string Key, string Value) Pair()
    {
        var at = Text.IndexOf('=', StringComparison.Ordinal);
        if (at < 0) throw Error("“key = value” is expected here");
        var (key, value) = (Text[..at].Trim(), Text[(at + 1)..].Trim());
        return key.Length > 0 && value.Length > 0 ? (key, value) : throw Error("nothing stands on one side of “=”");
    }
}

/// <summary>The lines below a heading.</summary>
public sealed record TableSection(TableLine Heading, string Name, List<TableLine> Lines)
{
    /// <summary>The lines as one text.</summary>
    public string Text => Lines.Count > 0 ? string.Join('\n', Lines.Select(line => line.Text))
        : throw Heading.Error($"nothing stands below [{Name}]");
}

/// <summary>A text file of sections below headings in square brackets. Tables/README.md describes it.</summary>
public sealed class TableFile
{
    private readonly Dictionary<string, TableSection> byName = new(StringComparer.Ordinal);
    private readonly List<TableSection> sections = [];

    private TableFile(string name) => Name = name;

    /// <summary>The path of the file below <c>Tables</c>.</summary>
    public string Name { get; }
    /// <summary>The sections in the order of the file.</summary>
    public IReadOnlyList<TableSection> Sections => sections;

    internal static TableFile Embedded(string name) => Embedded(typeof(TableFile).Assembly, name);

    /// <summary>Reads a file that is embedded in an assembly.</summary>
    public static TableFile Embedded(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"The table {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return Parse(name, reader.ReadToEnd());
    }

    /// <summary>Throws <see cref="FormatException"/> with file and line where the text is no table.</summary>
    public static TableFile Parse(string name, string text)
    {
        var file = new TableFile(name);
        var number = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            number++;
            var trimmed = raw.Trim();
            if (!trimmed.IsEmpty && trimmed[0] != '#')
                file.Add(new TableLine(name, number, trimmed.ToString()), char.IsWhiteSpace(raw[0]));
        }
        return file;
    }

    /// <summary>The lines of a section; none where the file lacks it.</summary>
    public IReadOnlyList<TableLine> Lines(string section) =>
        byName.TryGetValue(section, out var found) ? found.Lines : [];

    /// <summary>The text of a section that the file must have.</summary>
    public string RequiredText(string section) => Required(section).Text;

    /// <summary>A section that the file must have.</summary>
    public TableSection Required(string section) => byName.TryGetValue(section, out var found) ? found
        : throw new FormatException($"{Name}: the section [{section}] is missing");

    /// <summary>Throws where the file has a section of another name.</summary>
    public void RequireSections(params ReadOnlySpan<string> known)
    {
        foreach (var section in sections)
            if (!known.Contains(section.Name))
                throw section.Heading.Error($"[{section.Name}] is no section of this table");
    }

    private void Add(TableLine line, bool isIndented)
    {
        if (isIndented) Continue(line);
        else if (line.Text[0] == '[') Begin(line);
        else if (sections.Count > 0) sections[^1].Lines.Add(line);
        else throw line.Error("a line stands above the first section");
    }

    private void Begin(TableLine line)
    {
        if (line.Text[^1] != ']' || line.Text.Length < 3) throw line.Error("a heading is written [name]");
        var section = new TableSection(line, line.Text[1..^1], []);
        if (!byName.TryAdd(section.Name, section)) throw line.Error($"[{section.Name}] stands in this file twice");
        sections.Add(section);
    }

    // "|word" continues the alternatives of the line above; everything else is a new word.
    private void Continue(TableLine line)
    {
        if (sections is not [.., { Lines: [.., var last] lines }])
            throw line.Error("no line stands above that this one could continue");
        var isAlternative = line.Text is ['|', not ' ', ..];
        lines[^1] = last with { Text = isAlternative ? last.Text + line.Text : $"{last.Text} {line.Text}" };
    }
}
