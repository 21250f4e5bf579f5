using System.Buffers;
using System.Text.Json;
using Orleans.Storage;

namespace XelaConnect.Silo.Storage;

/// <summary>What the grain storage holds for one grain.</summary>
internal sealed class SnapshotRecord
{
    /// <summary>The last event in it.</summary>
    public long Seq { get; init; }

    /// <summary>The state, JSON that the kernel wrote and will read.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }
}

/// <summary>Stores a snapshot as <c>{"seq":7,"state":{…}}</c>. Orleans' default would name .NET types in the bytes, so that renaming a class loses its state.</summary>
internal sealed class SnapshotSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T input)
    {
        if (input is not SnapshotRecord record) throw new NotSupportedException("The snapshot storage holds snapshots, nothing else.");
        var buffer = new ArrayBufferWriter<byte>(record.Json.Length + 40);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("seq"u8, record.Seq);
            writer.WritePropertyName("state"u8);
            writer.WriteRawValue(record.Json.Span);
            writer.WriteEndObject();
        }

        return new BinaryData(buffer.WrittenMemory);
    }

    public T Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var bytes = input.ToMemory();
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

        return (T)(object)new SnapshotRecord { Seq = seq, Json = state };
    }
}
