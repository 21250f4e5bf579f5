using XelaConnect.CrisisDetection.Responses;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.CrisisDetection.Tests;

public sealed class CrisisResponsesTests
{
    public static TheoryData<string> Languages => [.. MessageLanguage.All];

    [Theory, MemberData(nameof(Languages))]
    public void Response_names_hotlines_and_asks_about_the_present(string language)
    {
        foreach (var kind in Enum.GetValues<CrisisSignalKind>())
        {
            var response = CrisisResponses.For(new CrisisSignal(kind, language), "US");
            response.ShouldContain("988");
            response.ShouldContain("911");
            response.ShouldContain("?");
            CrisisResponses.For(new CrisisSignal(kind, language), null).ShouldContain("findahelpline.com");
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void Safety_plan_names_hotlines_and_is_no_crisis_signal(string language)
    {
        var plan = CrisisResponses.SafetyPlan(language, "GB");
        plan.ShouldContain("116 123");
        plan.ShouldNotContain("{");
        CrisisDetector.Detect(plan).ShouldBeNull();
    }

    [Theory]
    [InlineData("DE", "Notruf 112.")]
    [InlineData(null, "Notruf deines Landes.")]
    public void German_texts_name_the_emergency_number_in_its_case(string? country, string end)
    {
        CrisisResponses.For(new CrisisSignal(CrisisSignalKind.Explicit, "de"), country).ShouldContain($"wähle bitte den {end}");
        CrisisResponses.For(new CrisisSignal(CrisisSignalKind.ThirdPerson, "de"), country).ShouldContain($"wähle bitte den {end}");
        CrisisResponses.SafetyPlan("de", country).ShouldContain($"; {end}");
    }

    [Theory]
    [InlineData("yes", true)]
    [InlineData("Yes please!", true)]
    [InlineData("Sí", true)]
    [InlineData("oui, s'il te plaît", true)]
    [InlineData("Ja, bitte.", true)]
    [InlineData("sim", true)]
    [InlineData("plan please", true)]
    [InlineData("no", false)]
    [InlineData("", false)]
    [InlineData("yes but I already took something and I do not know what to do now", false)]
    public void Safety_plan_is_accepted_by_a_short_yes_only(string text, bool isAccepted) =>
        CrisisResponses.AcceptsSafetyPlan(text).ShouldBe(isAccepted);
}
