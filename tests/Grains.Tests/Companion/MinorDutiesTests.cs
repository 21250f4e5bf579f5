using XelaConnect.CrisisDetection;
using XelaConnect.CrisisDetection.Hotlines;
using XelaConnect.CrisisDetection.Responses;
using XelaConnect.CrisisDetection.Text;
using XelaConnect.EventSourcing;
using XelaConnect.Grains.Companion;

namespace XelaConnect.Grains.Tests.Companion;

/// <summary>The duties of Xela towards people under 18.</summary>
public sealed class MinorDutiesTests
{
    private const string Disclosure = "I am Xela, an AI and not a person.";
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Xela_says_that_it_is_an_AI_at_the_start_and_every_three_hours()
    {
        var state = new CompanionState("user-1");
        MinorDuties.OpeningFor(state, "hello there", Now).ShouldBe($"{Disclosure} ");
        state = With(state, $"{Disclosure} I hear you.", Now);
        MinorDuties.OpeningFor(state, "hello there", Now.AddHours(3).AddSeconds(-1)).ShouldBe("");
        state = With(state, "I am here.", Now.AddHours(2));
        MinorDuties.OpeningFor(state, "hello there", Now.AddHours(3)).ShouldBe($"{Disclosure} ");
        // In another language it counts as well.
        state = With(state, "Ich bin Xela, eine KI und kein Mensch. Ich höre zu.", Now.AddHours(4));
        MinorDuties.OpeningFor(state, "hello there", Now.AddHours(5)).ShouldBe("");
    }

    [Fact]
    public void Opening_precedes_the_first_text_only()
    {
        var reply = new ReplyBuffer("msg-1", "attempt1");
        var said = new OpenedReply(reply, $"{Disclosure} ");
        said.Add("\n");
        said.HasText.ShouldBeFalse();
        said.Add("I hear");
        said.Add(" you.");
        reply.Text.ShouldBe($"\n{Disclosure} I hear you.");
    }

    [Fact]
    public void Model_gets_instructions_for_a_minor()
    {
        var state = With(new CompanionState("user-1"), "hello", Now);
        Persona.Turn(state, 1, isMinor: true).Instructions[^1].ShouldContain("under 18");
        Persona.Turn(state, 1, isMinor: true).Instructions[^1].ShouldContain("romance");
        Persona.Turn(state, 1).Instructions.ShouldAllBe(text => !text.Contains("under 18"));
    }

    [Fact]
    public void Crisis_response_to_a_minor_begins_with_the_hotlines()
    {
        foreach (var language in MessageLanguage.All)
            foreach (var kind in Enum.GetValues<CrisisSignalKind>())
            {
                var (signal, first) = (new CrisisSignal(kind, language), HotlineDirectory.For("US").Hotlines[0]);
                var response = CrisisResponses.For(signal, "US", hotlinesFirst: true);
                response.ShouldStartWith(first.Name);
                response.ShouldEndWith(CrisisResponses.For(signal, "US"));
            }
    }

    private static CompanionState With(CompanionState state, string reply, DateTimeOffset at) => CompanionState.Apply(
        state, new EventEnvelope<CompanionEvent>(
            CompanionState.Lines, state.LastSeq + 1, at, null, new LineAdded($"msg-{state.LastSeq + 1}", IsAi: true, reply)));
}
