using XelaConnect.CrisisDetection.Tables;
using XelaConnect.CrisisDetection.Text;

namespace XelaConnect.CrisisDetection.Phrases;

/// <summary>The phrase table of one language. The language is "" for what is written alike in all of them.</summary>
internal sealed record PhraseFile(string Language, TableFile Table)
{
    public static IReadOnlyList<PhraseFile> Embedded() =>
        [new("", TableFile.Embedded("phrases/common.txt")), .. MessageLanguage.All.Select(language => new PhraseFile(language, TableFile.Embedded($"phrases/{language}.txt")))];
}
