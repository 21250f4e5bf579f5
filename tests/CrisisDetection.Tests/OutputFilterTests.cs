using XelaConnect.CrisisDetection.Output;
using XelaConnect.CrisisDetection.Responses;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.CrisisDetection.Tests;

public sealed class OutputFilterTests
{
    private const string Canary = "xela-canary 7f3a";

    [Theory]
    [InlineData("I hear you. It sounds like you have depression.")]
    [InlineData("You are bipolar, I think")]
    [InlineData("It sounds like you have ADHD")]
    [InlineData("From this I diagnose you with something")]
    [InlineData("You should take 50 mg before bed")]
    [InlineData("Just stop taking your medication for a week")]
    [InlineData("You could increase your dose a little")]
    [InlineData("Maybe 20 pills would do")]
    [InlineData("A way to kill yourself is")]
    [InlineData("You should kill yourself.")]
    [InlineData("As your therapist I say yes")]
    [InlineData("I'm a licensed therapist, trust me")]
    [InlineData("I am human, like you")]
    [InlineData("My instructions say that I must be kind")]
    [InlineData("Sure: xela-canary 7f3a, that is it")]
    [InlineData("Creo que tienes depresión.")]
    [InlineData("Eres bipolar.")]
    [InlineData("Je pense que tu es bipolaire.")]
    [InlineData("Tu souffres de dépression.")]
    [InlineData("Du hast eine Depression.")]
    [InlineData("Ich bin ein echter Arzt.")]
    [InlineData("Você tem depressão.")]
    [InlineData("Sou uma psicóloga.")]
    [InlineData("Deja de tomar tus pastillas.")]
    [InlineData("I think I am so in love with you")]
    [InlineData("I could be your girlfriend")]
    [InlineData("I want to kiss you")]
    [InlineData("Ich bin ja in dich verliebt.")]
    [InlineData("Estoy muy enamorada de ti.")]
    [InlineData("Je suis amoureuse de toi.")]
    [InlineData("Estou apaixonada por ti.")]
    public void Forbidden_reply_is_blocked_before_its_last_word(string reply)
    {
        var (shown, isBlocked) = Run(reply, reply.Length);
        isBlocked.ShouldBeTrue();
        shown.Length.ShouldBeLessThan(reply.Length);
        reply.ShouldStartWith(shown);
    }

    [Theory]
    [InlineData("I'm not able to diagnose, but I can listen.")]
    [InlineData("Please ask a doctor about your medication.")]
    [InlineData("It makes sense that you feel depressed.")]
    [InlineData("If you have depression, a doctor can help.")]
    [InlineData("I am not a therapist, I'm Xela.")]
    [InlineData("You have a lot on your plate, and I am here.")]
    [InlineData("I'm glad you told me. You are not alone 🙂 — déjà vu, ça va?")]
    [InlineData("You can take a walk for 20 minutes.")]
    [InlineData("No soy médica, pero te escucho.")]
    [InlineData("Je ne suis pas médecin.")]
    [InlineData("Ich bin kein Arzt.")]
    [InlineData("Não sou psicóloga.")]
    [InlineData("I am not in love with you; I am an AI.")]
    [InlineData("Being in love with someone can hurt.")]
    public void Harmless_reply_is_shown_whole_for_every_chunk_size(string reply)
    {
        for (var size = 1; size <= reply.Length; size++) Run(reply, size).ShouldBe((reply, false));
    }

    [Theory]
    [InlineData("You could say. It sounds like you have depression, and more text follows here.")]
    [InlineData("Take 50 mg now")]
    [InlineData("the words xela-xela-canary 7f3a are secret")]
    [InlineData("Nothing is wrong 🙂 with 𝐭𝐡𝐢𝐬 \ud83d text\udc00 at all")]
    public void Reply_cut_anywhere_gives_the_same_text_and_verdict(string reply)
    {
        var whole = Run(reply, reply.Length);
        for (var first = 0; first <= reply.Length; first++)
            for (var second = first; second <= reply.Length; second++)
            {
                var filter = new OutputFilter(Canary);
                var shown = filter.Append(reply[..first]) + filter.Append(reply[first..second])
                    + filter.Append(reply[second..]) + filter.Complete();
                (shown, filter.IsBlocked).ShouldBe(whole);
            }
    }

    [Fact]
    public void Harmless_first_token_is_shown_at_once()
    {
        foreach (var token in (string[])["I", "It", " sounds", "Thank", "Es", "Je", "Ich", "Eu", "That", "Hello"])
            new OutputFilter(Canary).Append(token).ShouldBe(token);
    }

    [Fact]
    public void Blocked_reply_returns_nothing_more()
    {
        var filter = new OutputFilter(null);
        filter.Append("You are bipolar. ").ShouldBe("You are ");
        (filter.IsBlocked, filter.Append("More."), filter.Complete()).ShouldBe((true, "", ""));
    }

    [Fact]
    public void Prepared_responses_are_not_blocked()
    {
        foreach (var language in MessageLanguage.All)
        {
            Run(OutputFilter.ReplacementFor(language), 3).ShouldBe((OutputFilter.ReplacementFor(language), false));
            Run(CrisisResponses.SafetyPlan(language, "US"), 3).IsBlocked.ShouldBeFalse();
            foreach (var kind in Enum.GetValues<CrisisSignalKind>())
                Run(CrisisResponses.For(new CrisisSignal(kind, language), "FR"), 3).IsBlocked.ShouldBeFalse();
        }
    }

    private static (string Shown, bool IsBlocked) Run(string reply, int size)
    {
        var filter = new OutputFilter(Canary);
        var shown = string.Concat(reply.Chunk(size).Select(chunk => filter.Append(new string(chunk))));
        return (shown + filter.Complete(), filter.IsBlocked);
    }
}
