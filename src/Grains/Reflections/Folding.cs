using System.Collections.Frozen;
using System.Text;

namespace XelaConnect.Grains.Reflections;

/// <summary>
/// Text as searches compare it: without case and accents. The runtime has no Unicode tables here (its globalization is invariant, and normalizing changes
/// nothing), so the letters with accents of Latin, Greek and Cyrillic scripts are listed, each after the letter it is found by.
/// </summary>
internal static class Folding
{
    private static readonly string[] Letters =
    [
        "AÀÁÂÃÄÅĀĂĄǍǞǠǺȀȂȦḀẠẢẤẦẨẪẬẮẰẲẴẶ", "BḂḄḆ", "CÇĆĈĊČḈ", "DÐĎĐḊḌḎḐḒ", "EÈÉÊËĒĔĖĘĚȄȆȨḔḖḘḚḜẸẺẼẾỀỂỄỆ", "FḞ", "GĜĞĠĢǦǴḠ", "HĤĦȞḢḤḦḨḪẖ", "IÌÍÎÏĨĪĬĮİǏȈȊḬḮỈỊ",
        "JĴǰ", "KĶǨḰḲḴ", "LĹĻĽŁḶḸḺḼ", "MḾṀṂ", "NÑŃŅŇǸṄṆṈṊ", "OÒÓÔÕÖØŌŎŐƠǑǪǬȌȎȪȬȮȰṌṎṐṒỌỎỐỒỔỖỘỚỜỞỠỢ", "PṔṖ", "RŔŖŘȐȒṘṚṜṞ", "SŚŜŞŠȘṠṢṤṦṨ", "TŢŤŦȚṪṬṮṰẗ",
        "UÙÚÛÜŨŪŬŮŰŲƯǓǕǗǙǛȔȖṲṴṶṸṺỤỦỨỪỬỮỰ", "VṼṾ", "WŴẀẂẄẆẈẘ", "XẊẌ", "YÝŶŸȲẎẙỲỴỶỸ", "ZŹŻŽẐẒẔ", "ΑΆἈἉἊἋἌἍἎἏᾀᾁᾂᾃᾄᾅᾆᾇᾈᾉᾊᾋᾌᾍᾎᾏᾲᾳᾴᾶᾷᾸᾹᾺΆᾼ", "ΕΈἘἙἚἛἜἝῈΈ",
        "ΗΉἨἩἪἫἬἭἮἯᾐᾑᾒᾓᾔᾕᾖᾗᾘᾙᾚᾛᾜᾝᾞᾟῂῃῄῆῇῊΉῌ", "ΙΊΐΪἸἹἺἻἼἽἾἿῒΐῖῗῘῙῚΊ", "ΟΌὈὉὊὋὌὍῸΌ", "ΡῤῬ", "ΥΎΫΰὐὒὔὖὙὛὝὟῢΰῦῧῨῩῪΎ", "ΩΏὨὩὪὫὬὭὮὯᾠᾡᾢᾣᾤᾥᾦᾧᾨᾩᾪᾫᾬᾭᾮᾯῲῳῴῶῷῺΏῼ",
        "ІЇ", "АӐӒ", "ГЃ", "ЕЀЁӖ", "ЖӁӜ", "ЗӞ", "ИЍЙӢӤ", "КЌ", "ОӦ", "УЎӮӰӲ", "ЧӴ", "ЫӸ", "ЭӬ", "ѴѶ", "ӘӚ", "ӨӪ",
    ];

    private static readonly FrozenDictionary<char, char> Plain =
        Letters.SelectMany(static row => row.Skip(1).Select(letter => (letter, row[0]))).ToFrozenDictionary(static pair => pair.letter, static pair => pair.Item2);

    /// <summary>The text without case and accents, whether they are part of a letter or follow it.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (IsMark(c)) continue;
            var upper = char.ToUpperInvariant(c);
            switch (upper)
            {
                case 'ß' or 'ẞ': folded.Append("SS"); break;
                case 'Æ' or 'Ǽ' or 'Ǣ': folded.Append("AE"); break;
                case 'Œ': folded.Append("OE"); break;
                case 'Ǿ': folded.Append('O'); break;
                case 'ı': folded.Append('I'); break;
                default: folded.Append(Plain.GetValueOrDefault(upper, upper)); break;
            }
        }
        return folded.ToString();
    }

    /// <summary>What is searched for, word by word.</summary>
    public static string[] Words(string text) => Fold(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a text holds every one of these words, each anywhere.</summary>
    public static bool HasAll(string text, string[] words)
    {
        var folded = Fold(text);
        return Array.TrueForAll(words, word => folded.Contains(word, StringComparison.Ordinal));
    }

    // Combining accents, the points of Hebrew, the vowel signs of Arabic.
    private static bool IsMark(char c) => c is (>= '\u0300' and <= '\u036f') or (>= '\u0591' and <= '\u05bd') or (>= '\u064b' and <= '\u065f');
}
