namespace XelaConnect.Grains.Tests;

public sealed class ReservedNamesTests
{
    [Theory]
    [InlineData("Xela")]
    [InlineData("xela ai")]
    [InlineData("XelaConnect Support")]
    [InlineData("The XelaConnect Team")]
    [InlineData("Xela_Connect")]
    [InlineData("X e l a")]
    [InlineData("\u0425ela")]
    [InlineData("Xe\u200Bla")]
    [InlineData("X\u0117l\u0430")]
    [InlineData("Xe1a")]
    [InlineData("\uFF38\uFF45\uFF4C\uFF41")]
    [InlineData("\U0001D54F\U0001D556\U0001D55D\U0001D552")]
    [InlineData("Support")]
    [InlineData("0fficial")]
    [InlineData("Xela Admin")]
    [InlineData("M0derator of Xela")]
    public void Names_of_the_service_and_its_staff_are_reserved(string name) => ReservedNames.Include(name).ShouldBeTrue();

    [Theory]
    [InlineData("Ada Lovelace")]
    [InlineData("Alex")]
    [InlineData("Xelaria")]
    [InlineData("Support group for parents")]
    [InlineData("Xela Martinez")]
    [InlineData("\u5F20\u4F1F")]
    [InlineData("")]
    public void Ordinary_names_are_allowed(string name) => ReservedNames.Include(name).ShouldBeFalse();
}
