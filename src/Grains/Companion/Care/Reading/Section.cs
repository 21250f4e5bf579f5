using XelaConnect.Grains.Companion.Care.Phrases;

namespace XelaConnect.Grains.Companion.Care.Reading;

/// <summary>The lines under one heading of a table, and the word sets of that table.</summary>
internal sealed record Section(string Name, string Language, List<string> Lines, Dictionary<string, string> Sets)
{
    public static IEnumerable<Section> Read(Table table)
    {
        var sets = new Dictionary<string, string>(StringComparer.Ordinal);
        var sections = new List<Section>();
        foreach (var line in table.Text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '#') continue;
            if (line[0] == '[') sections.Add(new Section(line[1..^1], table.Language, [], sets));
            else if (sections[^1].Name == "sets") sets[line[..line.IndexOf('=')].Trim()] = line[(line.IndexOf('=') + 1)..].Trim();
            else sections[^1].Lines.Add(line);
        }
        return sections;
    }
}
