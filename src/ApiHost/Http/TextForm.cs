using System.Buffers;
using System.Globalization;

namespace XelaConnect.ApiHost.Http;

/// <summary>What text has to look like to be taken in: pure questions, each answered for one value.</summary>
internal static class TextForm
{
    private const string LocalPartSymbols = "!#$%&'*+/=?^_`{|}~.-";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>How many characters: Unicode scalar values. A lone surrogate counts as one.</summary>
    public static int Length(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var _ in text.EnumerateRunes()) length++;
        return length;
    }

    /// <summary>True when text can be stored and shown everywhere: no NUL, and every surrogate in a pair (contract §0, "text").</summary>
    public static bool IsStorable(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }

    /// <summary>The first <paramref name="length"/> characters, never half of one.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length) return text;
        var units = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (length-- == 0) break;
            units += rune.Utf16SequenceLength;
        }
        return text[..units];
    }

    /// <summary>
    /// True for what can be an e-mail address: a local part, one @, a domain of at least two labels. Only a letter sent there proves more; this is
    /// to catch slips, and to keep what becomes a grain's key free of surprises.
    /// </summary>
    public static bool IsEmail(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (at < 1 || at != text.LastIndexOf('@') || text.Length > Limits.Email || at > Limits.EmailLocalPart) return false;
        var local = text.AsSpan(0, at);
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal)) return false;
        foreach (var c in local)
            if (!IsWordCharacter(c) && !LocalPartSymbols.Contains(c, StringComparison.Ordinal)) return false;
        return IsDomain(text.AsSpan(at + 1));
    }

    /// <summary>True for #RRGGBB.</summary>
    public static bool IsColor(string text) => text.Length == 7 && text[0] == '#' && !text.AsSpan(1).ContainsAnyExcept(HexDigits);

    /// <summary>True for an absolute http or https address that names a host.</summary>
    public static bool IsWebAddress(string text)
    {
        foreach (var c in text)
            if (char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or '\\') return false;
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            && uri.Host.Length > 0
            && uri.UserInfo.Length == 0;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        var labels = 0;
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-') return false;
            foreach (var c in label)
                if (!IsWordCharacter(c) && c != '-') return false;
            labels++;
        }
        return labels > 1;
    }

    // Letters and digits of any script with the marks that belong to them; surrogate halves are neither.
    private static bool IsWordCharacter(char c) =>
        char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
