using System.Text;

namespace XelaConnect.ApiHost.Tests.Input;

/// <summary>Seeded text for loops: letters of several scripts, accents, emoji; never a blank at either end.</summary>
internal static class TextSamples
{
    private static readonly Rune[] Runes = [.. "abcXYZ019-_'.éßñŁжλ中文あ한ع😀🌅🧘".EnumerateRunes()];

    /// <summary>So many characters.</summary>
    public static string Of(Random random, int length)
    {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++) text.Append(Runes[random.Next(Runes.Length)]);
        return text.ToString();
    }

    /// <summary>So many plain letters.</summary>
    public static string Letters(Random random, int length) => string.Create(length, random, static (span, random) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = (char)('a' + random.Next(26));
    });
}
