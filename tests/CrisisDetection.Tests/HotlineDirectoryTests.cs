using XelaConnect.CrisisDetection.Hotlines;

namespace XelaConnect.CrisisDetection.Tests;

public sealed class HotlineDirectoryTests
{
    [Fact]
    public void Every_country_has_an_emergency_number_and_a_hotline()
    {
        HotlineDirectory.Countries.Count.ShouldBeGreaterThanOrEqualTo(45);
        foreach (var country in HotlineDirectory.Countries)
        {
            var help = HotlineDirectory.For(country);
            help.EmergencyNumber.ShouldNotBeNullOrWhiteSpace();
            help.Hotlines.ShouldNotBeEmpty();
            help.Hotlines.ShouldAllBe(hotline => hotline.Name.Length > 0 && hotline.Contact.Length > 0);
        }
        HotlineDirectory.For("us").Hotlines[0].Contact.ShouldStartWith("988");
        HotlineDirectory.For("NZ").Hotlines[0].Contact.ShouldStartWith("1737");
        HotlineDirectory.For("XX").Country.ShouldBeNull();
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
    public void Country_is_guessed_from_time_zone_then_city_then_language(
        string? language, string? zone, string? city, string? country) =>
        HotlineDirectory.GuessCountry(language, zone, city).ShouldBe(country);
}
