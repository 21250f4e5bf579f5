namespace XelaConnect.Grains.Tests.Companion.Care;

/// <summary>One labelled message: is there danger in it, in which language, of which sort.</summary>
public sealed record Labelled(bool IsDanger, string Language, string Kind, string Text)
{
    public override string ToString() => $"{(IsDanger ? "danger" : "safe")} {Language} {Kind}: {Text}";
}

/// <summary>The labelled messages in the files beside this one.</summary>
internal static class Corpus
{
    public static readonly Labelled[] Tuned = Read("corpus.tsv");
    public static readonly Labelled[] HeldOut = Read("heldout.tsv");
    public static readonly Labelled[] HeldOut2 = Read("heldout2.tsv");
    public static readonly Labelled[] HeldOut3 = Read("heldout3.tsv");

    private static Labelled[] Read(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Companion", "Care", file)).Select(Line)];

    private static Labelled Line(string line)
    {
        var cells = line.Split('\t');
        cells.Length.ShouldBe(4, line);
        cells[0].ShouldBeOneOf("danger", "safe");
        return new Labelled(cells[0] == "danger", cells[1], cells[2], cells[3]);
    }
}
