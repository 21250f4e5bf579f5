using System.Buffers.Text;
using System.Net;
using System.Text;

namespace XelaConnect.Bench.Http;

/// <summary>
/// One connection's request, built once. Where the text holds <see cref="NumberMark"/>, each sending writes its number over it, so that
/// messages and keys differ without being built again.
/// </summary>
internal sealed class RequestBytes
{
    public const string NumberMark = "000000000000";

    private readonly byte[] bytes;
    private readonly int[] numberAt;

    private RequestBytes(string text)
    {
        bytes = Encoding.ASCII.GetBytes(text);
        numberAt = [.. Occurrences(text)];
    }

    public ReadOnlyMemory<byte> Bytes => bytes;

    public static RequestBytes Get(IPEndPoint server, string path, string? token) =>
        new($"GET {path} HTTP/1.1\r\nHost: {server}\r\n{Authorization(token)}Accept: application/json\r\n\r\n");

    public static RequestBytes Post(IPEndPoint server, string path, string token, string json, string extraHeaders = "") =>
        new($"POST {path} HTTP/1.1\r\nHost: {server}\r\n{Authorization(token)}Accept: application/json\r\n{extraHeaders}"
            + $"Content-Type: application/json\r\nContent-Length: {Encoding.ASCII.GetByteCount(json)}\r\n\r\n{json}");

    public void Number(long number)
    {
        foreach (var at in numberAt)
        {
            var digits = bytes.AsSpan(at, NumberMark.Length);
            Utf8Formatter.TryFormat(number, digits, out _, new('D', (byte)NumberMark.Length));
        }
    }

    private static string Authorization(string? token) => token is null ? "" : $"Authorization: Bearer {token}\r\n";

    private static IEnumerable<int> Occurrences(string text)
    {
        for (var at = text.IndexOf(NumberMark, StringComparison.Ordinal); at >= 0;
             at = text.IndexOf(NumberMark, at + NumberMark.Length, StringComparison.Ordinal))
            yield return at;
    }
}
