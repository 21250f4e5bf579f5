using XelaConnect.Grains.Companion.Care;

namespace XelaConnect.Grains.Tests.Companion.Care;

public sealed class CareAnswersTests
{
    public static TheoryData<string> Languages => [.. (string[])["en", "es", "fr", "de", "pt"]];

    [Theory, MemberData(nameof(Languages))]
    public void AnAnswerNamesTheLinesAsksAboutNowAndOffersAPlan(string language)
    {
        foreach (var kind in Enum.GetValues<DangerKind>())
        {
            var answer = CareAnswers.For(new Danger(kind, language), "US");
            answer.ShouldContain("988");
            answer.ShouldContain("911");
            answer.ShouldContain("?");
            CareAnswers.For(new Danger(kind, language), null).ShouldContain(CrisisResources.Directory);
        }
    }

    [Theory, MemberData(nameof(Languages))]
    public void APlanNamesTheLinesAndReadsAsNoDanger(string language)
    {
        var plan = CareAnswers.SafetyPlan(language, "GB");
        plan.ShouldContain("116 123");
        plan.ShouldNotContain("{0}");
        DangerDetector.Read(plan).ShouldBeNull();
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
    public void OnlyAShortYesAcceptsThePlan(string text, bool accepts) => CareAnswers.AcceptsPlan(text).ShouldBe(accepts);

    [Fact]
    public void EveryCountryHasAnEmergencyNumberAndSomewhereToTurn()
    {
        CrisisResources.Countries.Count.ShouldBeGreaterThanOrEqualTo(45);
        foreach (var country in CrisisResources.Countries)
        {
            var help = CrisisResources.For(country);
            help.Emergency.ShouldNotBeNullOrWhiteSpace();
            help.Lines.ShouldNotBeEmpty();
            help.Lines.ShouldAllBe(line => line.Name.Length > 0 && line.Contact.Length > 0);
        }
        CrisisResources.For("us").Lines[0].Contact.ShouldStartWith("988");
        CrisisResources.For("NZ").Lines[0].Contact.ShouldStartWith("1737");
        CrisisResources.For("XX").Country.ShouldBeNull();
    }

    [Theory]
    [InlineData(null, "America/New_York", null, "US")]
    [InlineData("en-US", "Europe/Paris", "London", "FR")]
    [InlineData("en-US", null, "London", "GB")]
    [InlineData(null, null, "Austin, TX", "US")]
    [InlineData(null, null, "Paris, France", "FR")]
    [InlineData(null, null, "Paris, TX", "US")]
    [InlineData(null, null, "São Paulo", "BR")]
    [InlineData("pt-BR,pt;q=0.9", null, "Springfield", "BR")]
    [InlineData("zh-Hant-TW", "Etc/UTC", null, "TW")]
    [InlineData("en", null, "somewhere", null)]
    [InlineData("\ud800-;;,,--", "/////", ",,(,", null)]
    [InlineData(null, null, null, null)]
    public void ACountryIsGuessedFromZoneThenCityThenLanguage(string? language, string? zone, string? city, string? country) =>
        CareRegions.Of(language, zone, city).ShouldBe(country);
}
