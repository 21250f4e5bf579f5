using System.Globalization;
using XelaConnect.CrisisDetection.Tests.Corpora;
using XelaConnect.CrisisDetection.Text;
using Xunit.Abstractions;

namespace XelaConnect.CrisisDetection.Tests;

public sealed class CrisisDetectorCorpusTests(ITestOutputHelper output)
{
    // A little worse than measured (docs/care.md).
    private const double HeldOutRecall = 0.97, HeldOutFalseAlarms = 0.05;
    private const double HeldOut2Recall = 0.95, HeldOut2FalseAlarms = 0.04;

    [Fact]
    public void Tuned_corpus_is_detected_as_measured() => Measure(Corpus.Tuned, recall: 0.98, falseAlarms: 0.02);

    [Fact]
    public void Held_out_messages_are_detected_as_measured() =>
        Measure(Corpus.HeldOut, HeldOutRecall, HeldOutFalseAlarms);

    [Fact]
    public void Held_out_hints_are_detected_as_measured() =>
        Measure(Corpus.HeldOut2, HeldOut2Recall, HeldOut2FalseAlarms);

    [Fact]
    public void Everyday_messages_beside_remote_hints_raise_no_alarm() =>
        Measure(Corpus.HeldOut3, recall: 0, falseAlarms: 0.06);

    [Fact]
    public void Corpora_have_both_labels_in_every_language()
    {
        LabelledMessage[][] corpora = [Corpus.Tuned, Corpus.HeldOut, Corpus.HeldOut2, Corpus.HeldOut3];
        foreach (var language in MessageLanguage.All)
        {
            Corpus.Tuned.Count(message => message.Language == language).ShouldBeGreaterThanOrEqualTo(60);
            foreach (var corpus in corpora)
            {
                var labels = corpus.Where(message => message.Language == language).Select(message => message.IsDanger);
                labels.Distinct().Count().ShouldBe(2);
            }
        }
    }

    [Fact]
    public void Corpora_keep_their_size_and_share_no_message()
    {
        Corpus.Tuned.Length.ShouldBeGreaterThanOrEqualTo(500);
        Corpus.HeldOut.Length.ShouldBeGreaterThanOrEqualTo(150);
        Corpus.HeldOut2.Length.ShouldBeGreaterThanOrEqualTo(220);
        var others = Corpus.Tuned.Concat(Corpus.HeldOut).Select(message => message.Text);
        Corpus.HeldOut2.Select(message => message.Text).Intersect(others).ShouldBeEmpty();
    }

    [Fact]
    public void Message_about_another_person_is_a_third_person_signal()
    {
        var others = Corpus.Tuned.Where(message => message.Kind == "third_person").ToArray();
        var found = others.Count(message => KindOf(message) == CrisisSignalKind.ThirdPerson);
        found.ShouldBeGreaterThanOrEqualTo(others.Length * 9 / 10);
    }

    [Fact]
    public void Explicit_message_is_no_third_person_signal() =>
        Corpus.Tuned.Where(message => message.Kind == "explicit")
            .ShouldAllBe(message => KindOf(message) != CrisisSignalKind.ThirdPerson);

    private void Measure(LabelledMessage[] messages, double recall, double falseAlarms)
    {
        var dangers = messages.Where(message => message.IsDanger).ToArray();
        var safe = messages.Where(message => !message.IsDanger).ToArray();
        foreach (var group in dangers.GroupBy(message => message.Language)) Print($"recall {group.Key}", group);
        foreach (var group in dangers.GroupBy(message => message.Kind)) Print($"recall {group.Key}", group);
        foreach (var group in safe.GroupBy(message => message.Language)) Print($"false alarms {group.Key}", group);
        foreach (var group in safe.GroupBy(message => message.Kind)) Print($"false alarms {group.Key}", group);
        Print("recall", dangers);
        Print("false alarms", safe);
        var wrong = string.Join('\n', messages.Where(message => IsDetected(message) != message.IsDanger));
        ShareDetected(dangers).ShouldBeGreaterThanOrEqualTo(recall, wrong);
        ShareDetected(safe).ShouldBeLessThanOrEqualTo(falseAlarms, wrong);
    }

    private void Print(string what, IEnumerable<LabelledMessage> messages) =>
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-28} {ShareDetected([.. messages]):F3} of {messages.Count()}"));

    private static double ShareDetected(LabelledMessage[] messages) =>
        (double)messages.Count(IsDetected) / messages.Length;

    private static bool IsDetected(LabelledMessage message) => KindOf(message) is not null;

    private static CrisisSignalKind? KindOf(LabelledMessage message) => CrisisDetector.Detect(message.Text)?.Kind;
}
