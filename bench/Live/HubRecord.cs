using System.Buffers.Text;
using System.Text.Json;

namespace XelaConnect.Bench.Live;

/// <summary>Reads the two numbers the bench needs from a <c>CircleActivity</c> or a <c>Message</c> record.</summary>
internal static class HubRecord
{
    /// <summary>
    /// False for every other record. <paramref name="number"/> is the one the message starts with, or -1 when another person wrote it.
    /// </summary>
    public static bool TryReadActivity(ReadOnlySpan<byte> record, out long seq, out long number)
    {
        seq = number = -1;
        var reader = new Utf8JsonReader(record);
        var isActivity = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
                continue;
            if (reader.CurrentDepth == 1)
            {
                if (reader.ValueTextEquals("target"u8))
                {
                    reader.Read();
                    if (!reader.ValueTextEquals("CircleActivity"u8) && !reader.ValueTextEquals("Message"u8))
                        return false;
                    isActivity = true;
                }
                else if (!reader.ValueTextEquals("type"u8) && !reader.ValueTextEquals("arguments"u8))
                {
                    reader.Skip();
                }
            }
            else if (reader.CurrentDepth == 3)
            {
                Read(ref reader, ref seq, ref number);
            }
        }

        return isActivity && seq >= 0;
    }

    private static void Read(ref Utf8JsonReader reader, ref long seq, ref long number)
    {
        if (reader.ValueTextEquals("seq"u8))
        {
            reader.Read();
            seq = reader.GetInt64();
        }
        else if (reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("content"u8))
        {
            reader.Read();
            number = Utf8Parser.TryParse(reader.ValueSpan, out long value, out var used) && used == Http.RequestBytes.NumberMark.Length
                ? value
                : -1;
        }
        else
        {
            reader.Skip();
        }
    }
}
