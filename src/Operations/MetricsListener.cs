using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace XelaConnect.Operations;

/// <summary>
/// Adds up what instruments measure, for <c>/metrics</c>. What is measured per request is listened to from the start; what grains measure per call only
/// from the first scrape on, so that a host nobody scrapes does not pay for it. Gauges and totals that are read, not pushed, cost nothing in between.
/// </summary>
internal sealed class MetricsListener : IHostedService, IDisposable
{
    private const string OrleansMeter = "Microsoft.Orleans";
    private const string OwnMeters = "XelaConnect";
    private static readonly HashSet<string> FrameworkMeters = new(StringComparer.Ordinal)
    {
        "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
    };

    private readonly ConcurrentDictionary<string, MetricFamily> families = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Instrument> waiting = new();
    private readonly Lock scraping = new();
    private MeterListener? listener;
    private bool scraped;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        listener = new MeterListener { InstrumentPublished = Publish };
        listener.SetMeasurementEventCallback<byte>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<short>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<int>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<long>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<float>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<double>(static (_, value, tags, state) => ((MetricFamily)state!).Record(value, tags));
        listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, state) => ((MetricFamily)state!).Record((double)value, tags));
        listener.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => listener?.Dispose();

    /// <summary>All there is, in Prometheus text 0.0.4.</summary>
    public string Scrape()
    {
        lock (scraping)
        {
            if (!scraped)
            {
                scraped = true;
                while (waiting.TryDequeue(out var instrument)) Listen(instrument);
            }
            foreach (var family in families.Values) family.BeginScrape();
            try
            {
                listener?.RecordObservableInstruments();
            }
            catch (AggregateException)
            {
                // An instrument whose reading fails leaves a gap; the others are still worth having.
            }
            var text = new System.Text.StringBuilder(16 * 1024);
            foreach (var family in families.Values.OrderBy(f => f.Name, StringComparer.Ordinal)) family.Write(text);
            return text.ToString();
        }
    }

    private void Publish(Instrument instrument, MeterListener source)
    {
        var meter = instrument.Meter.Name;
        if (FrameworkMeters.Contains(meter) || meter.StartsWith(OwnMeters, StringComparison.Ordinal)) Listen(instrument);
        else if (meter.StartsWith(OrleansMeter, StringComparison.Ordinal))
        {
            if (scraped || instrument.IsObservable) Listen(instrument);
            else waiting.Enqueue(instrument);
        }
    }

    private void Listen(Instrument instrument)
    {
        var kind = MetricFamily.KindOf(instrument);
        if (kind is null) return;
        var name = PrometheusText.NameOf(instrument.Name, instrument.Unit, kind.Value);
        var family = families.GetOrAdd(name, static (key, made) => new MetricFamily(key, made.Kind, made.Instrument), (Kind: kind.Value, Instrument: instrument));
        // Two instruments may share a name (a silo and a client in one process); they may not share it with different meanings.
        if (family.Kind == kind) listener!.EnableMeasurementEvents(instrument, family);
    }
}
