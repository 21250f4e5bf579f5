using Orleans.Storage;
using XelaConnect.EventSourcing;

namespace XelaConnect.Infrastructure.Storage;

/// <summary>What the grain storage holds for one grain.</summary>
internal sealed class SnapshotRecord
{
    /// <summary>The last event in it.</summary>
    public long Seq { get; init; }

    /// <summary>The state, JSON that the kernel wrote and will read.</summary>
    public ReadOnlyMemory<byte> Json { get; init; }
}

/// <summary>Stores a snapshot as <see cref="SnapshotBytes"/> has it. Orleans' default would name .NET types in the bytes, so that renaming a class loses its state.</summary>
internal sealed class SnapshotSerializer : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) =>
        input is SnapshotRecord record
            ? new BinaryData(SnapshotBytes.Write(new Snapshot(record.Seq, record.Json)))
            : throw new NotSupportedException("The snapshot storage holds snapshots, nothing else.");

    public T Deserialize<T>(BinaryData input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var snapshot = SnapshotBytes.Read(input.ToMemory());
        return (T)(object)new SnapshotRecord { Seq = snapshot.Seq, Json = snapshot.State };
    }
}
