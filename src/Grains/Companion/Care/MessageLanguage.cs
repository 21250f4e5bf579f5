using System.Numerics;
using XelaConnect.Grains.Companion.Care.Reading;

namespace XelaConnect.Grains.Companion.Care;

/// <summary>Guesses the language of a message by its small words: a guess good enough to answer in, not a detector.</summary>
internal static class MessageLanguage
{
    private static readonly (string Language, string Words)[] Small =
    [
        ("en", "i the and to my is am was you it of that for with but so me this have not at on be just are feel what today want can do hello thanks she he we they really no im dont very myself had all her his like because work too"),
        ("es", "el la los las y que de un una mi me es estoy con por para pero muy se lo como mas no yo tengo hoy soy esta te su al del porque si gracias hola quiero nadie todo siento trabajo mis cuando sola solo triste he cansada cansado vida"),
        ("fr", "le la les et je j de un une mon ma mes est suis ai pas que ne avec pour mais tres au du des il elle on c ce me qui dans sur tout merci bonjour moi tu plus d l veux sens me aujourd hui travail seule seul triste"),
        ("de", "ich und der die das ist bin nicht mein meine mit ein eine zu fur aber sehr es auf in habe mich mir so war wie heute von dem den du sie er wir kann danke hallo auch nur noch arbeit im fuhle allein traurig hab mehr will"),
        ("pt", "o a os as e que de um uma meu minha eu estou com para por mas muito nao me sou do da no na em ele ela hoje se voce isso tudo obrigada obrigado ola quero tenho mais sinto trabalho ninguem sozinha sozinho to ando estava mim"),
    ];

    /// <summary>The same by word: a bit for the place of each language that has it.</summary>
    private static readonly Dictionary<string, int> ByWord = Small.SelectMany(static (of, place) => of.Words.Split(' ').Distinct().Select(word => (word, bit: 1 << place)))
        .GroupBy(static found => found.word, StringComparer.Ordinal).ToDictionary(static found => found.Key, static found => found.Sum(static f => f.bit), StringComparer.Ordinal);

    /// <summary>Letters that one of the five uses and hardly another.</summary>
    private static readonly (string Letters, string Language)[] Telling = [("ñ¿¡", "es"), ("ãõ", "pt"), ("çêâ", "pt"), ("ßäöü", "de"), ("èùœîûçêâ", "fr")];

    /// <summary>en, es, fr, de or pt; "en" where nothing tells. Never throws.</summary>
    public static string Of(string text)
    {
        Span<int> score = stackalloc int[Small.Length];
        foreach (var word in PlainWords.Of(text))
            for (var left = ByWord.GetValueOrDefault(word); left != 0; left &= left - 1) score[BitOperations.TrailingZeroCount(left)] += 2;
        foreach (var (letters, language) in Telling)
            if (text.AsSpan().IndexOfAny(letters) >= 0) score[Array.FindIndex(Small, of => of.Language == language)] += 1;
        var best = 0;
        for (var place = 1; place < score.Length; place++)
            if (score[place] > score[best]) best = place;
        return Small[best].Language;
    }
}
