using System.Text;
using System.Text.Json;
using XelaConnect.ApiHost.Http;
using Xunit;

namespace XelaConnect.ApiHost.Tests.Http;

public sealed class PlainJsonEncoderTests
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = PlainJsonEncoder.Instance };

    [Fact]
    public void Letters_and_emoji_are_not_escaped()
    {
        JsonSerializer.Serialize("\U0001F468\u200D\U0001F469 caf\u00E9 <b>&'\u2028", Options)
            .ShouldBe("\"\U0001F468\u200D\U0001F469 caf\u00E9 <b>&'\u2028\"");
        JsonSerializer.SerializeToUtf8Bytes("\U0001F600", Options).Length.ShouldBe(6);
        JsonSerializer.Serialize("\"\\\b\f\n\r\t\u0001\u007f", Options).ShouldBe("\"\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u007F\"");
    }

    [Fact]
    public void Encoded_text_round_trips()
    {
        var random = new Random(1);
        string[] units = ["a", "\u00E9", "\"", "\\", "\n", "\0", "\u007f", "\uFFFD", "\U0001F600", "\U0010FFFF", "\u2028",
            "plain text of some length", "\ud800", "\udc00"];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 12)).Select(_ => units[random.Next(units.Length)]));
            var whole = string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));
            JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(text, Options)).RootElement.GetString().ShouldBe(whole);
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = PlainJsonEncoder.Instance }))
                writer.WriteStringValue(Encoding.UTF8.GetBytes(whole));
            JsonDocument.Parse(stream.ToArray()).RootElement.GetString().ShouldBe(whole);
        }
    }
}
