using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Grains.Tests.Companion;

/// <summary>
/// There is a reply whatever a model does, and every chunk passes the output filter before it is shown.
/// </summary>
public sealed class ReplyGeneratorTests
{
    [Fact]
    public async Task Model_output_is_the_reply()
    {
        var (answered, answer) = await AnswerAsync(["I hear", " you."]);
        (answered.Source, answered.GiveBack, answer.Text).ShouldBe((ReplySources.Model, false, "I hear you."));
    }

    [Fact]
    public async Task Reply_with_a_diagnosis_is_blocked_and_ended_by_a_prepared_text()
    {
        var (answered, answer) = await AnswerAsync(
            ["I hear you.", " It sounds like", " you have", " bipolar", " disorder", " and should take", " 50 mg."]);
        answered.Source.ShouldBe(ReplySources.Cut);
        answer.Text.ShouldStartWith("I hear you.");
        answer.Text.ShouldNotContain("disorder");
        answer.Text.ShouldNotContain("50");
        answer.Text.Length.ShouldBeGreaterThan("I hear you. It sounds like you have … ".Length);
    }

    [Fact]
    public async Task Instructions_to_the_model_are_never_shown()
    {
        var (_, answer) = await AnswerAsync(["My instructions", " end with ", Persona.Canary[..8], Persona.Canary[8..], "."]);
        answer.Text.ShouldNotContain(Persona.Canary);
    }

    [Theory]
    [InlineData("[[care]]", "")]
    [InlineData("\n[[CARE]] and whatever else", "\n")]
    [InlineData("I hear you. [[care]]", "I hear you. ")]
    [InlineData("[[[care]] x", "[")]
    public async Task Crisis_marker_ends_the_reply_and_is_not_shown(string said, string shown)
    {
        for (var first = 0; first <= said.Length; first++)
            for (var second = first; second <= said.Length; second++)
            {
                var (answered, answer) = await AnswerAsync([said[..first], said[first..second], said[second..]]);
                (answered.Source, answered.GiveBack, answer.Text).ShouldBe((ReplySources.Care, true, shown));
            }
    }

    [Theory]
    [InlineData("[[caring]] for yourself")]
    [InlineData("care [[")]
    [InlineData("I hear you [[care]")]
    public async Task Beginning_of_a_crisis_marker_alone_is_shown(string said)
    {
        for (var cut = 0; cut <= said.Length; cut++)
        {
            var (answered, answer) = await AnswerAsync([said[..cut], said[cut..]]);
            (answered.Source, answer.Text).ShouldBe((ReplySources.Model, said));
        }
    }

    [Fact]
    public async Task Crisis_marker_counts_when_the_model_fails_after_it()
    {
        var (answered, answer) = await AnswerAsync(["[[ca", "re]]"], fails: true);
        (answered.Source, answer.Text).ShouldBe((ReplySources.Care, ""));
    }

    [Fact]
    public async Task Empty_output_is_replaced_by_the_offline_companion()
    {
        foreach (var pieces in (string[][])[[], ["  ", "\n"]])
        {
            var (answered, answer) = await AnswerAsync(pieces);
            (answered.Source, answered.GiveBack).ShouldBe((ReplySources.Offline, true));
            answer.Text.Trim().Length.ShouldBeGreaterThan(20);
        }
    }

    [Fact]
    public async Task Interrupted_reply_keeps_its_text_and_is_refunded()
    {
        var (answered, answer) = await AnswerAsync(["That sounds", " heavy"], fails: true);
        (answered.Source, answered.GiveBack).ShouldBe((ReplySources.Cut, true));
        answer.Text.ShouldBe($"That sounds heavy … {ReplyGenerator.Interrupted("en")}");
    }

    [Fact]
    public async Task Endless_reply_is_cut()
    {
        var (_, answer) = await AnswerAsync(Enumerable.Repeat("and on ", 100_000));
        answer.Text.Length.ShouldBeLessThan(4100);
    }

    [Fact]
    public async Task Readers_get_the_text_from_their_position_and_the_end()
    {
        var time = TimeProvider.System;
        var answer = new ReplyBuffer("msg-1", "r1");
        var waiting = answer.ReadAsync(0, whole: false, TimeSpan.FromMinutes(1), time);
        var whole = answer.ReadAsync(0, whole: true, TimeSpan.FromMinutes(1), time);
        waiting.IsCompleted.ShouldBeFalse();
        answer.Add("Hello");
        (await waiting).ShouldBe(("Hello", false));
        answer.Add(" you");
        (await answer.ReadAsync(5, whole: false, TimeSpan.FromMinutes(1), time)).ShouldBe((" you", false));
        whole.IsCompleted.ShouldBeFalse();
        (await answer.ReadAsync(9, whole: false, TimeSpan.Zero, time)).ShouldBe(("", false));
        answer.End();
        (await whole).ShouldBe(("", true));
    }

    private static async Task<(GeneratedReply, ReplyBuffer)> AnswerAsync(IEnumerable<string> pieces, bool fails = false)
    {
        var metrics = new CompanionMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        var answering = new ReplyGenerator(new Scripted(pieces, fails), metrics, TimeProvider.System, NullLogger<ReplyGenerator>.Instance);
        var answer = new ReplyBuffer("msg-1", "r1");
        var answered = await answering.GenerateAsync(new ModelRequest([], []), answer, "I had a hard day", 0, CancellationToken.None);
        return (answered, answer);
    }

    private sealed class Scripted(IEnumerable<string> pieces, bool fails) : ICompanionModel
    {
        public bool IsConfigured => true;

        public async IAsyncEnumerable<string> GenerateAsync(ModelRequest request, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.Yield();
            foreach (var piece in pieces) yield return piece;
            if (fails) throw new ModelFailedException("it stopped in the middle");
        }
    }
}
