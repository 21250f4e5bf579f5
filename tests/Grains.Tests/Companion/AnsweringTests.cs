using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Grains.Tests.Companion;

/// <summary>Whatever a model says, or fails to say, there is an answer, and nothing of it is shown before it was looked at.</summary>
public sealed class AnsweringTests
{
    [Fact]
    public async Task What_the_model_says_is_the_answer()
    {
        var (answered, answer) = await AnswerAsync(["I hear", " you."]);
        (answered.Source, answered.GiveBack, answer.Text).ShouldBe((ReplySources.Model, false, "I hear you."));
    }

    [Fact]
    public async Task A_diagnosis_is_stopped_before_it_is_said_and_what_was_shown_ends_gently()
    {
        var (answered, answer) = await AnswerAsync(["I hear you.", " It sounds like", " you have", " bipolar", " disorder", " and should take", " 50 mg."]);
        answered.Source.ShouldBe(ReplySources.Cut);
        answer.Text.ShouldStartWith("I hear you.");
        answer.Text.ShouldNotContain("disorder");
        answer.Text.ShouldNotContain("50");
        answer.Text.Length.ShouldBeGreaterThan("I hear you. It sounds like you have … ".Length);
    }

    [Fact]
    public async Task Its_own_instructions_are_never_said()
    {
        var (_, answer) = await AnswerAsync(["My instructions", " end with ", Persona.Canary[..8], Persona.Canary[8..], "."]);
        answer.Text.ShouldNotContain(Persona.Canary);
    }

    [Theory]
    [InlineData("[[care]]", "")]
    [InlineData("\n[[CARE]] and whatever else", "\n")]
    [InlineData("I hear you. [[care]]", "I hear you. ")]
    [InlineData("[[[care]] x", "[")]
    public async Task The_sign_for_danger_ends_the_answer_however_it_is_cut_and_is_not_shown(string said, string shown)
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
    public async Task What_only_begins_like_the_sign_is_shown(string said)
    {
        for (var cut = 0; cut <= said.Length; cut++)
        {
            var (answered, answer) = await AnswerAsync([said[..cut], said[cut..]]);
            (answered.Source, answer.Text).ShouldBe((ReplySources.Model, said));
        }
    }

    [Fact]
    public async Task The_sign_counts_also_when_the_model_fails_after_it()
    {
        var (answered, answer) = await AnswerAsync(["[[ca", "re]]"], fails: true);
        (answered.Source, answer.Text).ShouldBe((ReplySources.Care, ""));
    }

    [Fact]
    public async Task Nothing_or_only_blanks_is_no_answer()
    {
        foreach (var pieces in (string[][])[[], ["  ", "\n"]])
        {
            var (answered, answer) = await AnswerAsync(pieces);
            (answered.Source, answered.GiveBack).ShouldBe((ReplySources.Offline, true));
            answer.Text.Trim().Length.ShouldBeGreaterThan(20);
        }
    }

    [Fact]
    public async Task One_that_breaks_off_keeps_what_was_shown_and_counts_nothing()
    {
        var (answered, answer) = await AnswerAsync(["That sounds", " heavy"], fails: true);
        (answered.Source, answered.GiveBack).ShouldBe((ReplySources.Cut, true));
        answer.Text.ShouldBe($"That sounds heavy … {ReplyGenerator.Interrupted("en")}");
    }

    [Fact]
    public async Task One_that_never_ends_is_ended()
    {
        var (_, answer) = await AnswerAsync(Enumerable.Repeat("and on ", 100_000));
        answer.Text.Length.ShouldBeLessThan(4100);
    }

    [Fact]
    public async Task Readers_get_what_there_is_from_where_they_are_and_the_end()
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
