namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>The phrases of one language, as text; language "" for what is written alike in all.</summary>
internal sealed record Table(string Language, string Text);

/// <summary>All phrase tables. Words in them are written in small letters without marks, as they are read.</summary>
internal static class Tables
{
    public static readonly Table[] All =
    [
        new("", Common.Text), new("en", English.Text), new("es", Spanish.Text), new("fr", French.Text), new("de", German.Text), new("pt", Portuguese.Text),
        new("en", EnglishHints.Text), new("en", EnglishHintsSafe.Text), new("es", SpanishHints.Text),
        new("fr", FrenchHints.Text), new("de", GermanHints.Text), new("pt", PortugueseHints.Text),
    ];
}
