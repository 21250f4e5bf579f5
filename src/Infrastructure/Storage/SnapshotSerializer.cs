namespace XelaConnect.Infrastructure.Storage;

internal sealed class SnapshotRecord
{
    public long Seq { get; init; }
    public ReadOnlyMemory<byte> Json { get; init; }
}

/// <summary>Orleans' default names .NET types in the bytes, so that renaming a class would lose the state.</summary>
internal sealed class SnapshotSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input)
    {
        if (input is not SnapshotRecord snapshot)
            throw new NotSupportedException("The snapshot storage holds snapshots only.");
        var buffer = new ArrayBufferWriter<byte>(snapshot.Json.Length + 40);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteNumber("seq"u8, snapshot.Seq);
        writer.WritePropertyName("state"u8);
        writer.WriteRawValue(snapshot.Json.Span);
        writer.WriteEndObject();
        writer.Flush();
        return new BinaryData(buffer.WrittenMemory);
    }

    public T Deserialize<T>(BinaryData input)
    {
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
