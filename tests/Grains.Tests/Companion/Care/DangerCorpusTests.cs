using System.Globalization;
using XelaConnect.Grains.Companion.Care;
using Xunit.Abstractions;

namespace XelaConnect.Grains.Tests.Companion.Care;

public sealed class DangerCorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void NearlyEveryDangerOfTheCorpusIsFoundAndNearlyNothingElse() => Judge(Corpus.Tuned, recall: 0.98, falseAlarms: 0.02);

    [Fact]
    public void MessagesTheTablesWereNotTunedOnAreJudgedAboutAsWellAsMeasured() => Judge(Corpus.HeldOut, recall: HeldOutRecall, falseAlarms: HeldOutFalseAlarms);

    [Fact]
    public void HintsAndEverydayLinesWrittenBeforeTheHintTablesAreJudgedAboutAsWellAsMeasured() => Judge(Corpus.HeldOut2, recall: HeldOut2Recall, falseAlarms: HeldOut2FalseAlarms);

    [Fact]
    public void FarHintsAreMostlyMissedAndEverydayLinesBesideThemPass() => Judge(Corpus.HeldOut3, recall: 0, falseAlarms: 0.06);

    // A little worse than measured (docs/care.md).
    private const double HeldOutRecall = 0.97, HeldOutFalseAlarms = 0.05;
    private const double HeldOut2Recall = 0.95, HeldOut2FalseAlarms = 0.04;

    [Fact]
    public void EveryLanguageHasBothLabelsInEveryFileAndTheFilesShareNoMessage()
    {
        foreach (var language in (string[])["en", "es", "fr", "de", "pt"])
        {
            Corpus.Tuned.Count(line => line.Language == language).ShouldBeGreaterThanOrEqualTo(60);
            foreach (var file in (Labelled[][])[Corpus.Tuned, Corpus.HeldOut, Corpus.HeldOut2, Corpus.HeldOut3])
                file.Where(line => line.Language == language).Select(line => line.IsDanger).Distinct().Count().ShouldBe(2);
        }
        Corpus.Tuned.Length.ShouldBeGreaterThanOrEqualTo(500);
        Corpus.HeldOut.Length.ShouldBeGreaterThanOrEqualTo(150);
        Corpus.HeldOut2.Length.ShouldBeGreaterThanOrEqualTo(220);
        Corpus.HeldOut2.Select(line => line.Text).Intersect(Corpus.Tuned.Concat(Corpus.HeldOut).Select(line => line.Text)).ShouldBeEmpty();
    }

    [Fact]
    public void WordsAboutAnotherPersonAreAnsweredAsSuch()
    {
        var third = Corpus.Tuned.Where(line => line.Kind == "third_person").ToArray();
        third.Count(line => DangerDetector.Read(line.Text)?.Kind == DangerKind.ThirdPerson).ShouldBeGreaterThanOrEqualTo(third.Length * 9 / 10);
        Corpus.Tuned.Where(line => line.Kind == "explicit").ShouldAllBe(line => DangerDetector.Read(line.Text)!.Kind != DangerKind.ThirdPerson);
    }

    private void Judge(Labelled[] lines, double recall, double falseAlarms)
    {
        var dangers = lines.Where(line => line.IsDanger).ToArray();
        var safe = lines.Where(line => !line.IsDanger).ToArray();
        foreach (var group in dangers.GroupBy(line => line.Language)) Print($"recall {group.Key}", group);
        foreach (var group in dangers.GroupBy(line => line.Kind)) Print($"recall {group.Key}", group);
        foreach (var group in safe.GroupBy(line => line.Language)) Print($"false alarms {group.Key}", group);
        foreach (var group in safe.GroupBy(line => line.Kind)) Print($"false alarms {group.Key}", group);
        Print("recall", dangers);
        Print("false alarms", safe);
        var wrong = string.Join('\n', lines.Where(line => Fires(line) != line.IsDanger));
        Share(dangers).ShouldBeGreaterThanOrEqualTo(recall, wrong);
        Share(safe).ShouldBeLessThanOrEqualTo(falseAlarms, wrong);
    }

    private void Print(string what, IEnumerable<Labelled> lines) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-28} {Share([.. lines]):F3} of {lines.Count()}"));

    private static double Share(Labelled[] lines) => (double)lines.Count(Fires) / lines.Length;

    private static bool Fires(Labelled line) => DangerDetector.Read(line.Text) is not null;
}
