using System.Buffers;

namespace XelaConnect.Infrastructure.Storage;

/// <summary>The stored form of a snapshot: <c>{"seq":7,"state":{…}}</c>.</summary>
internal static class SnapshotBytes
{
    public static ReadOnlyMemory<byte> Write(Snapshot snapshot)
    {
        var buffer = new ArrayBufferWriter<byte>(snapshot.State.Length + 40);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("seq"u8, snapshot.Seq);
            writer.WritePropertyName("state"u8);
            writer.WriteRawValue(snapshot.State.Span);
            writer.WriteEndObject();
        }
        return buffer.WrittenMemory;
    }

    /// <summary>The state stays JSON, for the kernel.</summary>
    public static Snapshot Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes.Span);
        long seq = 0;
        ReadOnlyMemory<byte> state = default;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isSeq = reader.ValueTextEquals("seq"u8);
            var isState = reader.ValueTextEquals("state"u8);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (isSeq) seq = reader.GetInt64();
            reader.Skip();
            if (isState) state = bytes[start..(int)reader.BytesConsumed];
        }
        return new Snapshot(seq, state);
    }
}
