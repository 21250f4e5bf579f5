using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Grains.Tests.Companion;

/// <summary>
/// There is a reply even where the model fails, and every chunk passes the output filter before it is shown.
/// </summary>
public sealed class ReplyGeneratorTests
{
    [Fact]
    public async Task Model_output_is_the_reply()
    {
        var (generated, reply) = await GenerateAsync(["I hear", " you."]);
        (generated.Source, generated.Refund, reply.Text).ShouldBe((ReplySources.Model, false, "I hear you."));
    }

    [Fact]
    public async Task Reply_with_a_diagnosis_ends_with_a_prepared_text()
    {
        var (generated, reply) = await GenerateAsync(
            ["I hear you.", " It sounds like", " you have", " bipolar", " disorder", " and should take", " 50 mg."]);
        generated.Source.ShouldBe(ReplySources.Cut);
        reply.Text.ShouldStartWith("I hear you.");
        reply.Text.ShouldNotContain("disorder");
        reply.Text.ShouldNotContain("50");
        reply.Text.Length.ShouldBeGreaterThan("I hear you. It sounds like you have … ".Length);
    }

    [Fact]
    public async Task Instructions_to_the_model_are_never_shown()
    {
        var (_, reply) = await GenerateAsync(
            ["My instructions", " end with ", Persona.Canary[..8], Persona.Canary[8..], "."]);
        reply.Text.ShouldNotContain(Persona.Canary);
    }

    [Theory]
    [InlineData("[[care]]", "")]
    [InlineData("\n[[CARE]] and whatever else", "\n")]
    [InlineData("I hear you. [[care]]", "I hear you. ")]
    [InlineData("[[[care]] x", "[")]
    public async Task Crisis_marker_ends_the_reply_and_is_not_shown(string output, string shown)
    {
        for (var first = 0; first <= output.Length; first++)
            for (var second = first; second <= output.Length; second++)
            {
                var (generated, reply) = await GenerateAsync([output[..first], output[first..second], output[second..]]);
                (generated.Source, generated.Refund, reply.Text).ShouldBe((ReplySources.Crisis, true, shown));
            }
    }

    [Theory]
    [InlineData("[[caring]] for yourself")]
    [InlineData("care [[")]
    [InlineData("I hear you [[care]")]
    public async Task Beginning_of_a_crisis_marker_alone_is_shown(string output)
    {
        for (var cut = 0; cut <= output.Length; cut++)
        {
            var (generated, reply) = await GenerateAsync([output[..cut], output[cut..]]);
            (generated.Source, reply.Text).ShouldBe((ReplySources.Model, output));
        }
    }

    [Fact]
    public async Task Crisis_marker_counts_when_the_model_fails_after_it()
    {
        var (generated, reply) = await GenerateAsync(["[[ca", "re]]"], fails: true);
        (generated.Source, reply.Text).ShouldBe((ReplySources.Crisis, ""));
    }

    [Fact]
    public async Task Empty_output_is_replaced_by_the_offline_companion()
    {
        foreach (var chunks in (string[][])[[], ["  ", "\n"]])
        {
            var (generated, reply) = await GenerateAsync(chunks);
            (generated.Source, generated.Refund).ShouldBe((ReplySources.Offline, true));
            reply.Text.Trim().Length.ShouldBeGreaterThan(20);
        }
    }

    [Fact]
    public async Task Interrupted_reply_keeps_its_text_and_is_refunded()
    {
        var (generated, reply) = await GenerateAsync(["That sounds", " heavy"], fails: true);
        (generated.Source, generated.Refund).ShouldBe((ReplySources.Cut, true));
        reply.Text.ShouldBe($"That sounds heavy … {ReplyGenerator.Interrupted("en")}");
    }

    [Fact]
    public async Task Endless_reply_is_cut()
    {
        var (_, reply) = await GenerateAsync(Enumerable.Repeat("and on ", 100_000));
        reply.Text.Length.ShouldBeLessThan(4100);
    }

    [Fact]
    public async Task Readers_get_the_text_from_their_position_and_the_end()
    {
        var time = TimeProvider.System;
        var reply = new ReplyBuffer("msg-1", "r1");
        var waiting = reply.ReadAsync(0, whole: false, TimeSpan.FromMinutes(1), time);
        var whole = reply.ReadAsync(0, whole: true, TimeSpan.FromMinutes(1), time);
        waiting.IsCompleted.ShouldBeFalse();
        reply.Add("Hello");
        (await waiting).ShouldBe(("Hello", false));
        reply.Add(" you");
        (await reply.ReadAsync(5, whole: false, TimeSpan.FromMinutes(1), time)).ShouldBe((" you", false));
        whole.IsCompleted.ShouldBeFalse();
        (await reply.ReadAsync(9, whole: false, TimeSpan.Zero, time)).ShouldBe(("", false));
        reply.End();
        (await whole).ShouldBe(("", true));
    }

    private static async Task<(GeneratedReply, ReplyBuffer)> GenerateAsync(
        IEnumerable<string> chunks, bool fails = false)
    {
        var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new CompanionMetrics(services.GetRequiredService<IMeterFactory>());
        var generator = new ReplyGenerator(
            new FakeModel(chunks, fails), metrics, TimeProvider.System, NullLogger<ReplyGenerator>.Instance);
        var reply = new ReplyBuffer("msg-1", "r1");
        var generated = await generator.GenerateAsync(
            new ModelRequest([], []), reply, "I had a hard day", 0, CancellationToken.None);
        return (generated, reply);
    }

    private sealed class FakeModel(IEnumerable<string> chunks, bool fails) : ICompanionModel
    {
        public bool IsConfigured => true;

        public async IAsyncEnumerable<string> GenerateAsync(
            ModelRequest request, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.Yield();
            foreach (var chunk in chunks) yield return chunk;
            if (fails) throw new ModelFailedException("it stopped in the middle");
        }
    }
}
