namespace XelaConnect.CrisisDetection.Tests.Corpora;

/// <summary>A labelled message: whether it suggests danger, in which language, and of which kind it is.</summary>
public sealed record LabelledMessage(bool IsDanger, string Language, string Kind, string Text)
{
    public override string ToString() => $"{(IsDanger ? "danger" : "safe")} {Language} {Kind}: {Text}";
}

/// <summary>The labelled messages in the files beside this one. docs/care.md says how each came about.</summary>
internal static class Corpus
{
    public static readonly LabelledMessage[] Tuned = Read("corpus.tsv");
    public static readonly LabelledMessage[] HeldOut = Read("heldout.tsv");
    public static readonly LabelledMessage[] HeldOut2 = Read("heldout2.tsv");
    public static readonly LabelledMessage[] HeldOut3 = Read("heldout3.tsv");

    private static LabelledMessage[] Read(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Corpora", file)).Select(Parse)];

    private static LabelledMessage Parse(string line)
    {
        var cells = line.Split('\t');
        cells.Length.ShouldBe(4, line);
        cells[0].ShouldBeOneOf("danger", "safe");
        return new LabelledMessage(cells[0] == "danger", cells[1], cells[2], cells[3]);
    }
}
