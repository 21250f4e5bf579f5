using System.Diagnostics.Metrics;

namespace XelaConnect.ServiceDefaults;

internal static class MetricStreams
{
    /// <summary>Later ones are added up under <c>otel_metric_overflow="true"</c>.</summary>
    private const int MaxSeries = 250;
    /// <summary>For metrics by route, method and status.</summary>
    private const int MaxSeriesByRoute = 2000;
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
    private static readonly double[] Milliseconds = [1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000];
    private static readonly double[] Sizes = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

    public static MetricStreamConfiguration Of(Instrument instrument)
    {
        // They cost time in each request and add nothing to the durations of requests.
        var meter = instrument.Meter.Name;
        if (meter is "Microsoft.AspNetCore.MemoryPool" or "Microsoft.AspNetCore.Routing")
            return MetricStreamConfiguration.Drop;
        var stream = BucketsOf(instrument) is { } buckets
            ? new ExplicitBucketHistogramConfiguration { Boundaries = buckets }
            : new MetricStreamConfiguration();
        stream.CardinalityLimit = meter == "Microsoft.AspNetCore.Hosting" ? MaxSeriesByRoute : MaxSeries;
        // A remote service has many addresses.
        if (meter == "System.Net.Http") stream.ExcludedTagKeys = ["network.peer.address"];
        return stream;
    }

    /// <summary>Null: the histogram has its own.</summary>
    private static double[]? BucketsOf(Instrument instrument) => instrument switch
    {
        Histogram<double> { Advice.HistogramBucketBoundaries.Count: > 0 }
            or Histogram<long> { Advice.HistogramBucketBoundaries.Count: > 0 }
            or Histogram<int> { Advice.HistogramBucketBoundaries.Count: > 0 } => null,
        Histogram<double> or Histogram<long> or Histogram<int> =>
            instrument.Unit switch { "s" => Seconds, "ms" => Milliseconds, _ => Sizes },
        _ => null,
    };
}
