using System.Buffers;
using System.Text.Encodings.Web;

namespace XelaConnect.ApiHost.Http;

/// <summary>
/// Escapes only what JSON requires. The framework's encoders write every character beyond the basic plane, such as an
/// emoji, as 12 bytes instead of 4. Responses are never embedded in HTML by this host, and carry <c>nosniff</c>.
/// </summary>
internal sealed class PlainJsonEncoder : JavaScriptEncoder
{
    public static readonly PlainJsonEncoder Instance = new();

    private const string Controls =
        "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u0009\u000A\u000B\u000C\u000D\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F\u007F";

    private static readonly SearchValues<char> Escaped = SearchValues.Create($"{Controls}\"\\");
    private static readonly SearchValues<byte> EscapedBytes =
        SearchValues.Create(Encoding.ASCII.GetBytes($"{Controls}\"\\"));

    public override int MaxOutputCharactersPerInputCharacter => 6;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < 0x20 or '"' or '\\' or 0x7F;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var all = new ReadOnlySpan<char>(text, textLength);
        var escaped = all.IndexOfAny(Escaped);
        var plain = escaped < 0 ? all : all[..escaped];
        // A lone surrogate is not text; the caller of the encoder writes U+FFFD instead.
        for (var i = plain.IndexOfAnyInRange('\ud800', '\udfff'); i >= 0 && i < plain.Length; i++)
        {
            if (!char.IsSurrogate(plain[i])) continue;
            if (i + 1 == plain.Length || !char.IsSurrogatePair(plain[i], plain[i + 1])) return i;
            i++;
        }
        return escaped;
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text)
    {
        var escaped = utf8Text.IndexOfAny(EscapedBytes);
        var plain = escaped < 0 ? utf8Text : utf8Text[..escaped];
        return System.Text.Unicode.Utf8.IsValid(plain) ? escaped : base.FindFirstCharacterToEncodeUtf8(utf8Text);
    }

    public override unsafe bool TryEncodeUnicodeScalar(
        int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        var shorthand = unicodeScalar switch
        {
            '"' => '"', '\\' => '\\', '\b' => 'b', '\f' => 'f', '\n' => 'n', '\r' => 'r', '\t' => 't', _ => '\0',
        };
        var output = new Span<char>(buffer, bufferLength);
        numberOfCharactersWritten = 0;
        if (shorthand != '\0')
        {
            if (output.Length < 2) return false;
            (output[0], output[1], numberOfCharactersWritten) = ('\\', shorthand, 2);
            return true;
        }
        if (WillEncode(unicodeScalar)) return output.TryWrite($"\\u{unicodeScalar:X4}", out numberOfCharactersWritten);
        return new Rune(unicodeScalar).TryEncodeToUtf16(output, out numberOfCharactersWritten);
    }
}
