using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace XelaConnect.EventSourcing;

/// <summary>
/// The operations under way, and a fingerprint of the last completed ones: 8 bytes each, since the unique index of the
/// journal says where their events are. Older ones are found there, too.
/// </summary>
internal sealed class RecentOperations<T>(int capacity) where T : class
{
    /// <summary>No caller can choose two ids with the same fingerprint.</summary>
    private static readonly long Seed = Random.Shared.NextInt64();

    private readonly Dictionary<string, T> underWay = new(StringComparer.Ordinal);
    private ulong[] completed = [];
    private int count;
    private int oldest;

    /// <summary>Whether it holds the whole history, so that an unknown id is a new operation.</summary>
    public bool IsComplete { get; private set; } = true;

    public bool TryGet(string operationId, [MaybeNullWhen(false)] out T operation) =>
        underWay.TryGetValue(operationId, out operation);

    public void Add(string operationId, T operation) => underWay.Add(operationId, operation);

    public void Remove(string operationId) => underWay.Remove(operationId);

    /// <summary>Whether the operation is stored. False says nothing unless the history is complete.</summary>
    public bool IsStored(string operationId) => IsStored(FingerprintOf(operationId));

    /// <summary>From then on nothing of the operation is held but its fingerprint.</summary>
    public void Complete(string operationId)
    {
        underWay.Remove(operationId);
        var fingerprint = FingerprintOf(operationId);
        if (IsStored(fingerprint)) return;
        if (count < capacity)
        {
            if (count == completed.Length) Array.Resize(ref completed, Math.Min(capacity, Math.Max(4, count * 2)));
            completed[count++] = fingerprint;
            return;
        }
        IsComplete = false;
        completed[oldest] = fingerprint;
        oldest = (oldest + 1) % capacity;
    }

    public void MarkIncomplete() => IsComplete = false;

    private bool IsStored(ulong fingerprint) => completed.AsSpan(0, count).Contains(fingerprint);

    private static ulong FingerprintOf(string operationId) =>
        XxHash3.HashToUInt64(MemoryMarshal.AsBytes(operationId.AsSpan()), Seed);
}
