using System.Diagnostics.Metrics;

namespace XelaConnect.Grains.Companion;

/// <summary>What talking with Xela counts, under the meter <c>XelaConnect.Companion</c>. Of care there is a count and nothing else.</summary>
internal sealed class CompanionMetrics
{
    private readonly Counter<long> replies;
    private readonly Counter<long> care;
    private readonly Counter<long> failures;
    private readonly Counter<long> refused;
    private readonly Histogram<double> firstChunk;
    private readonly UpDownCounter<long> running;

    /// <summary>Creates the instruments.</summary>
    public CompanionMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("XelaConnect.Companion");
        replies = meter.CreateCounter<long>("xela.companion.answers", "{answer}", "Answers stored, by where they came from.");
        care = meter.CreateCounter<long>("xela.companion.care", "{answer}", "Answers given at once because the words suggested danger to life.");
        failures = meter.CreateCounter<long>("xela.companion.model_failures", "{failure}", "Answers that the model did not give, or not to their end.");
        refused = meter.CreateCounter<long>("xela.companion.model_calls_refused", "{call}", "Calls of the model not made because a day's ceiling was reached, by whose.");
        firstChunk = meter.CreateHistogram<double>("xela.companion.first_piece", "s", "From asking the model to the first piece that may be shown.");
        running = meter.CreateUpDownCounter<long>("xela.companion.running", "{answer}", "Answers under way.");
    }

    public void Answered(string source)
    {
        replies.Add(1, new KeyValuePair<string, object?>("source", source));
        if (source is ReplySources.Care) care.Add(1);
    }

    public void Refused(string ceiling) => refused.Add(1, new KeyValuePair<string, object?>("ceiling", ceiling));

    public void Failed() => failures.Add(1);

    public void FirstChunk(TimeSpan after) => firstChunk.Record(after.TotalSeconds);

    public void Began() => running.Add(1);

    public void Ended() => running.Add(-1);
}
