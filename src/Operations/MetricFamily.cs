using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Tags = System.ReadOnlySpan<System.Collections.Generic.KeyValuePair<string, object?>>;

namespace XelaConnect.Operations;

/// <summary>What a metric means to Prometheus.</summary>
internal enum MetricKind
{
    /// <summary>Only grows.</summary>
    Counter,
    /// <summary>Goes up and down.</summary>
    Gauge,
    /// <summary>A distribution.</summary>
    Histogram,
}

/// <summary>One metric with its series, one for each set of labels. Their number is bounded: what comes later is added up under one label set that says so.</summary>
internal sealed class MetricFamily
{
    private const int MaxSeries = 250;
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] Milliseconds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000];
    private static readonly double[] Sizes = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    private readonly ConcurrentDictionary<TagSet, MetricSeries> series = new(TagSetComparer.Instance);
    private readonly ConcurrentDictionary<TagSet, MetricSeries>.AlternateLookup<Tags> byTags;
    private readonly double[] bounds;
    private readonly string help;
    private readonly bool observed;
    private readonly bool replaces;

    /// <summary>For an instrument.</summary>
    public MetricFamily(string name, MetricKind kind, Instrument instrument)
    {
        (Name, Kind) = (name, kind);
        help = instrument.Description ?? instrument.Name;
        observed = instrument.IsObservable;
        replaces = kind == MetricKind.Gauge && !observed && instrument.GetType().Name.StartsWith("Gauge", StringComparison.Ordinal);
        bounds = kind == MetricKind.Histogram ? BoundsOf(instrument) : [];
        byTags = series.GetAlternateLookup<Tags>();
    }

    /// <summary>The name as Prometheus knows it.</summary>
    public string Name { get; }

    /// <summary>What it means.</summary>
    public MetricKind Kind { get; }

    /// <summary>The kind of an instrument, or null when it is of none that is known.</summary>
    public static MetricKind? KindOf(Instrument instrument)
    {
        var type = instrument.GetType();
        for (; type is not null; type = type.BaseType)
        {
            if (!type.IsGenericType) continue;
            var open = type.GetGenericTypeDefinition();
            if (open == typeof(Counter<>) || open == typeof(ObservableCounter<>)) return MetricKind.Counter;
            if (open == typeof(Histogram<>)) return MetricKind.Histogram;
            if (open == typeof(UpDownCounter<>) || open == typeof(ObservableUpDownCounter<>) || open == typeof(ObservableGauge<>) || open == typeof(Gauge<>)) return MetricKind.Gauge;
        }
        return null;
    }

    /// <summary>Takes a measurement.</summary>
    public void Record(double value, Tags tags)
    {
        if (!byTags.TryGetValue(tags, out var target)) target = Open(tags);
        if (Kind == MetricKind.Histogram) target.Observe(value, bounds);
        else if (replaces) target.Set(value);
        else target.Add(value);
    }

    /// <summary>Readings are taken anew for each scrape; instruments of one name add up.</summary>
    public void BeginScrape()
    {
        if (!observed) return;
        series.Clear();
    }

    /// <summary>Writes the family.</summary>
    public void Write(StringBuilder text)
    {
        if (series.IsEmpty) return;
        PrometheusText.WriteHeader(text, Name, help, Kind);
        foreach (var (tags, value) in series) value.Write(text, Name, PrometheusText.LabelsOf(tags), Kind, bounds);
    }

    private MetricSeries Open(Tags tags)
    {
        if (series.Count < MaxSeries) return series.GetOrAdd(new TagSet(tags.ToArray()), static (_, count) => new MetricSeries(count), bounds.Length);
        return series.GetOrAdd(TagSet.Overflow, static (_, count) => new MetricSeries(count), bounds.Length);
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised],
        Histogram<long> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised.Select(b => (double)b)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { Count: > 0 } advised } => [.. advised.Select(b => (double)b)],
        { Unit: "s" } => Seconds,
        { Unit: "ms" } => Milliseconds,
        _ => Sizes,
    };
}

/// <summary>One series: a number, or a distribution.</summary>
internal sealed class MetricSeries(int boundCount)
{
    private readonly Lock turn = new();
    private readonly long[] buckets = new long[boundCount + 1];
    private double sum;

    /// <summary>Adds to the number.</summary>
    public void Add(double value)
    {
        lock (turn) sum += value;
    }

    /// <summary>Replaces the number.</summary>
    public void Set(double value)
    {
        lock (turn) sum = value;
    }

    /// <summary>Adds to the distribution.</summary>
    public void Observe(double value, double[] bounds)
    {
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket]) bucket++;
        lock (turn)
        {
            buckets[bucket]++;
            sum += value;
        }
    }

    /// <summary>Writes the series.</summary>
    public void Write(StringBuilder text, string name, string labels, MetricKind kind, double[] bounds)
    {
        double total;
        long[] counts;
        lock (turn) (total, counts) = (sum, kind == MetricKind.Histogram ? [.. buckets] : []);
        if (kind != MetricKind.Histogram)
        {
            PrometheusText.WriteSample(text, name, labels, total);
            return;
        }
        var below = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            below += counts[i];
            var bound = i < bounds.Length ? bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            PrometheusText.WriteSample(text, $"{name}_bucket", $"{labels}{(labels.Length > 0 ? "," : "")}le=\"{bound}\"", below);
        }
        PrometheusText.WriteSample(text, $"{name}_sum", labels, total);
        PrometheusText.WriteSample(text, $"{name}_count", labels, below);
    }
}

/// <summary>Labels as they were measured.</summary>
internal sealed record TagSet(KeyValuePair<string, object?>[] Tags)
{
    /// <summary>Where measurements go once there are too many label sets.</summary>
    public static readonly TagSet Overflow = new([new("otel_metric_overflow", "true")]);
}

/// <summary>Finds a series by the measured labels without making anything.</summary>
internal sealed class TagSetComparer : IEqualityComparer<TagSet>, IAlternateEqualityComparer<Tags, TagSet>
{
    /// <summary>The only one.</summary>
    public static readonly TagSetComparer Instance = new();

    /// <inheritdoc />
    public bool Equals(TagSet? x, TagSet? y) => ReferenceEquals(x, y) || (x is not null && y is not null && Equals(x.Tags, y));

    /// <inheritdoc />
    public int GetHashCode(TagSet obj) => GetHashCode(obj.Tags);

    /// <inheritdoc />
    public TagSet Create(Tags alternate) => new(alternate.ToArray());

    /// <inheritdoc />
    public bool Equals(Tags alternate, TagSet other)
    {
        if (alternate.Length != other.Tags.Length) return false;
        for (var i = 0; i < alternate.Length; i++)
        {
            if (alternate[i].Key != other.Tags[i].Key || !Equals(alternate[i].Value, other.Tags[i].Value)) return false;
        }
        return true;
    }

    /// <inheritdoc />
    public int GetHashCode(Tags alternate)
    {
        var hash = new HashCode();
        foreach (var (key, value) in alternate)
        {
            hash.Add(key);
            hash.Add(value);
        }
        return hash.ToHashCode();
    }
}
