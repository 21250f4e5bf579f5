using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace XelaConnect.Bench.Http;

/// <summary>Finds the end of one HTTP/1.1 response, and its status; reads nothing else of it.</summary>
internal static class HttpResponse
{
    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    /// <summary>True when <paramref name="received"/> holds a whole response of <paramref name="length"/> bytes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> received, out int status, out int bodyStart, out int length)
    {
        status = bodyStart = length = 0;
        var headLength = received.IndexOf(HeadEnd);
        if (headLength < 0)
            return false;
        if (headLength < 12 || !received.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(received.Slice(9, 3), out status, out _))
            throw new BenchException("The answer is not HTTP/1.1.");

        var head = received[..(headLength + 2)];
        bodyStart = headLength + HeadEnd.Length;
        if (HeaderValue(head, "\r\nContent-Length: "u8) is { IsEmpty: false } declared)
        {
            if (!Utf8Parser.TryParse(declared, out int bodyLength, out _))
                throw new BenchException("The answer's Content-Length is not a number.");
            length = bodyStart + bodyLength;
            return received.Length >= length;
        }

        if (HeaderValue(head, "\r\nTransfer-Encoding: "u8) is { IsEmpty: false })
            return TryFindLastChunk(received, bodyStart, out length);

        if (status is not (204 or 304))
            throw new BenchException("The answer has neither Content-Length nor chunks.");
        length = bodyStart;
        return true;
    }

    private static bool TryFindLastChunk(ReadOnlySpan<byte> received, int at, out int length)
    {
        length = 0;
        while (true)
        {
            var rest = received[at..];
            var lineEnd = rest.IndexOf("\r\n"u8);
            if (lineEnd < 0)
                return false;
            if (!Utf8Parser.TryParse(rest[..lineEnd], out int size, out var digits, 'x') || digits == 0)
                throw new BenchException("A chunk of the answer has no size.");

            at += lineEnd + 2 + size + 2;
            if (at > received.Length)
                return false;
            if (size == 0)
            {
                length = at;
                return true;
            }
        }
    }

    // Kestrel writes header names in this very case; another server's spelling takes the slower way.
    private static ReadOnlySpan<byte> HeaderValue(ReadOnlySpan<byte> head, ReadOnlySpan<byte> prefix)
    {
        var at = head.IndexOf(prefix);
        if (at < 0)
        {
            var found = CultureInfo.InvariantCulture.CompareInfo.IndexOf(
                Encoding.Latin1.GetString(head), Encoding.Latin1.GetString(prefix), CompareOptions.OrdinalIgnoreCase);
            if (found < 0)
                return default;
            at = found;
        }

        var value = head[(at + prefix.Length)..];
        return value[..value.IndexOf("\r\n"u8)];
    }
}
