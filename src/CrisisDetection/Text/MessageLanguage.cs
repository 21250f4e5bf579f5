namespace XelaConnect.CrisisDetection.Text;

/// <summary>Guesses the language of a message by its small words: good enough to reply in, and no more.</summary>
public static class MessageLanguage
{
    /// <summary>The languages that the tables cover.</summary>
    public static IReadOnlyList<string> All { get; } = ["en", "es", "fr", "de", "pt"];

    /// <summary>One of <see cref="All"/>; "en" where nothing points to another. Never throws.</summary>
    public static string Guess(string text) => CrisisTables.Current.Languages.Guess(text);
}
