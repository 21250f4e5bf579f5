using XelaConnect.Grains.Companion.Care;

namespace XelaConnect.Grains.Tests.Companion.Care;

public sealed class OutputCheckTests
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
    public void WhatIsForbiddenIsRefusedBeforeItsLastWordIsShown(string answer)
    {
        var (shown, refused) = Run(answer, answer.Length);
        refused.ShouldBeTrue();
        shown.Length.ShouldBeLessThan(answer.Length);
        answer.ShouldStartWith(shown);
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
    public void WhatIsKindIsShownWholeHoweverItIsCut(string answer)
    {
        for (var size = 1; size <= answer.Length; size++) Run(answer, size).ShouldBe((answer, false));
    }

    [Theory]
    [InlineData("You could say. It sounds like you have depression, and more text follows here.")]
    [InlineData("Take 50 mg now")]
    [InlineData("the words xela-xela-canary 7f3a are secret")]
    [InlineData("Nothing is wrong 🙂 with 𝐭𝐡𝐢𝐬 \ud83d text\udc00 at all")]
    public void EveryCutGivesTheSameTextAndTheSameVerdict(string answer)
    {
        var whole = Run(answer, answer.Length);
        for (var first = 0; first <= answer.Length; first++)
            for (var second = first; second <= answer.Length; second++)
            {
                var check = new OutputCheck(Canary);
                var shown = check.Take(answer[..first]) + check.Take(answer[first..second]) + check.Take(answer[second..]) + check.Finish();
                (shown, check.Refused).ShouldBe(whole);
            }
    }

    [Fact]
    public void HarmlessFirstTokensAreShownAtOnce()
    {
        foreach (var token in (string[])["I", "It", " sounds", "Thank", "Es", "Je", "Ich", "Eu", "That", "Hello"])
            new OutputCheck(Canary).Take(token).ShouldBe(token);
    }

    [Fact]
    public void AfterARefusalNothingComes()
    {
        var check = new OutputCheck(null);
        check.Take("You are bipolar. ").ShouldBe("You are ");
        (check.Refused, check.Take("More."), check.Finish()).ShouldBe((true, "", ""));
    }

    [Fact]
    public void OurOwnSentencesPass()
    {
        foreach (var language in (string[])["en", "es", "fr", "de", "pt"])
        {
            Run(OutputCheck.ReplacementFor(language), 3).ShouldBe((OutputCheck.ReplacementFor(language), false));
            Run(CareAnswers.SafetyPlan(language, "US"), 3).Refused.ShouldBeFalse();
            foreach (var kind in Enum.GetValues<DangerKind>()) Run(CareAnswers.For(new Danger(kind, language), "FR"), 3).Refused.ShouldBeFalse();
        }
    }

    private static (string Shown, bool Refused) Run(string answer, int size)
    {
        var check = new OutputCheck(Canary);
        var shown = string.Concat(answer.Chunk(size).Select(piece => check.Take(new string(piece))));
        return (shown + check.Finish(), check.Refused);
    }
}
