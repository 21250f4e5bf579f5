namespace XelaConnect.Grains.Tests;

public sealed class TextFoldingTests
{
    [Theory]
    [InlineData("creme brulee", "Crème brûlée", true)]
    [InlineData("CRÈME", "Cre\u0300me", true)]
    [InlineData("strasse", "Straße", true)]
    [InlineData("oeuvre", "Œuvre", true)]
    [InlineData("AEGIR", "Ǽgir", true)]
    [InlineData("lodz", "ŁÓDŹ", true)]
    [InlineData("istanbul", "İstanbul ve ılık", true)]
    [InlineData("ελλαδα", "Ελλάδα", true)]
    [InlineData("tieng viet", "Tiếng Việt", true)]
    [InlineData("мой", "Мой дом", true)]
    [InlineData("احمد", "أحمد", true)]
    [InlineData("all words", "words of all", true)]
    [InlineData("all words", "words of none", false)]
    [InlineData("xela", "Хela", false)]
    [InlineData("가", "각", false)]
    [InlineData("か", "が", false)]
    public void Words_are_found_without_case_and_accents(string query, string text, bool isFound) =>
        TextFolding.ContainsAll(TextFolding.Fold(text), TextFolding.Words(query)).ShouldBe(isFound);

    [Fact]
    public void Folded_text_stays_the_same_when_folded_again()
    {
        for (var value = 0; value <= char.MaxValue; value++)
        {
            var folded = TextFolding.Fold(((char)value).ToString());
            TextFolding.Fold(folded).ShouldBe(folded, $"U+{value:X4}");
        }
    }
}
