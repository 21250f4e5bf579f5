namespace XelaConnect.Infrastructure.Storage;

internal sealed class SnapshotRecord
{
    public long Seq { get; init; }
    public ReadOnlyMemory<byte> Json { get; init; }
}

/// <summary>Orleans' default names .NET types in the bytes, so that renaming a class would lose the state.</summary>
internal sealed class SnapshotSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) =>
        input is SnapshotRecord record
            ? new BinaryData(SnapshotBytes.Write(new Snapshot(record.Seq, record.Json)))
            : throw new NotSupportedException("The snapshot storage holds snapshots only.");

    public T Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var snapshot = SnapshotBytes.Read(input.ToMemory());
        return (T)(object)new SnapshotRecord { Seq = snapshot.Seq, Json = snapshot.State };
    }
}
