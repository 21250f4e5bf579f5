namespace XelaConnect.CrisisDetection.Tables;

/// <summary>The data of the library, read from the tables that are embedded in it.</summary>
public sealed class CrisisTables
{
    private static readonly Lazy<CrisisTables> Loaded = new(() => new CrisisTables());

    private CrisisTables()
    {
        var phrases = PhraseFile.Embedded();
        PhraseIndex = PhraseCompiler.Compile(phrases);
        Languages = new LanguageProfiles(phrases);
        ForbiddenPhrases = ForbiddenPhrases.Embedded();
        Responses = ResponseTexts.Embedded();
        Hotlines = new HotlineTable(TableFile.Embedded("hotlines.txt"));
    }

    internal static CrisisTables Current => Loaded.Value;
    internal PhraseIndex PhraseIndex { get; }
    internal LanguageProfiles Languages { get; }
    internal ForbiddenPhrases ForbiddenPhrases { get; }
    internal IReadOnlyDictionary<string, ResponseTexts> Responses { get; }
    internal HotlineTable Hotlines { get; }

    /// <summary>Reads and compiles all tables at the start of a process, so that a malformed line stops it.</summary>
    public static void Load() => _ = Current;
}
