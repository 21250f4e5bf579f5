using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace XelaConnect.EventSourcing;

/// <summary>
/// The operations under way, and a fingerprint of the last completed ones: 8 bytes each, since the unique index of the
/// journal says where their events are. Older ones are found there, too.
/// </summary>
internal sealed class RecentOperations<T>(int capacity, TimeProvider time) where T : class
{
    /// <summary>How much the clocks of two machines may differ. Beyond it, a repetition may be refused.</summary>
    public static readonly TimeSpan MaxClockSkew = TimeSpan.FromSeconds(10);

    /// <summary>No caller can choose two ids with the same fingerprint.</summary>
    private static readonly long Seed = Random.Shared.NextInt64();

    private readonly Dictionary<string, T> underWay = new(StringComparer.Ordinal);
    private ulong[] completed = [];
    private int count;
    private int oldest;
    private bool isComplete = true;
    // What was stored later is held.
    private DateTimeOffset completeSince = time.GetUtcNow();

    public bool TryGet(string operationId, [MaybeNullWhen(false)] out T operation) =>
        underWay.TryGetValue(operationId, out operation);

    public void Add(string operationId, T operation) => underWay.Add(operationId, operation);

    public void Remove(string operationId) => underWay.Remove(operationId);

    /// <summary>Whether the operation is stored. False says nothing unless the history is complete.</summary>
    public bool IsStored(string operationId) => IsStored(FingerprintOf(operationId));

    /// <summary>
    /// Whether an operation whose fingerprint is not held is new for certain: the whole history is held, or all that was
    /// stored since the operation began. Another operation is looked up in the journal.
    /// </summary>
    public bool IsNew(string operationId) => isComplete || Ids.TimeOfOperation(operationId) - MaxClockSkew > completeSince;

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
        isComplete = false;
        // A slot is used again only in the next round, so until then all of this round is held.
        if (oldest == 0) completeSince = time.GetUtcNow();
        completed[oldest] = fingerprint;
        oldest = (oldest + 1) % capacity;
    }

    /// <summary>There are operations that were not completed here.</summary>
    public void MarkIncomplete() => (isComplete, completeSince) = (false, time.GetUtcNow());

    private bool IsStored(ulong fingerprint) => completed.AsSpan(0, count).Contains(fingerprint);

    private static ulong FingerprintOf(string operationId) =>
        XxHash3.HashToUInt64(MemoryMarshal.AsBytes(operationId.AsSpan()), Seed);
}
