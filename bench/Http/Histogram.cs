using System.Globalization;
using System.Numerics;

namespace XelaConnect.Bench.Http;

/// <summary>
/// Counts of microseconds in a fixed array: 64 buckets to each power of two, so a percentile is off by at most 1.6 %
/// and recording allocates nothing. Several threads may record at once.
/// </summary>
internal sealed class Histogram
{
    private const int SubBucketBits = 6;
    private const int SubBuckets = 1 << SubBucketBits;
    private const long Largest = (1L << 36) - 1;

    private readonly long[] buckets = new long[IndexOf(Largest) + 1];
    private long count;
    private long max;

    public long Count => Volatile.Read(ref count);

    public void Record(long microseconds)
    {
        var value = Math.Clamp(microseconds, 0, Largest);
        Interlocked.Increment(ref buckets[IndexOf(value)]);
        Interlocked.Increment(ref count);
        var max = Volatile.Read(ref this.max);
        while (value > max)
        {
            var seen = Interlocked.CompareExchange(ref this.max, value, max);
            if (seen == max)
                break;
            max = seen;
        }
    }

    public void Add(Histogram other)
    {
        for (var i = 0; i < buckets.Length; i++)
            buckets[i] += other.buckets[i];
        count += other.count;
        max = Math.Max(max, other.max);
    }

    /// <summary>The value that <paramref name="percent"/> of all values do not exceed, in milliseconds.</summary>
    public double Percentile(double percent)
    {
        var rank = (long)Math.Ceiling(count * percent / 100);
        long passed = 0;
        for (var i = 0; i < buckets.Length; i++)
        {
            passed += buckets[i];
            if (passed >= rank && passed > 0)
                return Math.Min(HighestIn(i), max) / 1000.0;
        }

        return 0;
    }

    public double Max => max / 1000.0;

    /// <summary>A percentile as text for a table.</summary>
    public string Ms(double percent) => percent >= 100 ? Format(Max) : Format(Percentile(percent));

    private static string Format(double ms) => ms.ToString(ms < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - SubBucketBits);
        return (shift << SubBucketBits) + (int)(value >> shift);
    }

    private static long HighestIn(int index)
    {
        if (index < 2 * SubBuckets)
            return index;
        var shift = (index >> SubBucketBits) - 1;
        long mantissa = index - (shift << SubBucketBits);
        return ((mantissa + 1) << shift) - 1;
    }
}
